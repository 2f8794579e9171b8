"""Which summary of a listing a `SummaryTable` shows, and what the ledger says of it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from summariser.adapters.dynamodb import DynamoDBSummaryTable
from summariser.adapters.ledger import DynamoDBLedger
from summariser.adapters.ledger_rows import text_of
from summariser.domain.event_type import EventType
from summariser.domain.ledger import Care
from summariser.domain.summary import Status
from summariser.ports import Ledger, SummaryTable
from tests.adapters.account import Aws
from tests.fakes import LedgerRows, SummaryRows
from tests.values import NOON, any_entry, any_summary

LATER = NOON + timedelta(minutes=5)


@dataclass
class Shop:
    """A table and its ledger."""

    table: SummaryTable
    ledger: Ledger

    def receive(self, *versions: int) -> None:
        for version in versions:
            self.ledger.receive(any_entry(version=version))

    def publish(self, version: int, event_uri: str = "") -> Status:
        summary = any_summary(version=version)
        uri = event_uri or any_entry(version=version).event_uri
        return self.table.publish(summary, f"summary-{version}", uri)

    def withdraw(self, version: int) -> Status:
        uri = any_entry(version=version).event_uri
        return self.table.withdraw("baker-1", version, uri, NOON, LATER)

    @property
    def statuses(self) -> list[Status]:
        return [row.status for row in self.ledger.until("baker-1", 10)]


@pytest.fixture
def shop(account: Aws | None) -> Shop:
    if account is None:
        rows = LedgerRows()
        return Shop(SummaryRows(rows), rows)
    table = DynamoDBSummaryTable(account.table, ledger=account.ledger)
    return Shop(table, DynamoDBLedger(account.ledger))


def should_show_readers_what_is_published_until_it_is_withdrawn(shop: Shop) -> None:
    assert shop.table.find("baker-1") is None
    shop.receive(1, 2)
    shop.publish(1)
    found = shop.table.find("baker-1")
    assert found is not None
    assert found.model_dump() == {
        "listing_id": "baker-1",
        "version": 1,
        "language": "en",
        "generated": any_summary().generated.model_dump(),
        "occurred_at": NOON,
        "stored_at": NOON,
        "profiles": {"preview": {"text": "You bake bread.", "notice": ""}},
    }
    shop.withdraw(2)
    assert shop.table.find("baker-1") is None


def should_publish_a_summary_and_say_so_in_the_ledger(shop: Shop) -> None:
    shop.receive(1)
    assert shop.publish(1) is Status.PUBLISHED
    (row,) = shop.ledger.until("baker-1", 1)
    assert (row.status, row.model, row.summary_uri) == (Status.PUBLISHED, "embedded", "summary-1")
    assert row.moved_at == row.ended_at == any_summary().stored_at
    assert not shop.table.is_withdrawn("baker-1")


def should_publish_the_same_version_again_after_a_retry(shop: Shop) -> None:
    shop.receive(1)
    assert [shop.publish(1), shop.publish(1)] == [Status.PUBLISHED, Status.PUBLISHED]


def should_keep_the_newer_version_when_versions_are_published_out_of_order(shop: Shop) -> None:
    shop.receive(1, 2)
    assert shop.publish(2) is Status.PUBLISHED
    assert shop.publish(1) is Status.SUPERSEDED
    assert shop.statuses == [Status.RECEIVED, Status.PUBLISHED]


def should_show_nothing_of_an_event_that_another_one_overtook(shop: Shop) -> None:
    shop.receive(1)
    shop.ledger.receive(any_entry(event_uri="later", occurred_at=LATER))
    assert shop.publish(1) is Status.SUPERSEDED
    assert shop.statuses == [Status.RECEIVED]


def should_show_nothing_that_the_ledger_does_not_know(shop: Shop) -> None:
    assert shop.publish(1) is Status.SUPERSEDED
    assert shop.withdraw(2) is Status.SUPERSEDED
    assert not shop.table.is_withdrawn("baker-1")
    assert shop.statuses == []


def should_withdraw_a_listing_and_withdraw_it_again_after_a_retry(shop: Shop) -> None:
    shop.receive(1)
    shop.publish(1)
    shop.ledger.receive(any_entry(version=2, event_type=EventType.UNPUBLISHED))
    assert [shop.withdraw(2), shop.withdraw(2)] == [Status.WITHDRAWN, Status.WITHDRAWN]
    assert shop.table.is_withdrawn("baker-1")
    assert not shop.table.is_withdrawn("baker-2")
    row = shop.ledger.until("baker-1", 2)[-1]
    assert (row.status, row.moved_at, row.ended_at) == (Status.WITHDRAWN, LATER, LATER)


def should_never_bring_a_withdrawn_version_back(shop: Shop) -> None:
    shop.receive(1, 2)
    shop.withdraw(2)
    assert [shop.publish(2), shop.publish(1)] == [Status.SUPERSEDED, Status.SUPERSEDED]
    assert shop.table.is_withdrawn("baker-1")


def should_publish_a_version_that_is_newer_than_a_withdrawal(shop: Shop) -> None:
    shop.receive(1, 2)
    shop.withdraw(1)
    assert shop.publish(2) is Status.PUBLISHED
    assert not shop.table.is_withdrawn("baker-1")


def should_not_withdraw_a_newer_version(shop: Shop) -> None:
    shop.receive(1, 2)
    shop.publish(2)
    assert shop.withdraw(1) is Status.SUPERSEDED
    assert not shop.table.is_withdrawn("baker-1")
    assert shop.statuses == [Status.RECEIVED, Status.PUBLISHED]


def should_have_a_withdrawn_listing_due_until_it_is_erased_a_second_time(shop: Shop) -> None:
    shop.receive(1, 2)
    shop.publish(1)

    def due(care: Care) -> list[int]:
        return [one.version for one in shop.ledger.due(care, before=LATER)]

    assert (due(Care.UNFINISHED), due(Care.ERASURE)) == ([2], [])
    shop.withdraw(2)
    assert (due(Care.UNFINISHED), due(Care.ERASURE)) == ([], [2])
    stale = any_entry(version=2, status=Status.WITHDRAWN)
    shop.ledger.erased(stale, LATER)
    assert due(Care.ERASURE) == [2]
    shop.ledger.erased(shop.ledger.until("baker-1", 2)[-1], LATER)
    assert due(Care.ERASURE) == []


def should_adopt_what_the_last_release_wrote(account: Aws | None, shop: Shop) -> None:
    shop.receive(1, 2)
    shop.withdraw(1)
    shop.ledger.receive(any_entry("done"))
    shop.table.publish(any_summary("done"), "summary", any_entry("done").event_uri)
    forget_care(account, shop)
    shop.ledger.adopt(before=LATER)
    found = [list(shop.ledger.due(care, before=LATER)) for care in Care]
    assert [[(one.listing_id, one.version) for one in rows] for rows in found] == [
        [("baker-1", 1)],
        [("baker-1", 2)],
        [("done", 1)],
    ]


def forget_care(account: Aws | None, shop: Shop) -> None:
    """Leave the rows as release 0.1.0 wrote them."""
    if isinstance(shop.ledger, LedgerRows):
        shop.ledger.care.clear()
    if account is not None:
        rows = shop.ledger.until("baker-1", 2)
        for name, version, moved_at in ((it.listing_id, it.version, it.moved_at) for it in rows):
            account.client("dynamodb").update_item(
                TableName=account.ledger,
                Key={"listing_id": {"S": name}, "version": {"N": str(version)}},
                UpdateExpression="SET moved_at = :moved_at REMOVE standing, seen_at, since",
                ExpressionAttributeValues={":moved_at": {"S": text_of(moved_at)}},
            )
