"""Queues, table, bucket and bus of the local engine behave as AWS's do."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from moto.sqs.models import SQSBackend

from tests.contract.post_office import bodies, wait_until
from workbench.local.engine import LocalEngine
from workbench.local.patches import queues_locked

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


def should_write_a_transaction_with_no_more_work_to_a_large_table(engine: LocalEngine) -> None:
    table, where = engine.client("dynamodb"), {"TableName": engine.outputs["AddressesName"]}
    long = {"L": [{"S": "street"}] * 2_000}

    def transact(name: str) -> float:
        began = time.process_time()
        items = [{"Put": {**where, "Item": {"name": {"S": f"{name}-{n}"}}}} for n in range(5)]
        table.transact_write_items(TransactItems=items)
        return time.process_time() - began

    before = min(transact(f"small-{n}") for n in range(5))
    for number in range(40):
        table.put_item(**where, Item={"name": {"S": f"long {number}"}, "streets": long})
    assert min(transact(f"large-{n}") for n in range(5)) < before * 5


def should_list_the_versions_below_a_prefix_with_no_more_work_in_a_full_bucket(
    engine: LocalEngine,
) -> None:
    s3, bucket = engine.client("s3"), engine.outputs["ArchiveName"]

    def took() -> float:
        began = time.process_time()
        reply = s3.list_object_versions(Bucket=bucket, Prefix="few/")
        assert [one["Key"] for one in reply["Versions"]] == ["few/1", "few/2"]
        return time.process_time() - began

    for key in ("few/1", "few/2"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    before = min(took() for _ in range(5))
    for number in range(300):
        s3.put_object(Bucket=bucket, Key=f"many/{number}", Body=b"x" * 1000)
    assert min(took() for _ in range(5)) < before * 5


def should_find_the_rows_of_a_key_with_no_more_work_in_a_large_table(engine: LocalEngine) -> None:
    dynamodb = engine.client("dynamodb")
    dynamodb.create_table(
        TableName="visits",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "house", "AttributeType": "S"},
            {"AttributeName": "number", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "house", "KeyType": "HASH"},
            {"AttributeName": "number", "KeyType": "RANGE"},
        ],
    )

    def visit(*visits: tuple[str, int]) -> None:
        rows = [{"house": {"S": house}, "number": {"N": str(number)}} for house, number in visits]
        puts = [{"PutRequest": {"Item": row}} for row in rows]
        dynamodb.batch_write_item(RequestItems={"visits": puts})

    def took() -> float:
        began = time.process_time()
        reply = dynamodb.query(
            TableName="visits",
            KeyConditionExpression="house = :house AND #number >= :number",
            ExpressionAttributeNames={"#number": "number"},
            ExpressionAttributeValues={":house": {"S": "mill"}, ":number": {"N": "2"}},
        )
        assert [row["number"]["N"] for row in reply["Items"]] == ["2", "3"]
        return time.process_time() - began

    visit(("mill", 3), ("mill", 1), ("mill", 2))
    before = min(took() for _ in range(5))
    for batch in range(60):
        visit(*((f"house-{batch}-{number}", 1) for number in range(25)))
    assert min(took() for _ in range(5)) < before * 4


def should_store_an_object_at_once(engine: LocalEngine) -> None:
    s3, bucket = engine.client("s3"), engine.outputs["ArchiveName"]

    def took() -> float:
        began = time.monotonic()
        s3.put_object(Bucket=bucket, Key="letters/ä b.json", Body=b"x" * 300_000)
        return time.monotonic() - began

    # boto3 waits 1 s for "100 Continue", which a server that buffers never seems to send. It waits
    # each time, so that the quickest of several tells, however busy the machine is.
    assert min(took() for _ in range(20)) < 0.9
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
