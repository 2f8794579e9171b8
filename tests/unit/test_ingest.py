"""What ingest makes of each message, through ports in memory."""

import re
from datetime import timedelta

import pytest

from summariser.domain.errors import ServiceUnavailable
from summariser.domain.event_queue import EventQueue
from summariser.domain.event_type import EventType
from summariser.domain.execution import Execution, execution_name
from summariser.domain.failure import Failure
from summariser.domain.message import parse_event
from summariser.domain.summary import Status
from summariser.steps.ingest_listing import Message, ingest_listing
from tests.fakes import ExecutionList, LedgerRows, ListingShelf
from tests.hostile import HOSTILE_IDS
from tests.queues import DeadLetterList, Deferred, MinuteQuota, WaitingList
from tests.values import NOON, any_event_body, any_listing


class Ingest:
    def __init__(self) -> None:
        self.store, self.executions, self.ledger = ListingShelf(), ExecutionList(), LedgerRows()
        self.dead_letters = DeadLetterList()
        self.quota, self.capacity = MinuteQuota(), MinuteQuota()
        self.delayed_retry = WaitingList()

    def __call__(
        self,
        *bodies: str,
        queue: EventQueue = EventQueue.LISTING,
        waited: timedelta = timedelta(0),
    ) -> "Ingest":
        for body in bodies:
            ingest_listing(
                Message(body, NOON - waited, queue=queue),
                store=self.store,
                ledger=self.ledger,
                executions=self.executions,
                dead_letters=self.dead_letters,
                quota=self.quota,
                capacity=self.capacity,
                delayed_retry=self.delayed_retry,
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


def should_start_one_execution_for_each_time_that_a_version_is_summarised_again() -> None:
    times = [f"2026-11-{day}T00:00:00Z" for day in (24, 24, 25)]
    again = [any_event_body(summarise_again=time) for time in times]
    assert len(Ingest()(any_event_body(), *again).executions.started) == 3


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


def should_let_the_event_of_a_throttled_start_wait_without_a_failure() -> None:
    ingest = Ingest()
    ingest.executions.throttled = 1
    ingest(any_event_body())
    assert not ingest.dead_letters.letters
    assert ingest.delayed_retry.waiting == [
        Deferred(any_event_body(), 0, EventQueue.LISTING, NOON, 0)
    ]
    assert len(ingest(any_event_body()).executions.started) == 1


def should_raise_where_not_even_the_queue_takes_an_event() -> None:
    ingest = Ingest()
    ingest.executions.throttled, ingest.delayed_retry.unavailable = 1, True
    with pytest.raises(ServiceUnavailable):
        ingest(any_event_body())
    assert not ingest.dead_letters.letters


def should_let_an_event_wait_on_its_queue_while_the_requests_of_a_minute_are_used_up() -> None:
    ingest = Ingest()
    ingest.quota.most = 1
    ingest(any_event_body(), any_event_body(listing_id="baker-2"))
    assert len(ingest.executions.started) == 1
    (waiting,) = ingest.delayed_retry.waiting
    assert waiting == Deferred(
        any_event_body(listing_id="baker-2"), 0, EventQueue.LISTING, NOON, 60
    )
    assert ("baker-2", 1) not in ingest.ledger.rows


def should_let_an_event_wait_while_as_many_executions_are_open_as_may_be() -> None:
    ingest = Ingest()
    ingest.capacity.most = 10
    ingest(*(any_event_body(listing_id=f"baker-{n}") for n in range(20)))
    assert len(ingest.executions.started) == 9
    assert len(ingest.delayed_retry.waiting) == 11
    assert ingest.quota.admitted == 9


def should_let_a_withdrawal_start_where_publishes_wait() -> None:
    ingest = Ingest()
    ingest.capacity.most = 10
    ingest(*(any_event_body(listing_id=f"baker-{n}") for n in range(20)))
    ingest(any_event_body(type="listing.unpublished", listing=None))
    assert len(ingest.executions.started) == 10


def should_send_an_event_to_the_dead_letters_that_waited_for_as_long_as_it_may() -> None:
    ingest = Ingest()
    ingest.quota.most = 0
    ingest.quota.admits(1.0)
    ingest(any_event_body(), waited=timedelta(days=13, hours=23))
    assert len(ingest.delayed_retry.waiting) == 1
    ingest(any_event_body(), waited=timedelta(days=14, seconds=1))
    ((_, failure),) = ingest.dead_letters.letters
    assert (failure.error, failure.listing_id) == ("WaitedTooLong", "baker-1")
    assert "requests of this minute" in failure.cause


def should_be_done_with_an_event_that_waited_too_long_beside_its_double() -> None:
    ingest = Ingest()(any_event_body())
    ingest.quota.most = 0
    ingest(any_event_body(), waited=timedelta(days=14, seconds=1))
    assert not ingest.dead_letters.letters
    assert not ingest.delayed_retry.waiting
    assert len(ingest.executions.started) == 1


@pytest.mark.parametrize("scarce", ["quota", "capacity"])
def should_leave_room_for_a_publish_beside_a_backfill_and_for_a_request_beside_both(
    scarce: str,
) -> None:
    ingest = Ingest()
    getattr(ingest, scarce).most = 10
    for queue, started in (
        (EventQueue.BACKFILL, 5),
        (EventQueue.LISTING, 9),
        (EventQueue.INTERACTIVE, 10),
    ):
        ingest(*(any_event_body(listing_id=f"{queue}-{n}") for n in range(20)), queue=queue)
        assert len(ingest.executions.started) == started


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


SOURCE = "s3://bucket/incoming/1"


def by_reference(**changes: object) -> str:
    return any_event_body(listing=None, listing_uri=SOURCE, **changes)


def should_work_from_its_own_copy_when_a_replay_comes_after_the_boards_is_gone() -> None:
    ingest = Ingest()
    ingest.store.objects[SOURCE] = any_listing().model_dump_json()
    ingest(by_reference())
    del ingest.store.objects[SOURCE]
    (name,) = ingest.executions.started
    ingest.executions.known[name] = Execution(f"arn:{name}", "FAILED", ended_at=NOON)
    ingest.ledger.died(Failure("Any", "any", "baker-1", 1), event_uri(ingest), NOON)
    ingest(by_reference())
    assert list(ingest.executions.started) == [name, f"{name}-2"]
    assert not ingest.dead_letters.letters


def event_uri(ingest: Ingest) -> str:
    return ingest.ledger.rows["baker-1", 1].event_uri


@pytest.mark.parametrize("version", [1, 2])
def should_do_nothing_about_a_late_event_whose_listing_was_erased(version: int) -> None:
    ingest = Ingest()(any_event_body(type="listing.unpublished", listing=None, version=version))
    row = ingest.ledger.rows["baker-1", version]
    ingest.ledger.move("baker-1", version, row.event_uri, status=Status.WITHDRAWN, moved_at=NOON)
    ingest(by_reference(), by_reference(type="listing.unpublished", version=version))
    assert not ingest.dead_letters.letters
    assert len(ingest.executions.started) == 1
    assert ingest.ledger.rows["baker-1", version].sources == (SOURCE,)
