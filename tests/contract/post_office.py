"""The small stack that the local engine's tests run, and what one asks of it."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.local.engine import LocalEngine
from workbench.local.faults import Faults

TEMPLATE = Path(__file__).parent / "stacks" / "post_office" / "template.yaml"


def open_post_office(
    logs: Path | None = None,
    faults: Faults | None = None,
    concurrency: int | None = None,
    **parameters: str,
) -> LocalEngine:
    parameters = {"PatienceSeconds": "3", **parameters}
    return LocalEngine(
        TEMPLATE, parameters=parameters, logs=logs, faults=faults, concurrency=concurrency
    )


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.05)


def start(engine: LocalEngine, name: str, letter: str) -> str:
    """Start an execution, and return its ARN."""
    execution = engine.client("stepfunctions").start_execution(
        stateMachineArn=engine.outputs["DeliverLetterArn"],
        name=name,
        input=json.dumps({"letter": letter}),
    )
    return str(execution["executionArn"])


def finished(engine: LocalEngine, execution_arn: str) -> dict[str, Any]:
    """Wait for an execution to end, and describe it."""
    description: dict[str, Any] = {}

    def ended() -> bool:
        description.update(
            engine.client("stepfunctions").describe_execution(executionArn=execution_arn)
        )
        return bool(description["status"] != "RUNNING")

    wait_until(ended)
    return description


def bodies(engine: LocalEngine, queue: str) -> list[str]:
    """Take the messages off a queue of the outputs."""
    url = engine.outputs[queue]
    received = engine.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in received.get("Messages", [])]
