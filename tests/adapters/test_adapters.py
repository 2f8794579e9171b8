"""What the adapters leave in AWS, looked at over HTTP with boto3."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest

from summariser.adapters.dynamodb import DynamoDBSummaryTable
from summariser.adapters.eventbridge import EventBridgeSummaryBus
from summariser.adapters.ledger import DynamoDBLedger
from summariser.adapters.s3 import LARGEST_LISTING, ListingBucket
from summariser.adapters.sqs import ListingDeadLetters
from summariser.adapters.stepfunctions import SummariseListing
from summariser.domain.errors import EventNotUnderstood, ListingNotFound
from summariser.domain.event import EventType
from summariser.domain.execution import ExecutionInput
from summariser.domain.message import parse_event
from summariser.domain.summary import Status
from summariser.ports import Failure
from tests.adapters.account import Aws
from tests.hostile import HOSTILE_IDS
from tests.values import (
    NOON,
    any_document,
    any_draft,
    any_entry,
    any_event_body,
    any_listing,
    any_summary,
)


def keys(aws_account: Aws) -> set[str]:
    reply = aws_account.client("s3").list_objects_v2(Bucket=aws_account.bucket)
    return {one["Key"] for one in reply.get("Contents", [])}


def should_read_back_every_object_as_it_was_put(aws_account: Aws) -> None:
    bucket, event = ListingBucket(aws_account.bucket), parse_event(any_event_body())
    event_uri = bucket.put_event(event, any_event_body())
    listing_uri = bucket.put_listing(event, any_listing())
    document_uri = bucket.put_document(any_document(), listing_uri=listing_uri)
    plan_uri = document_uri.replace("document.json", "plan-0.json")
    draft_uri = bucket.put_draft(any_draft(), plan_uri=plan_uri)
    revised = any_draft().model_copy(update={"revised": True})
    revised_uri = bucket.put_draft(revised, plan_uri=plan_uri)
    kept_uri = bucket.keep_draft(any_draft(), document_uri=document_uri, content="same")
    bucket.put_summary(any_summary())
    bucket.put_held(any_summary())
    assert bucket.get_event(event_uri) == any_event_body()
    assert bucket.get_listing(listing_uri) == any_listing()
    assert bucket.get_document(document_uri) == any_document()
    assert bucket.get_draft(draft_uri) == bucket.get_draft(kept_uri) == any_draft()
    assert bucket.get_draft(revised_uri) == revised
    folders = {key.rpartition("/")[0] for key in keys(aws_account)}
    assert len(folders) == 5
    assert {"summaries/baker-1", "held/baker-1"} < folders


@pytest.mark.parametrize("listing_id", [*HOSTILE_IDS, "Bäcker 1", "x" * 128, "a?b#c%"])
def should_never_make_a_path_of_a_listing_id(listing_id: str, aws_account: Aws) -> None:
    ListingBucket(aws_account.bucket).put_summary(any_summary(listing_id))
    (key,) = keys(aws_account)
    assert key.startswith("summaries/~")
    assert key.count("/") == 2


def should_keep_the_summaries_of_two_events_of_one_version_apart(aws_account: Aws) -> None:
    bucket = ListingBucket(aws_account.bucket)
    other = {"document_uri": "s3://bucket/listings/baker-1/1-ffff/document.json"}
    bucket.put_summary(any_summary())
    bucket.put_summary(any_summary().model_copy(update=other))
    assert keys(aws_account) == {"summaries/baker-1/1-0a1b.json", "summaries/baker-1/1-ffff.json"}


def should_say_which_object_is_missing(aws_account: Aws) -> None:
    with pytest.raises(ListingNotFound, match="s3://bucket/listings/none"):
        ListingBucket(aws_account.bucket).get_event("s3://bucket/listings/none")


@pytest.mark.parametrize("uri", ["s3://other/incoming/1", "s3://bucket/listings/a/1/listing.json"])
def should_read_what_boards_laid_down_from_one_place_only(uri: str, aws_account: Aws) -> None:
    with pytest.raises(EventNotUnderstood, match="must start with s3://bucket/incoming/"):
        ListingBucket(aws_account.bucket).get_incoming(uri)


@pytest.mark.parametrize(
    "path", ["../listings/secret.json", "%2e%2e/listings/secret.json", "/../listings/secret.json"]
)
def should_climb_out_of_that_place_by_no_path(path: str, aws_account: Aws) -> None:
    aws_account.client("s3").put_object(
        Bucket="bucket", Key="listings/secret.json", Body=b'{"description": "another board\'s"}'
    )
    with pytest.raises(ListingNotFound):
        ListingBucket("bucket").get_incoming(f"s3://bucket/incoming/{path}")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xff\xfe\xff", "is not UTF-8"),
        (b"x" * (LARGEST_LISTING + 1), "4,194,305 of at most 4,194,304 bytes"),
    ],
)
def should_say_why_an_object_cannot_be_read(body: bytes, reason: str, aws_account: Aws) -> None:
    aws_account.client("s3").put_object(Bucket="bucket", Key="incoming/1", Body=body)
    with pytest.raises(EventNotUnderstood, match=reason):
        ListingBucket("bucket").get_incoming("s3://bucket/incoming/1")


def should_erase_every_stored_version_of_a_listing_and_of_no_other(aws_account: Aws) -> None:
    bucket = ListingBucket(aws_account.bucket)
    for _ in range(2):
        bucket.put_listing(parse_event(any_event_body()), any_listing())
        bucket.put_summary(any_summary())
        bucket.put_held(any_summary())
        bucket.put_summary(any_summary("baker-10"))
    gone = parse_event(any_event_body(type="listing.unpublished", listing=None, version=2))
    keep_uri = bucket.put_event(gone, "the event")
    bucket.erase("baker-1")
    reply = aws_account.client("s3").list_object_versions(Bucket="bucket")
    left = [one["Key"] for one in reply.get("Versions", []) + reply.get("DeleteMarkers", [])]
    assert sorted(left) == sorted(
        ["summaries/baker-10/1-0a1b.json"] * 2 + [keep_uri.removeprefix("s3://bucket/")]
    )


def rows(aws_account: Aws) -> dict[str, dict[str, Any]]:
    items = aws_account.client("dynamodb").scan(TableName=aws_account.table)["Items"]
    return {item["record"]["S"]: item for item in items}


def table_of(aws_account: Aws, *versions: int) -> DynamoDBSummaryTable:
    for version in versions:
        DynamoDBLedger(aws_account.ledger).receive(any_entry(version=version))
    return DynamoDBSummaryTable(aws_account.table, ledger=aws_account.ledger)


def publish(table: DynamoDBSummaryTable, version: int, text: str = "You bake bread.") -> Status:
    summary = any_summary(version=version, text=text)
    return table.publish(summary, f"uri-{version}", f"baker-1/{version}/event")


def statuses(aws_account: Aws) -> dict[int, str]:
    items = aws_account.client("dynamodb").scan(TableName=aws_account.ledger)["Items"]
    return {int(item["version"]["N"]): item["status"]["S"] for item in items}


def should_store_a_row_that_a_product_team_can_read_alone(aws_account: Aws) -> None:
    assert publish(table_of(aws_account, 1), 1) is Status.PUBLISHED
    row = rows(aws_account)["summary"]
    assert row["profiles"]["M"]["preview"]["S"] == "You bake bread."
    assert row["summary_uri"]["S"] == "uri-1"
    assert row["usage"]["M"]["calls"]["N"] == "0"
    assert statuses(aws_account) == {1: "published"}


def should_keep_the_newer_version_when_versions_are_stored_out_of_order(aws_account: Aws) -> None:
    table = table_of(aws_account, 1, 2)
    assert publish(table, 2, "New.") is Status.PUBLISHED
    assert publish(table, 1, "Old.") is Status.SUPERSEDED
    assert rows(aws_account)["summary"]["profiles"]["M"]["preview"]["S"] == "New."
    assert statuses(aws_account) == {1: "received", 2: "published"}


def should_show_no_summary_of_an_event_that_another_one_of_its_version_overtook(
    aws_account: Aws,
) -> None:
    table = table_of(aws_account, 1)
    later = any_entry(event_uri="other", occurred_at=NOON + timedelta(hours=1))
    DynamoDBLedger(aws_account.ledger).receive(later)
    assert publish(table, 1) is Status.SUPERSEDED
    assert rows(aws_account) == {}


def hold(aws_account: Aws, version: int, event_uri: str = "") -> Status:
    summary = any_summary(version=version)
    of = event_uri or f"baker-1/{version}/event"
    cause = "money_unsupported (2)"
    return DynamoDBLedger(aws_account.ledger).held(summary, f"held-{version}", of, cause=cause)


def should_hold_a_summary_in_the_ledger_alone(aws_account: Aws) -> None:
    table_of(aws_account, 1)
    for _ in range(2):  # a retry holds it again
        assert hold(aws_account, 1) is Status.HELD
    assert rows(aws_account) == {}
    (row,) = DynamoDBLedger(aws_account.ledger).until("baker-1", 1)
    assert (row.status, row.summary_uri) == (Status.HELD, "held-1")
    assert (row.model, row.cause) == ("embedded", "money_unsupported (2)")


def should_hold_nothing_of_an_event_that_does_not_count_any_more(aws_account: Aws) -> None:
    table = table_of(aws_account, 1, 2)
    assert hold(aws_account, 1, "another event") is Status.SUPERSEDED
    publish(table, 2)
    assert hold(aws_account, 2) is Status.SUPERSEDED
    assert statuses(aws_account) == {1: "received", 2: "published"}


def should_store_the_same_version_again_after_a_retry(aws_account: Aws) -> None:
    table = table_of(aws_account, 1)
    assert publish(table, 1) is Status.PUBLISHED
    assert publish(table, 1) is Status.PUBLISHED


def should_never_bring_a_withdrawn_version_back(aws_account: Aws) -> None:
    table = table_of(aws_account, 1)
    publish(table, 1)
    gone = any_entry(version=2, event_type=EventType.UNPUBLISHED)
    DynamoDBLedger(aws_account.ledger).receive(gone)
    for _ in range(2):  # a retry withdraws again
        assert table.withdraw("baker-1", 2, gone.event_uri, NOON, NOON) is Status.WITHDRAWN
    assert publish(table, 2) is Status.SUPERSEDED
    assert publish(table, 1) is Status.SUPERSEDED
    row = rows(aws_account)["summary"]
    assert row["status"]["S"] == "withdrawn"
    assert "profiles" not in row
    assert table.is_withdrawn("baker-1")


def should_put_the_reason_beside_the_event_on_the_dead_letter_queue(aws_account: Aws) -> None:
    failure = Failure(
        "ListingHasNoText", "Too short\0 " + "x" * 5000, "baker-1", 2, "arn:execution"
    )
    ListingDeadLetters(aws_account.dead_letters_url).send("the event", failure)
    (message,) = aws_account.client("sqs").receive_message(
        QueueUrl=aws_account.dead_letters_url, MessageAttributeNames=["All"]
    )["Messages"]
    attributes = {name: one["StringValue"] for name, one in message["MessageAttributes"].items()}
    assert message["Body"] == "the event"
    assert attributes.pop("cause").startswith("Too short\ufffd xxx")
    assert attributes == {
        "error": "ListingHasNoText",
        "listing_id": "baker-1",
        "version": "2",
        "execution_arn": "arn:execution",
        "replays": "0",
    }


def should_announce_on_the_bus_what_became_of_a_listing(aws_account: Aws) -> None:
    events, sqs = aws_account.client("events"), aws_account.client("sqs")
    arn = sqs.get_queue_attributes(
        QueueUrl=aws_account.dead_letters_url, AttributeNames=["QueueArn"]
    )
    pattern = json.dumps({"source": ["listing-summariser"]})
    events.put_rule(Name="rule", EventBusName="bus", EventPattern=pattern)
    target = {"Id": "queue", "Arn": arn["Attributes"]["QueueArn"]}
    events.put_targets(Rule="rule", EventBusName="bus", Targets=[target])
    bus = EventBridgeSummaryBus(aws_account.bus)
    for status in (Status.PUBLISHED, Status.HELD, Status.WITHDRAWN):
        bus.announce(listing_id="b", version=1, status=status, language=None, summary_uri=None)
    messages = sqs.receive_message(QueueUrl=aws_account.dead_letters_url, MaxNumberOfMessages=10)
    announced = [json.loads(message["Body"]) for message in messages["Messages"]]
    assert {(one["detail-type"], one["detail"]["status"]) for one in announced} == {
        ("SummaryPublished", "published"),
        ("SummaryHeld", "held"),
        ("SummaryWithdrawn", "withdrawn"),
    }


def start(aws_account: Aws, version: int) -> None:
    execution_input = ExecutionInput(
        listing_id="baker-1",
        version=version,
        event_type=EventType.PUBLISHED,
        occurred_at=NOON,
        event_uri="s3://b/e",
        listing_uri="s3://b/l",
    )
    SummariseListing(aws_account.machine_arn).start(f"baker-v{version}", execution_input)


def settled(aws_account: Aws) -> dict[str, str]:
    stepfunctions = aws_account.client("stepfunctions")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = stepfunctions.list_executions(stateMachineArn=aws_account.machine_arn)["executions"]
        if all(one["status"] != "RUNNING" for one in found):
            break
        time.sleep(0.05)
    return {one["name"]: one["status"] for one in found}


def should_start_the_same_event_once_when_it_succeeded(aws_account: Aws) -> None:
    start(aws_account, version=1)
    assert settled(aws_account) == {"baker-v1": "SUCCEEDED"}
    start(aws_account, version=1)
    assert settled(aws_account) == {"baker-v1": "SUCCEEDED"}


def should_start_the_next_attempt_when_a_failed_event_is_replayed(aws_account: Aws) -> None:
    for _ in range(3):
        start(aws_account, version=13)
        attempts = settled(aws_account)
    assert attempts == {"baker-v13": "FAILED", "baker-v13-2": "FAILED", "baker-v13-3": "FAILED"}
