"""What each step leaves behind, through ports in memory."""

from datetime import timedelta
from typing import Any

from summariser.domain.event_type import EventType
from summariser.domain.execution import ExecutionInput
from summariser.domain.summary import Status
from summariser.domain.verdict import Verdict
from summariser.steps.announce_summary import announce_summary
from summariser.steps.states import (
    AnnounceSummaryInput,
    StoreSummaryInput,
    WithdrawSummaryInput,
)
from summariser.steps.store_summary import store_summary
from summariser.steps.withdraw_summary import withdraw_summary
from tests.fakes import (
    ExecutionList,
    LedgerRows,
    ListingShelf,
    Noticeboard,
    OutcomeList,
    SummaryRows,
)
from tests.values import NOON, any_draft, any_entry, any_execution_input


class Listing:
    """One listing, whose versions are stored and withdrawn as the state machine would do it."""

    def __init__(self) -> None:
        self.store, self.ledger = ListingShelf(), LedgerRows()
        self.table, self.executions = SummaryRows(self.ledger), ExecutionList()
        self.outcomes = OutcomeList()

    def receive(self, version: int, **changes: Any) -> None:
        self.ledger.add(any_entry(version=version, **changes))

    def publish(
        self,
        version: int,
        *,
        draft_of: int | None = None,
        verdict: Verdict = Verdict.ACCEPT,
        started_with: ExecutionInput | None = None,
    ) -> Status:
        if ("baker-1", version) not in self.ledger.rows:
            self.receive(version)
        self.store.objects[f"baker-1/{version}/draft"] = any_draft(version=draft_of or version)
        step_input = StoreSummaryInput(
            listing_id="baker-1",
            version=version,
            occurred_at=NOON,
            event_uri=f"baker-1/{version}/event",
            document_uri=f"baker-1/{version}/document",
            draft_uri=f"baker-1/{version}/draft",
            verdict=verdict,
            execution_input=started_with,
        )
        return store_summary(
            step_input,
            store=self.store,
            table=self.table,
            ledger=self.ledger,
            report=self.outcomes.stored,
            now=NOON + timedelta(hours=1),
        ).status

    def withdraw(self, version: int) -> Status:
        event_uri = f"baker-1/{version}/withdrawal"
        self.store.objects[event_uri] = "{}"
        entry = any_entry(version=version, event_uri=event_uri, event_type=EventType.UNPUBLISHED)
        self.ledger.receive(entry)
        step_input = WithdrawSummaryInput(
            listing_id="baker-1", version=version, occurred_at=NOON, event_uri=event_uri
        )
        return withdraw_summary(
            step_input,
            store=self.store,
            table=self.table,
            ledger=self.ledger,
            executions=self.executions,
            now=NOON,
        ).status


def should_store_a_summary_with_its_times_and_its_document() -> None:
    listing = Listing()
    assert listing.publish(1) is Status.PUBLISHED
    summary = listing.store.objects["baker-1/1/summary"]
    assert (summary.status, summary.occurred_at, summary.stored_at) == (
        Status.PUBLISHED,
        NOON,
        NOON + timedelta(hours=1),
    )
    assert summary.document_uri == "baker-1/1/document"


def should_count_what_is_published_or_held_and_how_soon_it_is_published() -> None:
    listing = Listing()
    sent = NOON + timedelta(minutes=59, seconds=48)
    listing.publish(2, started_with=any_execution_input(received_at=sent))
    listing.publish(1, started_with=any_execution_input(received_at=sent))  # is superseded
    listing.publish(3, started_with=any_execution_input())  # a backfill's
    listing.publish(4)  # of the last release
    listing.publish(5, verdict=Verdict.HOLD)
    assert listing.outcomes.counted == [
        (2, Status.PUBLISHED, 12.0),
        (3, Status.PUBLISHED, None),
        (4, Status.PUBLISHED, None),
        (5, Status.HELD, None),
    ]


def should_say_which_version_a_reused_summary_was_written_for_and_that_it_cost_nothing() -> None:
    listing = Listing()
    listing.publish(2, draft_of=1)
    summary = listing.store.objects["baker-1/2/summary"]
    assert (summary.version, summary.reused_from, summary.usage.calls) == (2, 1, 0)


def should_keep_the_newer_version_when_events_arrive_out_of_order() -> None:
    listing = Listing()
    assert listing.publish(2) is Status.PUBLISHED
    assert listing.publish(1) is Status.SUPERSEDED
    row = listing.table.rows["baker-1"]
    assert (row.version, row.status) == (2, Status.PUBLISHED)
    assert listing.store.objects["baker-1/1/summary"].status is Status.SUPERSEDED
    assert listing.ledger.status("baker-1", 1) is Status.SUPERSEDED


def should_erase_a_listing_that_was_taken_down() -> None:
    listing = Listing()
    listing.publish(1)
    assert listing.withdraw(2) is Status.WITHDRAWN
    assert list(listing.store.objects) == ["baker-1/2/withdrawal"]


def should_erase_what_its_board_stored_for_every_event_of_it() -> None:
    listing = Listing()
    first, later, newer = (f"s3://bucket/incoming/{name}" for name in ("first", "later", "newer"))
    listing.store.objects |= dict.fromkeys([first, later, newer], "text")
    listing.store.laid_down[newer] = NOON + timedelta(minutes=1)
    for uri, source in (("one", first), ("two", later), ("three", newer)):
        listing.ledger.receive(any_entry(event_uri=uri, occurred_at=NOON, sources=(source,)))
    assert listing.withdraw(2) is Status.WITHDRAWN
    assert sorted(listing.store.objects) == ["baker-1/2/withdrawal", newer]


def should_erase_nothing_of_a_newer_version_that_is_being_worked_on() -> None:
    listing = Listing()
    listing.publish(1)
    listing.receive(3)
    newer = {"baker-1/3/event": "the event", "baker-1/drafts/shared": "text"}
    listing.store.objects |= newer
    assert listing.withdraw(2) is Status.WITHDRAWN
    assert listing.store.objects == {"baker-1/2/withdrawal": "{}", **newer}


def should_withdraw_again_when_the_first_answer_was_lost() -> None:
    listing = Listing()
    listing.publish(1)
    assert listing.withdraw(2) is Status.WITHDRAWN
    assert listing.withdraw(2) is Status.WITHDRAWN


def should_erase_nothing_for_a_withdrawal_that_a_newer_version_overtook() -> None:
    listing = Listing()
    listing.publish(3)
    assert listing.withdraw(2) is Status.SUPERSEDED
    assert "baker-1/3/summary" in listing.store.objects


def should_stop_what_still_runs_for_a_listing_that_was_taken_down() -> None:
    listing = Listing()
    listing.receive(1, status=Status.RUNNING, execution_name="baker-1-v1")
    listing.withdraw(2)
    assert listing.executions.stopped == ["baker-1-v1"]
    assert listing.ledger.status("baker-1", 1) is Status.SUPERSEDED


def should_stop_what_still_runs_for_the_very_version_that_was_taken_down() -> None:
    listing = Listing()
    listing.receive(1, status=Status.RUNNING, execution_name="baker-1-v1")
    listing.withdraw(1)
    assert listing.executions.stopped == ["baker-1-v1"]
    assert listing.ledger.status("baker-1", 1) is Status.WITHDRAWN


def should_keep_nothing_of_a_summary_that_was_written_behind_a_withdrawal() -> None:
    listing = Listing()
    listing.receive(1, status=Status.RUNNING)
    listing.withdraw(2)
    assert listing.publish(1) is Status.SUPERSEDED
    assert list(listing.store.objects) == ["baker-1/2/withdrawal"]


def should_announce_a_summary_by_reference() -> None:
    bus = Noticeboard()
    step_input = AnnounceSummaryInput(
        listing_id="baker-1",
        version=1,
        status=Status.PUBLISHED,
        language="en",
        summary_uri="s3://b/s",
    )
    ledger = LedgerRows()
    assert announce_summary(step_input, ledger=ledger, bus=bus).event_id == "event-1"
    listing = Listing()
    listing.publish(1)
    ledger = listing.ledger
    step_input = step_input.model_copy(update={"listing_id": "baker-1", "version": 1})
    assert announce_summary(step_input, ledger=ledger, bus=bus).event_id is None
    assert bus.notices == [step_input.model_dump() | {"generated": None}]


def should_hold_a_summary_where_no_reader_looks_and_leave_the_older_one_visible() -> None:
    listing = Listing()
    listing.publish(1)
    assert listing.publish(2, verdict=Verdict.HOLD) is Status.HELD
    assert listing.store.objects["baker-1/2/held"].status is Status.HELD
    assert "baker-1/2/summary" not in listing.store.objects
    row = listing.table.rows["baker-1"]
    assert (row.version, row.status) == (1, Status.PUBLISHED)
    assert listing.ledger.status("baker-1", 2) is Status.HELD


def should_hold_nothing_where_a_newer_version_is_published() -> None:
    listing = Listing()
    listing.publish(2)
    assert listing.publish(1, verdict=Verdict.HOLD) is Status.SUPERSEDED
    assert listing.ledger.status("baker-1", 1) is Status.SUPERSEDED


def should_publish_a_newer_version_after_one_that_is_held() -> None:
    listing = Listing()
    listing.publish(1, verdict=Verdict.HOLD)
    assert listing.publish(2) is Status.PUBLISHED


def should_erase_a_held_summary_of_a_listing_that_is_withdrawn() -> None:
    listing = Listing()
    listing.publish(1, verdict=Verdict.HOLD)
    assert listing.withdraw(2) is Status.WITHDRAWN
    assert set(listing.store.objects) == {"baker-1/2/withdrawal"}
    assert listing.ledger.status("baker-1", 1) is Status.SUPERSEDED


def should_keep_nothing_of_a_held_summary_whose_listing_was_withdrawn_meanwhile() -> None:
    listing = Listing()
    listing.receive(1)
    listing.withdraw(2)
    assert listing.publish(1, verdict=Verdict.HOLD) is Status.SUPERSEDED
    assert set(listing.store.objects) == {"baker-1/2/withdrawal"}
