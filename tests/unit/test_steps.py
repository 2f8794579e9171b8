"""What each step leaves behind, through ports in memory."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from summariser.errors import ListingHasNoText, ServiceUnavailable
from summariser.listing import EventType, parse_event
from summariser.starting import execution_name
from summariser.states import (
    AnnounceSummaryInput,
    PrepareListingInput,
    SendDeadLetterInput,
    StoreSummaryInput,
    WithdrawSummaryInput,
)
from summariser.steps.announce_summary import announce_summary
from summariser.steps.ingest_listing import Message, ingest_listing
from summariser.steps.prepare_listing import prepare_listing
from summariser.steps.send_dead_letter import send_dead_letter
from summariser.steps.store_summary import store_summary
from summariser.steps.withdraw_summary import withdraw_summary
from summariser.summary import Status
from tests.fakes import (
    NOON,
    DeadLetterList,
    ExecutionList,
    LedgerRows,
    ListingShelf,
    MinuteQuota,
    Noticeboard,
    SummaryRows,
    WaitingList,
    any_draft,
    any_entry,
    any_event_body,
    any_listing,
)
from tests.hostile import HOSTILE_IDS


class Ingest:
    def __init__(self) -> None:
        self.store, self.executions, self.ledger = ListingShelf(), ExecutionList(), LedgerRows()
        self.dead_letters = DeadLetterList()
        self.quota, self.waiting_room = MinuteQuota(), WaitingList()

    def __call__(self, *bodies: str, backfill: bool = False) -> "Ingest":
        for body in bodies:
            ingest_listing(
                Message(body, backfill=backfill),
                store=self.store,
                ledger=self.ledger,
                executions=self.executions,
                dead_letters=self.dead_letters,
                quota=self.quota,
                waiting_room=self.waiting_room,
                now=NOON,
            )
        return self


def should_start_an_execution_that_holds_references_only() -> None:
    ingest = Ingest()(any_event_body())
    (execution_input,) = ingest.executions.started.values()
    assert "bread" not in execution_input.model_dump_json()
    assert ingest.store.objects[execution_input.event_uri] == any_event_body()
    assert execution_input.listing_uri is not None
    assert ingest.store.get_listing(execution_input.listing_uri) == any_listing()


def should_start_one_execution_for_the_same_event_twice() -> None:
    later = any_event_body(occurred_at="2026-11-23T10:00:00Z")
    assert len(Ingest()(any_event_body(), any_event_body(), later).executions.started) == 1


def should_start_an_execution_for_each_version_and_for_each_later_content() -> None:
    other = any_listing(title="Confectioner").model_dump()
    later = any_event_body(listing=other, occurred_at="2026-11-23T10:00:00Z")
    ingest = Ingest()(any_event_body(), any_event_body(version=2), later)
    assert len(ingest.executions.started) == 3


def should_read_a_listing_that_the_board_laid_down_in_s3() -> None:
    ingest = Ingest()
    ingest.store.objects["s3://bucket/incoming/1"] = any_listing().model_dump_json()
    ingest(any_event_body(listing=None, listing_uri="s3://bucket/incoming/1"))
    (execution_input,) = ingest.executions.started.values()
    assert execution_input.listing_uri is not None
    assert ingest.store.get_listing(execution_input.listing_uri) == any_listing()


def should_start_an_execution_for_an_unpublished_listing() -> None:
    ingest = Ingest()(any_event_body(type="listing.unpublished", listing=None))
    (execution_input,) = ingest.executions.started.values()
    assert execution_input.event_type is EventType.UNPUBLISHED
    assert execution_input.listing_uri is None


def should_start_a_withdrawal_that_repeats_the_listing_it_takes_down() -> None:
    ingest = Ingest()(any_event_body(), any_event_body(type="listing.unpublished"))
    kinds = [execution_input.event_type for execution_input in ingest.executions.started.values()]
    assert kinds == [EventType.PUBLISHED, EventType.UNPUBLISHED]


def should_send_a_message_that_is_no_event_to_the_dead_letters_with_a_reason() -> None:
    ingest = Ingest()("{]")
    ((body, failure),) = ingest.dead_letters.letters
    assert body == "{]"
    assert failure.error == "EventNotUnderstood"
    assert "is not JSON" in failure.cause
    assert not ingest.executions.started


def should_name_the_listing_of_a_dead_letter_where_it_is_known() -> None:
    ingest = Ingest()(any_event_body(listing=None, listing_uri="s3://bucket/incoming/gone"))
    ((_, failure),) = ingest.dead_letters.letters
    assert (failure.error, failure.listing_id, failure.version) == ("ListingNotFound", "baker-1", 1)


def should_raise_a_throttled_start_so_that_the_queue_delivers_again() -> None:
    ingest = Ingest()
    ingest.executions.throttled = 1
    with pytest.raises(ServiceUnavailable):
        ingest(any_event_body())
    assert not ingest.dead_letters.letters
    assert len(ingest(any_event_body()).executions.started) == 1


def should_let_an_event_wait_on_its_queue_while_the_requests_of_a_minute_are_used_up() -> None:
    ingest = Ingest()
    ingest.quota.most = 1
    ingest(any_event_body(), any_event_body(listing_id="baker-2"))
    assert len(ingest.executions.started) == 1
    assert ingest.waiting_room.waiting == [(any_event_body(listing_id="baker-2"), 0, False)]
    assert ("baker-2", 1) not in ingest.ledger.rows


def should_leave_room_for_a_publish_beside_a_backfill() -> None:
    ingest = Ingest()
    ingest.quota.most = 10
    ingest(*(any_event_body(listing_id=f"old-{n}") for n in range(20)), backfill=True)
    assert len(ingest.executions.started) == 5
    ingest(any_event_body())
    assert len(ingest.executions.started) == 6


def should_let_no_withdrawal_wait_for_a_model() -> None:
    ingest = Ingest()
    ingest.quota.most = 0
    ingest(any_event_body(type="listing.unpublished", listing=None))
    assert len(ingest.executions.started) == 1


@pytest.mark.parametrize(
    "listing_id", ["baker-1", "Bäckerei/Gent #1", "x" * 128, "12345", *HOSTILE_IDS]
)
def should_name_an_execution_as_step_functions_allows(listing_id: str) -> None:
    event = parse_event(any_event_body(listing_id=listing_id, version=10**15))
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,76}", execution_name(event, "digest"))


def should_lay_a_document_beside_its_listing() -> None:
    store = ListingShelf({"baker-1/1/listing": any_listing()})
    step_input = PrepareListingInput(
        listing_id="baker-1", version=1, listing_uri="baker-1/1/listing"
    )
    document = store.get_document(prepare_listing(step_input, store=store).document_uri)
    assert (document.listing_id, document.version, document.language) == ("baker-1", 1, "en")
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))


def should_refuse_a_listing_without_text() -> None:
    store = ListingShelf({"baker-1/1/listing": any_listing(description=" \n ")})
    step_input = PrepareListingInput(
        listing_id="baker-1", version=1, listing_uri="baker-1/1/listing"
    )
    with pytest.raises(ListingHasNoText):
        prepare_listing(step_input, store=store)


class Listing:
    """One listing, whose versions are stored and withdrawn as the state machine would do it."""

    def __init__(self) -> None:
        self.store, self.ledger = ListingShelf(), LedgerRows()
        self.table, self.executions = SummaryRows(self.ledger), ExecutionList()

    def receive(self, version: int, **changes: Any) -> None:
        self.ledger.add(any_entry(version=version, **changes))

    def publish(self, version: int, *, draft_of: int | None = None) -> Status:
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
        )
        later = NOON + timedelta(hours=1)
        return store_summary(
            step_input, store=self.store, table=self.table, ledger=self.ledger, now=later
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


def should_say_which_version_a_reused_summary_was_written_for_and_that_it_cost_nothing() -> None:
    listing = Listing()
    listing.publish(2, draft_of=1)
    summary = listing.store.objects["baker-1/2/summary"]
    assert (summary.version, summary.reused_from, summary.usage.calls) == (2, 1, 0)


def should_keep_the_newer_version_when_events_arrive_out_of_order() -> None:
    listing = Listing()
    assert listing.publish(2) is Status.PUBLISHED
    assert listing.publish(1) is Status.SUPERSEDED
    assert listing.table.rows["baker-1"] == (2, Status.PUBLISHED)
    assert listing.store.objects["baker-1/1/summary"].status is Status.SUPERSEDED
    assert listing.ledger.status("baker-1", 1) is Status.SUPERSEDED


def should_erase_a_listing_that_was_taken_down() -> None:
    listing = Listing()
    listing.publish(1)
    assert listing.withdraw(2) is Status.WITHDRAWN
    assert list(listing.store.objects) == ["baker-1/2/withdrawal"]


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
    assert announce_summary(step_input, bus=bus).event_id == "event-1"
    assert bus.notices == [step_input.model_dump()]


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (json.dumps({"errorMessage": "No text.", "errorType": "ListingHasNoText"}), "No text."),
        ("The state timed out.", "The state timed out."),
        ('["unexpected"]', '["unexpected"]'),
    ],
)
def should_send_the_event_of_a_failed_execution_with_a_readable_cause(
    cause: str, message: str
) -> None:
    dead_letters, ledger = DeadLetterList(), LedgerRows()
    ledger.add(any_entry(status=Status.RUNNING))
    fail(ledger, dead_letters, cause=cause)
    ((body, failure),) = dead_letters.letters
    assert body == "the event"
    assert failure.cause == message
    assert (failure.error, failure.execution_arn) == ("ListingHasNoText", "arn")
    assert (failure.state, failure.replays) == ("PrepareListing", 2)
    assert ledger.rows["baker-1", 1].status is Status.DEAD
    assert ledger.rows["baker-1", 1].error == "ListingHasNoText"


def should_send_no_dead_letter_for_a_version_that_a_newer_one_made_pointless() -> None:
    dead_letters, ledger = DeadLetterList(), LedgerRows()
    ledger.add(any_entry(status=Status.RUNNING), any_entry(version=2, status=Status.PUBLISHED))
    fail(ledger, dead_letters)
    assert not dead_letters.letters
    assert ledger.status("baker-1", 1) is Status.SUPERSEDED


def fail(ledger: LedgerRows, dead_letters: DeadLetterList, *, cause: str = "No text.") -> None:
    step_input = SendDeadLetterInput(
        listing_id="baker-1",
        version=1,
        event_uri="baker-1/1/event",
        replays=2,
        state="PrepareListing",
        error="ListingHasNoText",
        cause=cause,
        execution_arn="arn",
    )
    store = ListingShelf({"baker-1/1/event": "the event"})
    send_dead_letter(step_input, store=store, ledger=ledger, dead_letters=dead_letters, now=NOON)
