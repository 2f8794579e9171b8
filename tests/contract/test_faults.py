"""Faults reach a caller as AWS's own do, and the engine goes on as AWS would."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.contract.post_office import finished, open_post_office, start, wait_until
from workbench.local.call_sites import CallSites
from workbench.local.engine import LocalEngine
from workbench.local.faults import (
    DESK,
    POLLER,
    STATE_MACHINE,
    Call,
    CallFault,
    CallRates,
    Death,
    InvocationFault,
    InvocationRates,
    SeededFaults,
)
from workbench.local.sandbox import Invocation
from workbench.local.services import services

START = Call("CollectLettersFunction", "states", "StartExecution")
STAMP = Call(STATE_MACHINE, "lambda", "Invoke StampLetterFunction")
DELETE = Call(POLLER, "sqs", "DeleteMessageBatch")


class EveryCall:
    """Implements `Faults`: every call has the same fault, once it is set."""

    def __init__(self) -> None:
        self.fault: CallFault | None = None
        self.asked: list[Call] = []

    def of_call(self, call: Call) -> CallFault | None:
        self.asked.append(call)
        return self.fault

    def of_invocation(self, _function: str, /) -> Death | None:
        return None


ClientOf = Callable[..., Any]


@contextmanager
def moto(faults: EveryCall) -> Iterator[ClientOf]:
    """Serve AWS with faults, and make clients by who calls."""

    def invoke(_function: str, payload: bytes) -> Invocation:
        return Invocation(payload)

    with services(invoke, faults=faults, functions={"local-stamp": "StampFunction"}) as url:

        def client(service: str, caller: str = "StampFunction") -> Any:
            config: dict[str, Any] = {"user_agent_appid": caller, "proxies": {}}
            make: Any = boto3.client
            return make(
                service,
                endpoint_url=url,
                region_name="eu-central-1",
                aws_access_key_id="local",
                aws_secret_access_key="local",  # noqa: S106 (opens nothing)
                config=Config(retries={"mode": "standard", "total_max_attempts": 2}, **config),
            )

        yield client


CALLS: list[tuple[str, str, str, dict[str, Any], str, str]] = [
    ("s3", "s3", "put_object", {"Bucket": "b", "Key": "a/b"}, "PutObject", "SlowDown"),
    ("s3", "s3", "get_object", {"Bucket": "b", "Key": "a/b"}, "GetObject", "SlowDown"),
    ("s3", "s3", "list_object_versions", {"Bucket": "b"}, "ListObjectVersions", "SlowDown"),
    (
        "s3", "s3", "delete_objects", {"Bucket": "b", "Delete": {"Objects": [{"Key": "a"}]}},
        "DeleteObjects", "SlowDown",
    ),
    (
        "dynamodb", "dynamodb", "get_item", {"TableName": "t", "Key": {"k": {"S": "v"}}},
        "GetItem", "ProvisionedThroughputExceededException",
    ),
    (
        "sqs", "sqs", "send_message", {"QueueUrl": "http://q/1/q", "MessageBody": "x"},
        "SendMessage", "RequestThrottled",
    ),
    (
        "stepfunctions", "states", "describe_execution", {"executionArn": "a"},
        "DescribeExecution", "ThrottlingException",
    ),
    (
        "events", "events", "put_events", {"Entries": [{"Source": "s"}]},
        "PutEvents", "ThrottlingException",
    ),
    (
        "lambda", "lambda", "invoke", {"FunctionName": "local-stamp"},
        "Invoke StampFunction", "TooManyRequestsException",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "service", "method", "arguments", "operation", "code"), CALLS, ids=str
)
def should_fail_a_whole_call_in_the_services_own_words(
    name: str, service: str, method: str, arguments: dict[str, Any], operation: str, code: str
) -> None:
    faults = EveryCall()
    faults.fault = CallFault.THROTTLED
    with moto(faults) as client:
        with pytest.raises(ClientError) as caught:
            getattr(client(name), method)(**arguments)
        faults.fault = CallFault.SERVER_ERROR
        with pytest.raises(ClientError) as failed:
            getattr(client(name), method)(**arguments)
        faults.fault = CallFault.GIVEN_UP
        with pytest.raises(ClientError) as given_up:
            getattr(client(name), method)(**arguments)
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 1
    assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert given_up.value.response["Error"]["Code"] == failed.value.response["Error"]["Code"]
    assert given_up.value.response["ResponseMetadata"]["RetryAttempts"] == 0
    assert faults.asked == [Call("StampFunction", service, operation)] * 3, "once a call"


@pytest.mark.parametrize(
    ("fault", "error"),
    [(CallFault.LOST_ANSWER, ClientError), (CallFault.LOST_CONNECTION, ConnectionClosedError)],
)
def should_carry_out_once_a_call_whose_answer_is_lost(
    fault: CallFault, error: type[Exception]
) -> None:
    faults = EveryCall()
    with moto(faults) as client:
        desk = client("sqs", DESK)
        url = desk.create_queue(QueueName="letters")["QueueUrl"]
        faults.fault = fault
        with pytest.raises(error):
            client("sqs").send_message(QueueUrl=url, MessageBody="a letter")
        received = desk.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in received] == ["a letter"]


def should_not_let_the_desks_own_calls_fail() -> None:
    faults = SeededFaults(
        seed=1, calls=CallRates(throttled=1), invocations=InvocationRates(killed=1)
    )
    with open_post_office(faults=faults) as engine:
        url = engine.outputs["LostLettersUrl"]
        engine.client("sqs").send_message(QueueUrl=url, MessageBody="a letter")
        execution = finished(engine, start(engine, "throttled", "parcel"))
        assert execution["error"] == "Lambda.TooManyRequestsException"
        assert faults.injected[CallFault.THROTTLED] >= 1
        faults.off()
        assert finished(engine, start(engine, "fine", "parcel"))["status"] == "SUCCEEDED"


@pytest.mark.parametrize(
    ("rates", "fault", "error_type", "told"),
    [
        ({"killed": 1}, InvocationFault.KILLED, "Runtime.ExitError", "signal: SIGKILL"),
        ({"timed_out": 1}, InvocationFault.TIMED_OUT, "Sandbox.Timedout", "after 2.00 seconds"),
    ],
)
def should_end_an_invocation_early(
    rates: dict[str, float], fault: InvocationFault, error_type: str, told: str
) -> None:
    faults = SeededFaults(seed=1, invocations=InvocationRates(**rates))
    with open_post_office(faults=faults) as engine:
        faults.off()
        assert engine.invoke("StampLetterFunction", {"letter": "a"}).function_error is None
        faults.on()
        invocation = engine.invoke("StampLetterFunction", {"letter": "b"})
        assert invocation.function_error == "Unhandled"
        cause = json.loads(invocation.payload)
        assert cause["errorType"] == error_type
        assert told in cause["errorMessage"]
        assert faults.injected == {fault: 1}
        faults.off()
        assert engine.invoke("StampLetterFunction", {"letter": "c"}).function_error is None


# One engine for the rest


@pytest.fixture(scope="module")
def sites() -> CallSites:
    return CallSites()


@pytest.fixture(scope="module")
def engine(sites: CallSites) -> Iterator[LocalEngine]:
    with open_post_office(faults=sites) as post_office:
        yield post_office


def executions(engine: LocalEngine, message_id: str) -> list[str]:
    listed = engine.client("stepfunctions").list_executions(
        stateMachineArn=engine.outputs["DeliverLetterArn"], maxResults=1000
    )["executions"]
    return [it["status"] for it in listed if it["name"] == message_id]


def send(engine: LocalEngine, letter: str) -> str:
    """Send a letter, and wait for all that comes of it; returns the message's id."""
    sent = engine.client("sqs").send_message(
        QueueUrl=engine.outputs["LetterboxUrl"], MessageBody=letter
    )
    wait_until(engine.idle)
    return str(sent["MessageId"])


def should_record_the_call_sites_of_functions_pollers_and_the_state_machine(
    engine: LocalEngine, sites: CallSites
) -> None:
    send(engine, "parcel")
    send(engine, "packet")
    assert set(sites.seen()) == {START, STAMP, DELETE, Call(POLLER, "sqs", "ReceiveMessage")}


@pytest.mark.parametrize("fault", [CallFault.SERVER_ERROR, CallFault.THROTTLED])
def should_deliver_a_message_again_when_its_functions_call_fails(
    fault: CallFault, engine: LocalEngine, sites: CallSites
) -> None:
    sites.arm(START, fault)
    assert executions(engine, send(engine, "parcel")) == ["SUCCEEDED"]
    assert not sites.armed()


def should_deliver_a_message_again_when_its_delete_fails(
    engine: LocalEngine, sites: CallSites
) -> None:
    sites.arm(DELETE, CallFault.SERVER_ERROR)
    message_id = send(engine, "parcel")
    assert not sites.armed()
    # Its execution has the message's id, so that the second delivery could not start another;
    # it fails, and after two deliveries the letter is lost.
    assert executions(engine, message_id) == ["SUCCEEDED"]
    log = (engine.logs / "CollectLettersFunction.log").read_text()
    assert "ExecutionAlreadyExists" in log


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (CallFault.THROTTLED, "Lambda.TooManyRequestsException"),
        (CallFault.SERVER_ERROR, "Lambda.ServiceException"),
        (CallFault.LOST_ANSWER, "Lambda.ServiceException"),
        (CallFault.LOST_CONNECTION, "Lambda.ServiceException"),
    ],
)
def should_name_a_failed_invoke_as_step_functions_does(
    fault: CallFault, error: str, engine: LocalEngine, sites: CallSites
) -> None:
    sites.arm(STAMP, fault)
    execution = finished(engine, start(engine, f"invoke-{fault}", "parcel"))
    assert (execution["status"], execution["error"]) == ("FAILED", error)
