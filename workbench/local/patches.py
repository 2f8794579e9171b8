"""What is changed inside moto, each change with its reason, for as long as an engine runs.

tests/contract/test_local_engine.py fails where a change no longer fits moto, or is not needed.
"""

import copy
import pickle
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.config import Config
from moto.cloudformation.models import Stack
from moto.events.models import EventBus
from moto.iam.models import Role, iam_backends
from moto.sqs.models import Message, Queue, SQSBackend
from moto.stepfunctions.models import StepFunctionBackend
from moto.stepfunctions.parser.asl.component.common.path import result_path
from moto.stepfunctions.parser.asl.component.common.string import string_expression
from moto.stepfunctions.parser.asl.component.common.string.string_expression import (
    StringVariableSample,
)
from moto.stepfunctions.parser.asl.eval import states
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.utils import boto_client, json_path
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.utilities.utils import get_partition
from urllib3 import HTTPResponse

from workbench.local.faults import STATE_MACHINE
from workbench.local.http_server import Application, called, environ_of
from workbench.local.map_runs import every_object_listed, failures_counted
from workbench.local.moto_speedups import quick
from workbench.local.s3_vectors import vectors_queried

if TYPE_CHECKING:
    from botocore.compat import HTTPHeaders


_COLONS = 6  # of a state machine's ARN without a version or an alias


@contextmanager
def patched() -> Iterator[None]:
    """Change moto until the block ends."""
    with (
        interpreter_parses_once(),
        interpreter_copies_json(),
        variables_read(),
        qualified_machines_started(),
        queues_locked(),
        roles_deleted(),
        quick(),
        event_bus_named(),
        vectors_queried(),
        lists_described(),
        every_object_listed(),
        failures_counted(),
    ):
        yield


@contextmanager
def interpreter_clients_kept(invocations: Application) -> Iterator[None]:
    """Keep the boto3 clients of the ASL interpreter, which makes a new one for every task.

    Their requests say whose they are. Those that invoke a function are answered by an application
    of this process, in the same thread and without HTTP.
    """

    def invoke(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        status, headers, body = called(invocations, environ_of(request))
        raw = HTTPResponse(BytesIO(body), preload_content=False)
        found = cast("HTTPHeaders", HeadersDict(headers))  # as botocore's own session makes it
        return AWSResponse(request.url, int(status[:3]), found, raw)

    clients: dict[str, Any] = {}
    lock = threading.Lock()

    def client(service_name: str, config: Config, **options: Any) -> Any:
        with lock:
            if service_name not in clients:
                own: dict[str, Any] = {"proxies": {}, "user_agent_appid": STATE_MACHINE}
                config = config.merge(Config(max_pool_connections=100, **own))
                session: Any = boto3.Session()
                made = session.client(service_name, config=config, **options)
                made.meta.events.register("before-send.lambda.Invoke", invoke)
                clients[service_name] = made
            return clients[service_name]

    with patch.object(boto_client, "boto3", SimpleNamespace(client=client)):
        yield
    for it in clients.values():
        it.close()


@contextmanager
def interpreter_parses_once() -> Iterator[None]:
    """Parse a definition and a JSONPath once, not for every execution and every use: 40 ms less.

    Each execution still gets a program of its own, because moto's programs hold some state.
    """

    @cache
    def program(definition: str) -> bytes:
        return pickle.dumps(AmazonStateLanguageParser.parse(definition)[0])

    def entrypoint(worker: ExecutionWorker) -> Any:
        definition = worker._evaluation_details.state_machine_details.definition
        return pickle.loads(program(definition))  # noqa: S301  # nosec B301  # dumped above

    with (
        patch.object(ExecutionWorker, "_get_evaluation_entrypoint", entrypoint),
        patch.object(json_path, "parse", cache(vars(json_path)["parse"])),
        patch.object(result_path, "parse", cache(vars(result_path)["parse"])),
    ):
        yield


@contextmanager
def interpreter_copies_json() -> Iterator[None]:
    """Copy a state's input as the JSON that it is: a quarter of the time of the interpreter.

    moto copies it some twenty times for each state, by a function that expects anything.
    """
    with ExitStack() as patches:
        for module in (states, string_expression, result_path):
            patches.enter_context(patch.object(module, "copy", SimpleNamespace(deepcopy=copied)))
        yield


def copied(value: Any) -> Any:
    """Return a deep copy of a value, quickly where it is JSON."""
    if type(value) is dict:
        return {key: copied(member) for key, member in value.items()}
    if type(value) is list:
        return [copied(member) for member in value]
    if isinstance(value, str | int | float | None):
        return value
    return copy.deepcopy(value)


@contextmanager
def variables_read() -> Iterator[None]:
    """Let JSONPath read a variable, for which moto asks an evaluator of JSONata that it lacks."""

    def read(sample: StringVariableSample, env: Environment) -> None:
        env.stack.append(env.variable_store.get(sample.expression.removeprefix("$")))

    with patch.object(StringVariableSample, "_eval_body", read):
        yield


@contextmanager
def qualified_machines_started() -> Iterator[None]:
    """Start an execution by the ARN of an alias or a version of a state machine.

    moto finds no alias, and gives a version executions of its own that nothing else finds. Here it
    is the state machine as it was when the version was published.
    """
    describe = StepFunctionBackend.describe_state_machine

    def describe_state_machine(backend: StepFunctionBackend, arn: str) -> Any:
        whole, _, qualifier = arn.rpartition(":")
        if arn.count(":") == _COLONS:
            return describe(backend, arn)
        machine = describe(backend, whole)
        if alias := machine.aliases.get(qualifier):
            arn = alias.routing_configuration[0]["stateMachineVersionArn"]
        version = describe(backend, arn)
        published = copy.copy(machine)  # with the same list of executions
        published.definition, published.roleArn = version.definition, version.roleArn
        return published

    with patch.object(StepFunctionBackend, "describe_state_machine", describe_state_machine):
        yield


@contextmanager
def roles_deleted() -> Iterator[None]:
    """Detach the managed policies of a role that goes with its stack, as CloudFormation does."""
    delete = vars(Role)["delete_from_cloudformation_json"].__func__

    def delete_role(role: type[Role], name: str, json: Any, account: str, region: str) -> None:
        backend = iam_backends[account][get_partition(region)]
        for arn in list(backend.get_role(name).managed_policies):
            backend.detach_role_policy(arn, name)
        delete(role, name, json, account, region)

    with patch.object(Role, "delete_from_cloudformation_json", classmethod(delete_role)):
        yield


@contextmanager
def queues_locked() -> Iterator[None]:
    """Receive and delete under the queue's lock, without which a message sent meanwhile is lost.

    moto takes that lock to add a message only. A long poll gives it back while it waits. And
    moto counts the whole queue three times for each message received, to learn its retention.
    """
    receive, delete = SQSBackend.receive_message, Queue.delete_message

    def receive_message(backend: SQSBackend, queue_name: str, *args: Any, **options: Any) -> Any:
        with backend.get_queue(queue_name)._messages_lock:
            return receive(backend, queue_name, *args, **options)

    def delete_message(queue: Queue, receipt_handle: str) -> None:
        with queue._messages_lock:
            delete(queue, receipt_handle)

    def is_retained(backend: SQSBackend, queue_name: str, message: Message) -> bool:
        retention: int = backend.get_queue(queue_name).message_retention_period  # type: ignore[attr-defined]
        return (message.sent_timestamp or 0) / 1000 + retention > time.time()

    with (
        patch.object(SQSBackend, "receive_message", receive_message),
        patch.object(Queue, "delete_message", delete_message),
        patch.object(SQSBackend, "is_message_valid_based_on_retention_period", is_retained),
    ):
        yield


@contextmanager
def event_bus_named() -> Iterator[None]:
    """Let `Ref` of an event bus be its name, as CloudFormation has it; moto has no such thing."""
    name = property(lambda bus: bus.name)
    with patch.object(EventBus, "physical_resource_id", name, create=True):
        yield


@contextmanager
def lists_described() -> Iterator[None]:
    """Describe a stack's lists by their members and commas, as CloudFormation does."""
    described = vars(Stack)["parameter_list"].fget

    def parameters(stack: Stack) -> list[dict[str, Any]]:
        found = [(it["ParameterKey"], it["ParameterValue"]) for it in described(stack)]
        return [
            {"ParameterKey": key, "ParameterValue": ",".join(it) if isinstance(it, list) else it}
            for key, it in found
        ]

    with patch.object(Stack, "parameter_list", property(parameters)):
        yield
