"""What the backfill reads of the table of summaries, and sends to its queue."""

import pytest
from botocore.exceptions import ClientError

from summariser.adapters.backfill_queue import SQSBackfillQueue
from summariser.adapters.dynamodb import DynamoDBSummaryTable
from summariser.adapters.ledger import DynamoDBLedger
from summariser.adapters.published_summaries import DynamoDBPublishedSummaries
from tests.adapters.account import Aws
from tests.values import NOON, any_entry, any_summary


def publish(account: Aws, *names: str) -> None:
    table = DynamoDBSummaryTable(account.table, ledger=account.ledger)
    for name in names:
        entry = any_entry(listing_id=name)
        DynamoDBLedger(account.ledger).receive(entry)
        table.publish(any_summary(name), "s3://bucket/summary.json", entry.event_uri)


def should_walk_over_what_is_published_from_where_it_was_left(aws_account: Aws) -> None:
    publish(aws_account, "a", "b", "c", "gone")
    DynamoDBSummaryTable(aws_account.table, ledger=aws_account.ledger).withdraw(
        "gone", 1, any_entry("gone").event_uri, NOON, NOON
    )
    summaries = DynamoDBPublishedSummaries(aws_account.table)
    walked = list(summaries.walk(after=None))
    assert {summary.listing_id for summary in walked} == {"a", "b", "c"}
    for number, summary in enumerate(walked, start=1):
        assert list(summaries.walk(after=summary.listing_id)) == walked[number:]


def should_know_what_decides_whether_a_summary_is_written_again(aws_account: Aws) -> None:
    publish(aws_account, "a")
    (found,) = DynamoDBPublishedSummaries(aws_account.table).walk(after=None)
    summary = any_summary("a")
    assert (found.version, found.language) == (summary.version, summary.language)
    assert found.prompt_version == summary.prompt_version
    assert found.profiles == frozenset(summary.profiles)
    assert found.occurred_at == summary.occurred_at
    assert found.cost_usd == summary.usage.cost_usd
    assert found.listing_uri == summary.document_uri.replace("document.json", "listing.json")


@pytest.fixture
def queue_url(aws_account: Aws) -> str:
    queue = aws_account.client("sqs").create_queue(QueueName="backfill")
    return str(queue["QueueUrl"])


def should_send_all_events_in_batches_that_sqs_takes(queue_url: str) -> None:
    queue = SQSBackfillQueue(queue_url)
    assert queue.length() == 0
    queue.send([f"event {n}" for n in range(25)] + ["x" * 700_000, "y" * 700_000])
    assert queue.length() == 27
    queue.send([])
    assert queue.length() == 27


def should_raise_what_sqs_refuses(aws_account: Aws, queue_url: str) -> None:
    aws_account.client("sqs").set_queue_attributes(
        QueueUrl=queue_url, Attributes={"MaximumMessageSize": "1024"}
    )
    with pytest.raises(ClientError):
        SQSBackfillQueue(queue_url).send(["x" * 2000])
