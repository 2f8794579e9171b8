"""The local engine behaves as AWS does, in all that the project leans on.

Where moto has to be changed for it (workbench/local/patches.py), a test here fails when the change
no longer fits, so that a new version of moto cannot pass in silence.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.sqs.models import SQSBackend
from moto.stepfunctions.parser.asl.utils import json_path
from moto.stepfunctions.parser.asl.utils.boto_client import boto_client_for
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker

from tests.contract.post_office import bodies, finished, open_post_office, start, wait_until
from workbench.local.engine import LocalEngine
from workbench.local.patches import interpreter_parses_once, queues_locked
from workbench.local.sandbox import MAX_PAYLOAD_BYTES


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with open_post_office() as post_office:
        yield post_office


@pytest.fixture
def racing() -> Iterator[None]:
    """Let threads take turns so often that what can interleave does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


# The template


def should_resolve_what_the_template_refers_to(engine: LocalEngine) -> None:
    assert engine.outputs["LetterboxUrl"].startswith("https://sqs.eu-central-1.amazonaws.com/")
    assert engine.outputs["NoticesName"] == "notices-BE"
    assert engine.outputs["DeliverLetterArn"].startswith("arn:aws:states:eu-central-1:")
    assert set(engine.outputs) == {
        "LetterboxUrl", "LostLettersUrl", "NoticeBoardUrl", "NoticesName", "AddressesName",
        "ArchiveName", "DeliverLetterArn",
    }  # fmt: skip


def should_give_a_function_its_variables_its_layer_and_its_name(engine: LocalEngine) -> None:
    answer = json.loads(engine.invoke("StampLetterFunction", {"letter": "card"}).payload)
    assert answer["stamp"] == "Manneken on card by layer"
    assert answer["country"] == "BE"
    assert "StampLetterFunction" in answer["function"]


# Lambda


def should_answer_lambda_clients(engine: LocalEngine) -> None:
    functions = engine.client("lambda")
    names = [it["FunctionName"] for it in functions.list_functions()["Functions"]]
    (name,) = [it for it in names if "StampLetter" in it]
    reply = functions.invoke(FunctionName=name, Payload=b'{"letter": "worn"}')
    assert reply["FunctionError"] == "Unhandled"
    assert json.load(reply["Payload"])["errorType"] == "WornStampError"
    reply = functions.invoke(FunctionName=name, Payload=b"{}", InvocationType="Event")
    assert reply["StatusCode"] == 202


def should_refuse_unknown_functions_and_large_payloads(engine: LocalEngine) -> None:
    functions = engine.client("lambda")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        functions.invoke(FunctionName="nobody", Payload=b"{}")
    with pytest.raises(ClientError, match="RequestTooLargeException"):
        functions.invoke(FunctionName="nobody", Payload=b" " * (MAX_PAYLOAD_BYTES + 1))


# Step Functions


def should_run_the_state_machine_with_its_substitutions(engine: LocalEngine) -> None:
    arn = start(engine, "postcard", "postcard")
    execution = finished(engine, arn)
    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"])["stamped"] == {
        "stamp": "Manneken on postcard by layer",
        "stamped_in": arn,
    }


def should_fail_by_the_name_of_a_functions_error(engine: LocalEngine) -> None:
    letters = {
        "worn": "WornStampError",
        "bomb": "Runtime.ExitError",
        "lead": "Sandbox.Timedout",
    }
    arns = {letter: start(engine, f"fails-{letter}", letter) for letter in letters}
    executions = {letter: finished(engine, arn) for letter, arn in arns.items()}
    assert {letter: it["error"] for letter, it in executions.items()} == letters
    assert {it["status"] for it in executions.values()} == {"FAILED"}
    assert json.loads(executions["worn"]["cause"])["errorMessage"] == "Manneken"


def should_start_an_execution_once(engine: LocalEngine) -> None:
    arn = start(engine, "once", "lead")
    assert start(engine, "once", "lead") == arn
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        start(engine, "once", "another letter")
    finished(engine, arn)
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        start(engine, "once", "lead")


@pytest.mark.usefixtures("racing")
def should_start_an_execution_once_when_many_start_it_together(engine: LocalEngine) -> None:
    machines = engine.client("stepfunctions")
    wait = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3, "End": True}}}
    arn = machines.create_state_machine(
        name="wait", definition=json.dumps(wait), roleArn="arn:aws:iam::123456789012:role/wait"
    )["stateMachineArn"]
    names = [f"together-{number}" for number in range(10)]
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(
                lambda name: machines.start_execution(stateMachineArn=arn, name=name, input="{}"),
                [name for name in names for _ in range(8)],
            )
        )
    executions = machines.list_executions(stateMachineArn=arn)["executions"]
    assert sorted(it["name"] for it in executions) == names


# SQS


def should_deliver_again_what_failed_until_it_is_a_dead_letter(engine: LocalEngine) -> None:
    sent = engine.client("sqs").send_message_batch(
        QueueUrl=engine.outputs["LetterboxUrl"],
        Entries=[
            {"Id": str(index), "MessageBody": body}
            for index, body in enumerate(["parcel", "nowhere", "packet"])
        ],
    )["Successful"]
    assert not engine.idle()
    lost: list[str] = []

    def any_lost() -> list[str]:
        lost.extend(bodies(engine, "LostLettersUrl"))
        return lost

    wait_until(any_lost)
    wait_until(engine.idle)
    assert lost == ["nowhere"]
    executions = engine.client("stepfunctions").list_executions(
        stateMachineArn=engine.outputs["DeliverLetterArn"], statusFilter="SUCCEEDED"
    )["executions"]
    names = [it["name"] for it in executions]
    assert [names.count(it["MessageId"]) for it in sent] == [1, 0, 1]


@pytest.mark.usefixtures("racing")
def should_not_lose_or_repeat_messages_that_move_at_the_same_time() -> None:
    received: list[str] = []
    with queues_locked(), ThreadPoolExecutor(8) as threads:
        backend = SQSBackend("eu-central-1", "123456789012")
        queue = backend.create_queue("q", region="eu-central-1")

        def send(sender: int) -> None:
            for number in range(100):
                backend.send_message("q", f"{sender}-{number}")

        def receive() -> None:
            while queue._messages or not all(it.done() for it in senders):
                for message in backend.receive_message("q", 10, 0, 30, []):
                    received.append(message.body)
                    backend.delete_message("q", str(message.receipt_handle))

        senders = [threads.submit(send, number) for number in range(4)]
        for done in [threads.submit(receive) for _ in range(4)]:
            done.result()
    assert len(received) == len(set(received)) == 400


def should_wait_for_the_queues_lock() -> None:
    with queues_locked():
        backend = SQSBackend("eu-central-1", "123456789012")
        queue = backend.create_queue("q", region="eu-central-1")
        message = backend.send_message("q", "letter")
        results: list[Any] = []

        def receive() -> None:
            results.extend(backend.receive_message("q", 10, 0, 30, []))

        with queue._messages_lock:
            thread = threading.Thread(target=receive)
            thread.start()
            thread.join(timeout=0.2)
            assert results == []
        thread.join(timeout=5)
    assert [it.id for it in results] == [message.id]


# DynamoDB, S3, EventBridge


@pytest.mark.usefixtures("racing")
def should_let_one_of_many_conditional_writes_win(engine: LocalEngine) -> None:
    table = engine.client("dynamodb")

    def put(name: str) -> bool:
        try:
            table.put_item(
                TableName=engine.outputs["AddressesName"],
                Item={"name": {"S": name}},
                ConditionExpression="attribute_not_exists(#name)",
                ExpressionAttributeNames={"#name": "name"},
            )
        except table.exceptions.ConditionalCheckFailedException:
            return False
        return True

    names = [f"address {number}" for number in range(20)]
    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(put, [name for name in names for _ in range(8)]))
    assert sum(won) == len(names)


@pytest.mark.parametrize("kind", ["Put", "Update", "Delete"])
def should_undo_a_transaction_that_fails(kind: str, engine: LocalEngine) -> None:
    table, name = engine.client("dynamodb"), {"name": {"S": f"undone {kind}"}}
    row = {**name, "number": {"N": "1"}}
    where = {"TableName": engine.outputs["AddressesName"]}
    table.put_item(**where, Item=row)
    write: dict[str, dict[str, Any]] = {
        "Put": {"Item": {**name, "number": {"N": "2"}}},
        "Update": {
            "Key": name,
            "UpdateExpression": "SET #number = :two",
            "ExpressionAttributeNames": {"#number": "number"},
            "ExpressionAttributeValues": {":two": {"N": "2"}},
        },
        "Delete": {"Key": name},
    }
    never = {
        "Item": {"name": {"S": "never"}},
        "ConditionExpression": "attribute_exists(#name)",
        "ExpressionAttributeNames": {"#name": "name"},
    }
    with pytest.raises(table.exceptions.TransactionCanceledException):
        table.transact_write_items(
            TransactItems=[{kind: {**where, **write[kind]}}, {"Put": {**where, **never}}]
        )
    assert table.get_item(**where, Key=name)["Item"] == row
    assert "Item" not in table.get_item(**where, Key={"name": {"S": "never"}})


def should_write_a_transaction_as_quickly_to_a_large_table(engine: LocalEngine) -> None:
    table, where = engine.client("dynamodb"), {"TableName": engine.outputs["AddressesName"]}
    long = {"L": [{"S": "street"}] * 2_000}

    def transact(name: str) -> float:
        began = time.perf_counter()
        items = [{"Put": {**where, "Item": {"name": {"S": f"{name}-{n}"}}}} for n in range(5)]
        table.transact_write_items(TransactItems=items)
        return time.perf_counter() - began

    before = min(transact(f"small-{n}") for n in range(5))
    for number in range(40):
        table.put_item(**where, Item={"name": {"S": f"long {number}"}, "streets": long})
    assert min(transact(f"large-{n}") for n in range(5)) < before * 5


def should_store_an_object_at_once(engine: LocalEngine) -> None:
    s3, bucket = engine.client("s3"), engine.outputs["ArchiveName"]
    began = time.monotonic()
    s3.put_object(Bucket=bucket, Key="letters/ä b.json", Body=b"x" * 300_000)
    # boto3 waits 1 s for "100 Continue", which a server that buffers never seems to send.
    assert time.monotonic() - began < 0.9
    assert s3.head_object(Bucket=bucket, Key="letters/ä b.json")["ContentLength"] == 300_000
    assert s3.get_object(Bucket=bucket, Key="letters/ä b.json")["Body"].read() == b"x" * 300_000


def should_bring_an_event_to_the_queue_of_its_rule(engine: LocalEngine) -> None:
    kinds = ["Delivered", "Lost"]
    engine.client("events").put_events(
        Entries=[
            {
                "EventBusName": engine.outputs["NoticesName"],
                "Source": "post-office",
                "DetailType": kind,
                "Detail": json.dumps({"letter": kind}),
            }
            for kind in kinds
        ]
    )
    (body,) = bodies(engine, "NoticeBoardUrl")
    assert json.loads(body)["detail"] == {"letter": "Delivered"}


# What only makes it quick


def should_keep_the_interpreters_clients(engine: LocalEngine) -> None:
    first, second = (boto_client_for(region=engine.region, service="lambda") for _ in range(2))
    assert first is second


def should_parse_a_definition_once_and_run_each_execution_on_its_own_program() -> None:
    states = {f"S{n}": {"Type": "Pass", "Next": f"S{n + 1}"} for n in range(50)}
    definition = json.dumps({"StartAt": "S0", "States": {**states, "S50": {"Type": "Succeed"}}})
    machine = SimpleNamespace(definition=definition)
    details: Any = SimpleNamespace(state_machine_details=machine)
    worker = ExecutionWorker(details, None, None, {})  # type: ignore[arg-type]
    with interpreter_parses_once():
        began = time.perf_counter()
        first = worker._get_evaluation_entrypoint()
        parsed = time.perf_counter()
        reuses = []
        for _ in range(5):  # the quickest of them: a busy machine may hold one of them up
            started = time.perf_counter()
            second = worker._get_evaluation_entrypoint()
            reuses.append(time.perf_counter() - started)
        parse = vars(json_path)["parse"]
        assert parse("$.letter") is parse("$.letter")
    assert min(reuses) < (parsed - began) / 2
    assert first is not second
    assert repr(first.states.states.keys()) == repr(second.states.states.keys())  # type: ignore[attr-defined]
