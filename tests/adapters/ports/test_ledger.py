"""Where a `Ledger` says that listing versions stand."""

from datetime import timedelta

import pytest

from summariser.adapters.ledger import DynamoDBLedger
from summariser.domain.event_type import EventType
from summariser.domain.failure import Failure
from summariser.domain.ledger import Care, Due, Entry
from summariser.domain.summary import Status
from summariser.ports import Ledger
from tests.adapters.account import Aws
from tests.fakes import LedgerRows
from tests.values import NOON, any_entry, any_summary

LATER = NOON + timedelta(minutes=5)
URI = any_entry().event_uri
DEATH = Failure("ListingHasNoText", "It is empty.", "baker-1", 1, state="PrepareListing")


@pytest.fixture
def ledger(account: Aws | None) -> Ledger:
    return DynamoDBLedger(account.ledger) if account else LedgerRows()


def row(ledger: Ledger, version: int = 1) -> Entry:
    return ledger.until("baker-1", version)[-1]


def hold(ledger: Ledger, event_uri: str = URI) -> Status:
    summary = any_summary().model_copy(update={"stored_at": LATER})
    return ledger.held(summary, "held-1", event_uri, cause="money_unsupported (2)")


def should_receive_the_first_event_of_a_version(ledger: Ledger) -> None:
    assert ledger.receive(any_entry()) == any_entry()
    assert row(ledger) == any_entry()


def should_let_the_event_that_occurred_last_count_for_its_version(ledger: Ledger) -> None:
    later = any_entry(event_uri="later", occurred_at=LATER, execution_name="baker-1-v1-later")
    ledger.receive(any_entry())
    assert ledger.receive(later).event_uri == "later"
    assert ledger.receive(any_entry()).event_uri == "later"
    assert row(ledger).overtook == any_entry().execution_name
    assert ledger.is_obsolete("baker-1", 1, URI)
    assert not ledger.is_obsolete("baker-1", 1, "later")


def should_find_the_newest_version(ledger: Ledger) -> None:
    assert ledger.newest("baker-1") is None
    for version in (1, 10, 9):
        ledger.receive(any_entry(version=version))
    ledger.receive(any_entry("baker-10", version=11))
    assert ledger.newest("baker-1") == any_entry(version=10)


def should_receive_a_dead_event_again(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    ledger.died(DEATH, URI, NOON)
    again = any_entry(moved_at=LATER, replays=1)
    assert ledger.receive(again).status is Status.RECEIVED
    assert (row(ledger).status, row(ledger).replays) == (Status.RECEIVED, 1)
    assert row(ledger).moved_at == LATER


def should_keep_a_row_from_being_given_up_whose_event_is_delivered_again(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    stood_still = row(ledger)
    ledger.receive(any_entry(moved_at=LATER))
    assert not ledger.died(DEATH, URI, LATER, unmoved=stood_still)
    assert (row(ledger).status, row(ledger).moved_at) == (Status.RECEIVED, LATER)
    assert list(ledger.due(Care.UNFINISHED, before=NOON)) == []


def should_note_an_execution_that_started(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    ledger.started(any_entry(), "baker-1-v1-2", 2, LATER)
    found = row(ledger)
    assert (found.status, found.execution_name, found.attempts) == (
        Status.RUNNING,
        "baker-1-v1-2",
        2,
    )
    assert found.started_at == found.moved_at == LATER


def should_leave_a_version_ended_whose_execution_is_noted_late(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    ledger.died(DEATH, URI, NOON)
    ledger.started(any_entry(), "baker-1-v1", 1, LATER)
    assert (row(ledger).status, row(ledger).attempts) == (Status.DEAD, 1)
    assert row(ledger).moved_at == NOON


def should_say_why_an_event_died(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    ledger.died(DEATH, URI, LATER)
    found = row(ledger)
    assert (found.status, found.error, found.cause, found.state) == (
        Status.DEAD,
        "ListingHasNoText",
        "It is empty.",
        "PrepareListing",
    )
    assert found.moved_at == found.ended_at == LATER


def should_hold_a_summary_and_hold_it_again_after_a_retry(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    assert [hold(ledger), hold(ledger)] == [Status.HELD, Status.HELD]
    found = row(ledger)
    assert (found.status, found.summary_uri, found.model) == (Status.HELD, "held-1", "embedded")
    assert found.cause == "money_unsupported (2)"
    assert found.moved_at == found.ended_at == LATER


@pytest.mark.parametrize("ended", ["dead", "superseded"])
def should_hold_nothing_of_a_version_that_has_ended(ended: str, ledger: Ledger) -> None:
    ledger.receive(any_entry())
    if ended == "dead":
        ledger.died(DEATH, URI, NOON)
    else:
        ledger.superseded("baker-1", 1, URI, NOON)
    assert hold(ledger) is Status.SUPERSEDED
    assert row(ledger).status == ended


def should_supersede_what_is_unfinished_or_held(ledger: Ledger) -> None:
    for version in (1, 2, 3):
        ledger.receive(any_entry(version=version))
    ledger.started(any_entry(version=2), "baker-1-v2", 1, NOON)
    ledger.held(any_summary(version=3), "held-3", any_entry(version=3).event_uri, cause="any")
    for version in (1, 2, 3):
        ledger.superseded("baker-1", version, any_entry(version=version).event_uri, LATER)
    rows = ledger.until("baker-1", 3)
    assert {found.status for found in rows} == {Status.SUPERSEDED}
    assert {(found.moved_at, found.ended_at) for found in rows} == {(LATER, LATER)}


def should_not_supersede_what_died(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    ledger.died(DEATH, URI, NOON)
    ledger.superseded("baker-1", 1, URI, LATER)
    assert row(ledger).status is Status.DEAD


def should_note_that_a_withdrawn_listing_is_erased(ledger: Ledger) -> None:
    ledger.receive(any_entry(event_type=EventType.UNPUBLISHED))
    ledger.erased(any_entry(), LATER)
    assert row(ledger).erased_at == LATER


def should_change_nothing_for_an_event_that_does_not_count(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    other = any_entry(event_uri="another event")
    ledger.started(other, "another", 7, LATER)
    ledger.died(DEATH, other.event_uri, LATER)
    ledger.superseded("baker-1", 1, other.event_uri, LATER)
    ledger.erased(other, LATER)
    assert hold(ledger, other.event_uri) is Status.SUPERSEDED
    assert row(ledger) == any_entry()


def should_make_no_row_of_a_version_that_was_never_received(ledger: Ledger) -> None:
    ledger.started(any_entry(), "baker-1-v1", 1, LATER)
    ledger.died(DEATH, URI, LATER)
    ledger.superseded("baker-1", 1, URI, LATER)
    ledger.erased(any_entry(), LATER)
    assert hold(ledger) is Status.SUPERSEDED
    assert list(ledger.until("baker-1", 1)) == []
    assert not ledger.is_obsolete("baker-1", 1, URI)


def should_read_the_versions_up_to_one_in_their_order(ledger: Ledger) -> None:
    for version in (3, 1, 10, 2):
        ledger.receive(any_entry(version=version))
    ledger.receive(any_entry("baker-2"))
    assert [found.version for found in ledger.until("baker-1", 3)] == [1, 2, 3]


def due(ledger: Ledger, care: Care, minutes: int = 0) -> list[str]:
    return [one.listing_id for one in ledger.due(care, before=NOON + timedelta(minutes=minutes))]


def should_have_due_what_is_unfinished_the_longest_standing_first(ledger: Ledger) -> None:
    for minutes in (3, 1, 2):
        moved_at = NOON + timedelta(minutes=minutes)
        ledger.receive(any_entry(f"baker-{minutes}", moved_at=moved_at))
    assert due(ledger, Care.UNFINISHED, 2) == ["baker-1", "baker-2"]
    ledger.started(any_entry("baker-1"), "baker-1-v1-2", 2, LATER)
    assert due(ledger, Care.UNFINISHED, 5) == ["baker-2", "baker-3", "baker-1"]
    found = list(ledger.due(Care.UNFINISHED, before=LATER))[-1]
    assert found == Due("baker-1", 1, Status.RUNNING, "baker-1-v1-2")
    assert due(ledger, Care.ERASURE, 5) == []


@pytest.mark.parametrize("end", ["dead", "held", "superseded"])
def should_have_nothing_due_of_a_version_that_ended_until_it_is_received_again(
    end: str, ledger: Ledger
) -> None:
    ledger.receive(any_entry())
    if end == "held":
        hold(ledger)
    elif end == "superseded":
        ledger.superseded("baker-1", 1, URI, LATER)
    else:
        ledger.died(DEATH, URI, LATER)
    assert due(ledger, Care.UNFINISHED, 60) == []
    again = any_entry(
        event_uri="again", occurred_at=NOON + timedelta(hours=1), moved_at=NOON + timedelta(hours=1)
    )
    ledger.receive(again)
    assert due(ledger, Care.UNFINISHED, 60) == ["baker-1"]


def should_have_what_was_seen_in_vain_due_behind_the_others(ledger: Ledger) -> None:
    for name in ("baker-1", "baker-2"):
        ledger.receive(any_entry(name))
    ledger.seen(Due("baker-1", 1, Status.RECEIVED, "baker-1-v1"), LATER)
    ledger.seen(Due("nobody", 1, Status.RECEIVED, "nobody-v1"), LATER)
    assert due(ledger, Care.UNFINISHED) == ["baker-2"]
    assert due(ledger, Care.UNFINISHED, 5) == ["baker-2", "baker-1"]


def should_record_a_death_only_if_the_row_has_not_moved(ledger: Ledger) -> None:
    found = ledger.receive(any_entry())
    ledger.started(any_entry(), "baker-1-v1", 1, LATER)
    assert not ledger.died(DEATH, URI, LATER, unmoved=found)
    assert row(ledger).status is Status.RUNNING
    assert ledger.died(DEATH, URI, LATER, unmoved=row(ledger))
    assert row(ledger).status is Status.DEAD


def should_read_the_versions_from_one_on(ledger: Ledger) -> None:
    for version in (3, 1, 2):
        ledger.receive(any_entry(version=version))
    assert [found.version for found in ledger.since("baker-1", 2)] == [2, 3]


def should_have_a_row_due_until_what_stands_in_it_is_announced(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    hold(ledger)
    assert due(ledger, Care.ANNOUNCEMENT, 60) == ["baker-1"]
    stale = row(ledger).model_copy(update={"moved_at": NOON})
    ledger.announced(stale, LATER)
    assert due(ledger, Care.ANNOUNCEMENT, 60) == ["baker-1"]
    ledger.announced(row(ledger), LATER)
    assert due(ledger, Care.ANNOUNCEMENT, 60) == []
    assert (row(ledger).unannounced, row(ledger).announced_at) == (None, LATER)
    assert not ledger.announce_again(row(ledger), LATER)


def should_have_nothing_due_of_a_row_that_is_passed_over_or_given_up(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    hold(ledger)
    ledger.not_announced(row(ledger))
    assert due(ledger, Care.ANNOUNCEMENT, 60) == []
    hour = NOON + timedelta(hours=1)
    assert ledger.announce_again(row(ledger), hour)
    found = row(ledger).unannounced
    assert found
    assert (found.status, found.since, found.summary_uri) == (Status.HELD, hour, "held-1")
    assert due(ledger, Care.ANNOUNCEMENT, 59) == []
    assert due(ledger, Care.ANNOUNCEMENT, 60) == ["baker-1"]
    ledger.passed_over(row(ledger))
    assert due(ledger, Care.ANNOUNCEMENT, 60) == []
    assert (row(ledger).unannounced, row(ledger).announced_at) == (None, None)


def should_announce_nothing_of_a_held_version_that_is_superseded(ledger: Ledger) -> None:
    ledger.receive(any_entry())
    hold(ledger)
    ledger.superseded("baker-1", 1, URI, LATER)
    assert row(ledger).unannounced is None
    assert due(ledger, Care.ANNOUNCEMENT, 60) == []
