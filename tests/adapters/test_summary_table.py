"""The rows that product teams read."""

from datetime import timedelta
from typing import Any

from summariser.adapters.dynamodb import DynamoDBSummaryTable
from summariser.adapters.ledger import DynamoDBLedger
from summariser.domain.event_type import EventType
from summariser.domain.summary import Status
from tests.adapters.account import Aws
from tests.values import (
    NOON,
    any_entry,
    any_summary,
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
