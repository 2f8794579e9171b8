"""The whole stack of a SAM template on this machine, with no AWS account, network or Docker.

One engine at a time lives in a process, because moto keeps its state in the process.
"""

import gc
import json
import os
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3
from botocore.config import Config

from workbench.local import (
    moto_catalogues,  # noqa: F401 (has to come before all that imports moto)
    runtime,
)
from workbench.local.cloudwatch import cloudwatch_of
from workbench.local.concurrency import Concurrency, reserves
from workbench.local.event_rules import EventRule
from workbench.local.faults import DESK, POLLER, Faults
from workbench.local.http_api import http_api
from workbench.local.http_server import Application, HttpServer
from workbench.local.observing import Observer
from workbench.local.patches import patched
from workbench.local.pollers import Poller, QueueEvents
from workbench.local.provision import create_stack
from workbench.local.sandbox import Invocation
from workbench.local.sandbox_processes import ForkServer
from workbench.local.sandboxes import Sandboxes
from workbench.local.schedules import Schedule, Timer
from workbench.local.services import services
from workbench.local.state_machines import create_state_machine, read_definition
from workbench.local.streams import StreamPoller, stream_events
from workbench.local.template import Stack, translate
from workbench.local.versions import name_and_qualifier

_ONE_AT_A_TIME = threading.Lock()


class LocalEngine:
    """A running stack; leaving the context ends every process that it started."""

    def __init__(  # noqa: PLR0913 (each but the template has a default)
        self,
        template: Path,
        *,
        parameters: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        name: str = "local",
        port: int = 0,
        api_port: int = 0,
        sandboxes: int | None = None,
        logs: Path | None = None,
        faults: Faults | None = None,
        observer: Observer | None = None,
        concurrency: int | None = None,
    ) -> None:
        """Start the stack of a SAM template.

        `parameters` override the template's defaults. `environment` is added to every function's
        variables, after the AWS_ENDPOINT_URL_* variables of this process. CloudFormation knows the
        stack by `name`, on a free `port` by default; its HTTP API is on `api_port`, likewise.
        `sandboxes` is the most processes for one function. `logs` gets a file for each function.
        `faults` say which AWS calls and invocations go wrong; an `observer` is shown them all.
        `concurrency` is the most invocations at once of an account; those beyond it are refused,
        which Lambda always does. Raises `OSError` where a port is taken.
        """
        if not _ONE_AT_A_TIME.acquire(blocking=False):
            raise RuntimeError("another LocalEngine runs in this process: close it first")
        added = dict(environment or {})
        self._own = runtime.own_settings({**os.environ, **added}) | added
        self._api_port, self._api_servers = api_port, list[HttpServer]()
        self._sandbox_count = sandboxes or max(2, min(3, os.cpu_count() or 2))
        self._faults = faults
        self._observer = observer
        self._concurrency = concurrency
        self._names: dict[str, str] = {}  # the logical id of each function's name
        self._rules: list[EventRule] = []
        self._clients: dict[tuple[str, str], Any] = {}
        self._clients_lock = threading.Lock()
        self._session: Any = boto3.Session()
        self._sandboxes: Sandboxes | None = None
        self._pollers: list[Poller] = []
        self._stream_pollers: list[StreamPoller] = []
        self.region = self._own.get("AWS_REGION", runtime.DEFAULT_REGION)
        with ExitStack() as closing:
            closing.callback(_ONE_AT_A_TIME.release)
            if logs is None:
                logs = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="sandboxes-")))
            logs.mkdir(parents=True, exist_ok=True)
            self.logs = logs
            closing.enter_context(patched())
            closing.enter_context(cloudwatch_of(logs))
            self.endpoint_url = closing.enter_context(
                services(
                    self._invoke,
                    port,
                    faults=faults,
                    observer=observer,
                    functions=self._names,
                    rules=self._rules,
                )
            )
            closing.callback(self._close_clients)
            closing.callback(self._join_pollers)
            stack = translate(template, parameters or {}, self.region)
            self._start(stack, name, parameters or {}, closing)
            gc.freeze()  # all that is loaded stays: collections need not look through it
            closing.callback(gc.unfreeze)
            self._closing = closing.pop_all()

    def _start(
        self, stack: Stack, name: str, parameters: Mapping[str, str], closing: ExitStack
    ) -> None:
        paths = {runtime.python_path(code)[1:] for code in stack.code.values()}
        fork_servers = {path: ForkServer(path) for path in paths}
        for fork_server in fork_servers.values():
            closing.callback(fork_server.close)
        resources = create_stack(self.client, stack, name, parameters)
        self.outputs: Mapping[str, str] = dict(resources.outputs)
        environment = runtime.service_environment(self._own, self.region, self.endpoint_url)
        self._functions = {
            logical_id: runtime.function(
                logical_id, properties, stack.code[logical_id], environment
            )
            for logical_id, properties in resources.functions.items()
        }
        self._names.update({it.name: it.logical_id for it in self._functions.values()})
        self.concurrency = Concurrency(
            self._concurrency, reserves(self.client("lambda"), self._names)
        )
        self._sandboxes = Sandboxes(
            self._functions,
            self._sandbox_count,
            self.logs,
            fork_servers,
            faults=self._faults,
            observer=self._observer,
            concurrency=self.concurrency,
            answering=[name_and_qualifier(api["Function"])[0] for api in resources.apis],
        )
        closing.callback(self._sandboxes.close)
        for api in resources.apis:
            server = closing.enter_context(http_api(api["Function"], self._invoke, self._api_port))
            self._api_servers.append(server)
            self.outputs |= dict.fromkeys(api["Outputs"], f"http://127.0.0.1:{server.port}")
        self._machines = [machine["Arn"] for machine in resources.machines.values()]
        for logical_id, machine in resources.machines.items():
            definition = read_definition(stack.definitions[logical_id], machine["Substitutions"])
            create_state_machine(self.client("stepfunctions"), machine, definition)
        for properties in resources.queues:
            sqs = self._client("sqs", POLLER)
            poller = Poller(self._queue_events(properties), sqs, self._sandboxes)
            self._pollers.append(poller)
            closing.callback(poller.close)
        for properties in resources.streams:
            streams, sqs = (self._client(it, POLLER) for it in ("dynamodbstreams", "sqs"))
            desk = self.client("dynamodbstreams")
            follower = StreamPoller(
                stream_events(properties, desk, self.client("sqs")),
                streams,
                sqs,
                self._sandboxes,
                desk,
            )
            self._stream_pollers.append(follower)
            closing.callback(follower.close)
        self._rules += [EventRule(it["Pattern"], it["Function"]) for it in resources.rules]
        for properties in resources.schedules:
            schedule = Schedule(properties["Expression"], properties["Function"])
            closing.callback(Timer(schedule, self._sandboxes).close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything; closing twice does nothing."""
        self._closing.close()

    def client(self, service: str) -> Any:
        """Return the boto3 client of a service of this engine, whose calls have no faults."""
        return self._client(service, DESK)

    def _client(self, service: str, caller: str) -> Any:
        with self._clients_lock:
            if (service, caller) not in self._clients:
                config: dict[str, Any] = {"proxies": {}, "user_agent_appid": caller}
                if caller == POLLER:  # which tries again by itself
                    config["retries"] = {"total_max_attempts": 1}
                self._clients[service, caller] = self._session.client(
                    service,
                    region_name=self.region,
                    endpoint_url=self.endpoint_url,
                    aws_access_key_id="local",
                    aws_secret_access_key="local",  # noqa: S106 (opens nothing)
                    config=Config(max_pool_connections=50, **config),
                )
            return self._clients[service, caller]

    def put_before_apis(self, front: Callable[[Application], Application]) -> None:
        """Have an application answer requests of the HTTP APIs, or pass them on."""
        for server in self._api_servers:
            server.application = front(server.application)

    @property
    def functions(self) -> list[str]:
        """List the functions' logical ids."""
        return list(self._functions)

    def invoke(self, function: str, payload: object) -> Invocation:
        """Run a function, given its logical id, with a payload that JSON can hold."""
        return self._invoke(self._functions[function].name, json.dumps(payload).encode())

    def idle(self, *, but_for_delayed: bool = False) -> bool:
        """Say whether nothing is left to do: no message of a polled queue, no running execution.

        Nor is there a record of a stream that was not delivered. A message that was sent with a
        delay may be left out.
        """
        counts = ("", "NotVisible") if but_for_delayed else ("", "NotVisible", "Delayed")
        # A message becomes an execution before it is deleted: only queues seen empty between two
        # looks at the executions are. The first look is quick and mostly says no.
        return (
            not self._executions_running()
            and self._queues_empty(counts)
            and not self._executions_running()
            and self._queues_empty(counts)
            and self._streams_delivered()
        )

    def _streams_delivered(self) -> bool:
        streams = self.client("dynamodbstreams")
        return all(poller.caught_up(streams) for poller in self._stream_pollers)

    def _queues_empty(self, counts: Sequence[str]) -> bool:
        names = [f"ApproximateNumberOfMessages{it}" for it in counts]
        for poller in self._pollers:
            attributes = self.client("sqs").get_queue_attributes(
                QueueUrl=poller.events.queue_url, AttributeNames=["All"]
            )["Attributes"]
            if any(int(attributes[name]) for name in names):
                return False
        return True

    def _executions_running(self) -> bool:
        return any(
            self.client("stepfunctions").list_executions(
                stateMachineArn=machine, statusFilter="RUNNING", maxResults=1
            )["executions"]
            for machine in self._machines
        )

    def _invoke(self, function: str, payload: bytes) -> Invocation:
        if self._sandboxes is None:
            raise RuntimeError("the engine is still starting")
        return self._sandboxes.invoke(function, payload)

    def _queue_events(self, properties: Mapping[str, Any]) -> QueueEvents:
        arn = properties["EventSourceArn"]
        most = properties.get("ScalingConfig", {}).get("MaximumConcurrency", self._sandbox_count)
        queue = self.client("sqs").get_queue_url(QueueName=arn.rpartition(":")[2])
        return QueueEvents(
            queue_url=queue["QueueUrl"],
            queue_arn=arn,
            function=properties["FunctionName"],
            batch_size=int(properties.get("BatchSize", 10)),
            concurrency=min(int(most), self._sandbox_count),
            reports_failures="ReportBatchItemFailures"
            in properties.get("FunctionResponseTypes", []),
            allows_loops=any(
                it.allows_loops
                for it in self._functions.values()
                if name_and_qualifier(properties["FunctionName"])[0] == it.name
            ),
        )

    def _join_pollers(self) -> None:
        for poller in self._pollers:
            poller.join()
        for follower in self._stream_pollers:
            follower.join()

    def _close_clients(self) -> None:
        for client in self._clients.values():
            client.close()
