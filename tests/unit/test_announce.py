"""What is announced of the rows that changed, in which order, and what is not any more."""

from datetime import datetime, timedelta

import pytest

from summariser.domain.event_type import EventType
from summariser.domain.ledger import Care
from summariser.domain.summary import Status
from summariser.steps.announce_summary import PATIENCE, Change, announce_summaries
from tests.fakes import LedgerRows, Noticeboard, SummaryRows
from tests.queues import DeadLetterList
from tests.values import NOON, any_dead_letter, any_entry, any_summary
from workbench.operations.reannouncing import Reannouncements


class Outbox:
    """Rows with what is to be announced, and the changes that a stream would bring of them."""

    def __init__(self) -> None:
        self.ledger, self.bus, self.letters = LedgerRows(), Noticeboard(), DeadLetterList()
        self.table = SummaryRows(self.ledger)
        self.changes: list[Change] = []
        self.failures: list[str] = []

    def publish(self, listing_id: str = "baker-1", version: int = 1) -> None:
        entry = any_entry(listing_id, version)
        self.ledger.add(entry)
        summary = any_summary(listing_id, version)
        assert self.table.publish(summary, "s3://b/s", entry.event_uri) is Status.PUBLISHED
        self.changed(listing_id, version)

    def withdraw(self, version: int) -> None:
        entry = any_entry(version=version, event_type=EventType.UNPUBLISHED)
        self.ledger.add(entry)
        gone = self.table.withdraw("baker-1", version, entry.event_uri, NOON, NOON)
        assert gone is Status.WITHDRAWN
        self.changed("baker-1", version)

    def hold(self, version: int) -> None:
        self.ledger.add(any_entry(version=version))
        summary = any_summary(version=version)
        uri = any_entry(version=version).event_uri
        assert self.ledger.held(summary, "s3://b/h", uri, cause="x") is Status.HELD
        self.changed("baker-1", version)

    def changed(self, listing_id: str, version: int) -> None:
        self.changes.append(Change(str(len(self.changes)), listing_id, version))

    def announce(self, *numbers: int, now: datetime = NOON) -> list[str]:
        """Deliver all changes, or some of them."""
        return announce_summaries(
            [it for it in self.changes if not numbers or int(it.sequence_number) in numbers],
            ledger=self.ledger,
            bus=self.bus,
            dead_letters=self.letters,
            now=now,
            report=lambda _, error: self.failures.append(type(error).__name__),
        )

    @property
    def announced(self) -> list[tuple[str, int, Status]]:
        return [(it["listing_id"], it["version"], it["status"]) for it in self.bus.notices]


def should_announce_in_the_order_of_the_changes() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.publish(version=2)
    outbox.hold(3)
    assert outbox.announce() == []
    assert outbox.announced == [
        ("baker-1", 1, Status.PUBLISHED),
        ("baker-1", 2, Status.PUBLISHED),
        ("baker-1", 3, Status.HELD),
    ]
    assert outbox.bus.notices[0]["generated"] == any_summary().generated
    assert outbox.ledger.rows["baker-1", 1].announced_at == NOON


def should_announce_nothing_again_that_was_announced() -> None:
    outbox = Outbox()
    outbox.publish()
    for _ in range(2):
        assert outbox.announce() == []
    assert len(outbox.announced) == 1


def should_say_of_a_listing_that_was_taken_down_only_that() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.withdraw(2)
    outbox.announce()
    assert outbox.announced == [("baker-1", 2, Status.WITHDRAWN)]
    assert outbox.ledger.rows["baker-1", 1].unannounced is None


def should_announce_nothing_older_behind_what_readers_see() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.publish(version=2)
    outbox.announce(1)
    outbox.announce()
    assert outbox.announced == [("baker-1", 2, Status.PUBLISHED)]


def should_announce_an_older_version_behind_a_newer_one_that_is_held() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.hold(2)
    outbox.announce(1)
    outbox.announce()
    assert outbox.announced[1:] == [("baker-1", 1, Status.PUBLISHED)]


def should_announce_nothing_of_a_held_version_that_was_superseded() -> None:
    outbox = Outbox()
    outbox.hold(1)
    outbox.ledger.superseded("baker-1", 1, any_entry().event_uri, NOON)
    assert outbox.announce() == []
    assert outbox.announced == []


def should_announce_what_stands_though_another_event_of_its_version_came() -> None:
    outbox = Outbox()
    outbox.publish()
    later = NOON + timedelta(minutes=1)
    outbox.ledger.receive(any_entry(event_uri="again", occurred_at=later))
    assert outbox.ledger.status("baker-1") is Status.RECEIVED
    outbox.announce()
    assert outbox.announced == [("baker-1", 1, Status.PUBLISHED)]
    assert outbox.ledger.status("baker-1") is Status.RECEIVED


def should_let_only_the_later_changes_of_a_listing_wait_behind_one_that_failed() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.publish("baker-2")
    outbox.publish(version=2)
    outbox.bus.refused = {"baker-1"}
    assert outbox.announce() == ["0", "2"]
    assert outbox.failures == ["ServiceUnavailable"]
    assert outbox.announced == [("baker-2", 1, Status.PUBLISHED)]
    outbox.bus.refused = set()
    assert outbox.announce() == []
    assert [version for _, version, _ in outbox.announced] == [1, 1, 2]


def should_name_what_could_not_be_announced_for_an_hour_and_leave_it_to_a_replay() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.bus.refused = {"baker-1"}
    stored_at = outbox.ledger.rows["baker-1", 1].moved_at
    assert outbox.announce(now=stored_at + PATIENCE) == ["0"]
    late = stored_at + PATIENCE + timedelta(seconds=1)
    assert outbox.announce(now=late) == []
    ((_, failure),) = outbox.letters.letters
    assert (failure.listing_id, failure.version, failure.state) == ("baker-1", 1, "AnnounceSummary")
    row = outbox.ledger.rows["baker-1", 1]
    assert outbox.ledger.care == {}
    outbox.bus.refused = set()
    assert outbox.ledger.announce_again(row, late)
    assert outbox.announce(now=late) == []
    assert outbox.announced == [("baker-1", 1, Status.PUBLISHED)]


@pytest.mark.parametrize("version", [1, 2])
def should_take_a_change_of_a_row_that_is_gone_for_done(version: int) -> None:
    outbox = Outbox()
    outbox.changed("baker-1", version)
    assert outbox.announce() == []


def should_have_a_letter_that_names_a_version_announced_again() -> None:
    outbox = Outbox()
    outbox.publish()
    outbox.ledger.not_announced(outbox.ledger.rows["baker-1", 1])
    before = outbox.ledger.rows["baker-1", 1].unannounced
    replays = Reannouncements(outbox.ledger)
    assert replays.replay(any_dead_letter(1))
    after = outbox.ledger.rows["baker-1", 1].unannounced
    assert before
    assert after
    assert after.since > before.since
    assert [it[0] for it in outbox.ledger.care.values()] == [Care.ANNOUNCEMENT]


def should_leave_the_rows_of_a_letter_that_names_none_to_the_sweep() -> None:
    outbox = Outbox()
    outbox.publish()
    rows = dict(outbox.ledger.rows)
    assert Reannouncements(outbox.ledger).replay(any_dead_letter(listing_id=None))
    assert outbox.ledger.rows == rows
