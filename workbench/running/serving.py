"""Serving: the whole stack on this machine, until Ctrl-C."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from summariser.records.packing import NotSendable
from summariser.records.record import Record
from summariser.records.submission import submit
from workbench.errors import UsageError
from workbench.local.runtime import LambdaFolderMissingError
from workbench.paths import TEMPLATE
from workbench.running.chain import NO_VECTORS, chain_of, check_embedding_model
from workbench.running.interruption import Stop, interruptible
from workbench.running.model_service import LlmServer, proxied
from workbench.running.reading import read_records
from workbench.running.run import Engine
from workbench.running.sending import Parcel, Sender, batches
from workbench.running.simulation import simulated
from workbench.simulator.behaviour import Behaviour
from workbench.stack import DEFAULT_STACK, Stack

if TYPE_CHECKING:
    from workbench.local.http_server import Application


@dataclass(frozen=True)
class ServeOptions:
    """Options of `summariser serve`."""

    listings: str | None
    port: int
    api_port: int
    models: list[str]
    profiles: list[str]
    embedding_model: str = NO_VECTORS
    env_file: Path | None = None
    behaviour: Behaviour | None = None  # of the simulator, if it replaces the models
    llm: LlmServer | None = None  # the server that replaces SageMaker, if one does


def serve_stack(options: ServeOptions, page: "Callable[[Stack, Application], Application]") -> None:
    """Serve until interrupted, with a page in front of the API.

    Raises `UsageError` when a port is taken.
    """
    chain = chain_of(
        options.models,
        options.profiles,
        simulated=options.behaviour is not None,
        proxied=options.llm is not None,
    )
    check_embedding_model(options.embedding_model, simulated=options.behaviour is not None)
    records = read_records(options.listings, sys.stdin.buffer) if options.listings else []
    parameters = {
        "ModelChain": ",".join(options.models),
        "Profiles": ",".join(options.profiles),
        "EmbeddingModel": options.embedding_model,
    }
    console = Console(highlight=False, soft_wrap=True)
    # The engine takes a second or more to import: usage errors are reported before.
    from workbench.local.engine import LocalEngine  # noqa: PLC0415
    from workbench.local.http_server import PortUnusableError  # noqa: PLC0415
    from workbench.running.local_stack import LocalStack  # noqa: PLC0415

    models = proxied(options.llm) if options.llm else simulated(chain, options.behaviour)
    with interruptible() as stop, models as service:
        try:
            engine = LocalEngine(
                TEMPLATE,
                parameters=parameters | service.parameters,
                environment=service.environment,
                name=DEFAULT_STACK,
                port=options.port,
                api_port=options.api_port,
                sandboxes=service.processes,
            )
        except LambdaFolderMissingError as error:
            raise UsageError(str(error)) from error
        except PortUnusableError as error:
            option = "--port" if error.port == options.port else "--api-port"
            raise UsageError(
                f"Port {error.port} cannot be used ({os.strerror(error.errno or 0)}): choose "
                f"another one with {option}."
            ) from error
        with engine:
            stack = LocalStack.of(engine)
            engine.put_before_apis(lambda api: page(stack, api))
            console.print(f"The stack {DEFAULT_STACK} is running. In another terminal:")
            variables = access(engine.endpoint_url, engine.region)
            variables["SUMMARISER_API"] = engine.outputs["HttpApiUrl"]
            _print_access(console, variables, options.env_file)
            _send(console, engine, records, stop)
            url = variables["SUMMARISER_API"]
            console.print(f"Summarise a listing of yours: {url}/, or summariser ask FILE")
            console.print("Press Ctrl-C to stop; everything in the stack is then lost.")
            while not stop():
                time.sleep(0.2)
    console.print("Stopped.")


def access(url: str, region: str) -> dict[str, str]:
    """Return the variables with which boto3 and the AWS CLI find the stack."""
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,  # the only one of the two that boto3 reads
    }


def _print_access(console: Console, variables: Mapping[str, str], env_file: Path | None) -> None:
    lines = [f"export {name}={value}" for name, value in variables.items()]
    for line in lines:
        console.print(line)
    if env_file is not None:
        try:
            env_file.write_text("\n".join([*lines, ""]), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{env_file} cannot be written: {error.strerror}.") from error
        console.print(f"or: source {env_file}")


def _send(console: Console, engine: Engine, records: list[Record], stop: Stop) -> None:
    sender = Sender(
        engine.client("sqs"),
        engine.client("s3"),
        queue_url=engine.outputs["ListingQueueUrl"],
        bucket=engine.outputs["ListingBucketName"],
    )
    now = datetime.now(UTC)
    parcels: list[Parcel] = []
    for position, record in enumerate(records):
        try:
            parcels.append(sender.pack(position, submit(record, now)))
        except NotSendable as reason:
            console.print(f"Not sent: {reason}.", style="yellow", markup=False)
    for batch in batches(parcels):
        if not stop():
            sender.send(batch)
    if records:
        console.print(f"{len(parcels)} of {len(records)} listings were sent.")
