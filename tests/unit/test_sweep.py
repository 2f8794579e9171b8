"""What the sweep does about versions that stand still."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from summariser.domain.event_type import EventType
from summariser.domain.execution import Execution
from summariser.domain.ledger import Announcement, Due
from summariser.domain.summary import Status
from summariser.steps.sweep_ledger import ERASED_AT_ONCE, LAST_S, Swept, sweep_ledger
from tests.fakes import ExecutionList, LedgerRows, ListingShelf
from tests.queues import DeadLetterList
from tests.values import NOON, any_entry


def ended(status: str, **reason: str) -> Execution:
    return Execution("arn", status, ended_at=NOON, **reason)


class Stack:
    def __init__(self) -> None:
        self.store = ListingShelf({"baker-1/1/event": "the event"})
        self.ledger, self.executions = LedgerRows(), ExecutionList()
        self.dead_letters = DeadLetterList()
        self.failures: list[tuple[str, str]] = []

    def sweep(
        self, *, after_minutes: int = 60, seconds_left: Callable[[], float] = lambda: 240.0
    ) -> Swept:
        return sweep_ledger(
            store=self.store,
            ledger=self.ledger,
            executions=self.executions,
            dead_letters=self.dead_letters,
            now=NOON + timedelta(minutes=after_minutes),
            stalled_after=timedelta(minutes=15),
            seconds_left=seconds_left,
            report=self._report,
        )

    def _report(self, due: Due, error: Exception) -> None:
        self.failures.append((due.listing_id, type(error).__name__))


def should_start_what_was_received_and_never_started() -> None:
    stack = Stack()
    stack.ledger.add(any_entry())
    assert stack.sweep() == Swept(started=1)
    assert list(stack.executions.started) == ["baker-1-v1"]
    assert stack.ledger.status("baker-1") is Status.RUNNING


def should_leave_alone_what_moved_a_moment_ago() -> None:
    stack = Stack()
    stack.ledger.add(any_entry())
    assert stack.sweep(after_minutes=14) == Swept()
    assert not stack.executions.started


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("TIMED_OUT", "ExecutionTimedOut"),
        ("ABORTED", "ExecutionAborted"),
        ("FAILED", "ExecutionFailed"),
    ],
)
def should_send_the_event_of_an_execution_that_ended_unseen_to_the_dead_letters(
    status: str, error: str
) -> None:
    stack = Stack()
    stack.ledger.add(any_entry(status=Status.RUNNING, replays=1))
    stack.executions.known["baker-1-v1"] = ended(status)
    assert stack.sweep() == Swept(dead_lettered=1)
    ((body, failure),) = stack.dead_letters.letters
    assert (body, failure.error, failure.state) == ("the event", error, "SweepLedger")
    assert (failure.execution_arn, failure.replays) == ("arn", 1)
    assert stack.ledger.status("baker-1") is Status.DEAD
    assert stack.sweep() == Swept()


def should_give_the_error_of_an_execution_whose_dead_letter_could_not_be_sent() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(status=Status.RUNNING))
    failed = ended("FAILED", error="ListingHasNoText", cause="No text.")
    stack.executions.known["baker-1-v1"] = failed
    stack.sweep()
    ((_, failure),) = stack.dead_letters.letters
    assert (failure.error, failure.cause) == ("ListingHasNoText", "No text.")


def should_leave_alone_what_still_runs() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(status=Status.RUNNING))
    stack.executions.known["baker-1-v1"] = Execution(arn="arn", status="RUNNING")
    assert stack.sweep() == Swept(still_running=1)
    assert stack.ledger.status("baker-1") is Status.RUNNING


def should_leave_alone_an_execution_whose_last_function_may_still_write() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(status=Status.RUNNING))
    just_now = NOON + timedelta(minutes=50)
    stack.executions.known["baker-1-v1"] = Execution("arn", "ABORTED", ended_at=just_now)
    assert stack.sweep() == Swept(still_running=1)
    assert stack.sweep(after_minutes=65) == Swept(dead_lettered=1)


def should_start_again_what_runs_by_the_ledger_and_never_started() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(status=Status.RUNNING))
    assert stack.sweep() == Swept(started=1)


def should_give_up_a_version_that_a_newer_one_made_pointless() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(), any_entry(version=2, status=Status.PUBLISHED))
    assert stack.sweep() == Swept(superseded=1)
    assert stack.ledger.status("baker-1") is Status.SUPERSEDED


def should_say_that_an_event_which_was_never_kept_waits_on_a_queue() -> None:
    stack = Stack()
    stack.store.objects.clear()
    stack.ledger.add(any_entry())
    assert stack.sweep() == Swept(dead_lettered=1)
    assert not stack.dead_letters.letters
    assert stack.ledger.rows["baker-1", 1].error == "EventNotKept"


def should_erase_once_more_what_was_written_behind_a_withdrawal() -> None:
    stack = Stack()
    withdrawn = any_entry(status=Status.WITHDRAWN, event_type=EventType.UNPUBLISHED)
    stack.ledger.add(withdrawn)
    stack.store.objects["baker-1/drafts/late"] = "text"
    assert stack.sweep() == Swept(erased=1)
    assert not stack.store.objects
    assert stack.sweep() == Swept()


def should_leave_alone_what_was_withdrawn_again_and_erase_it_later() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(status=Status.WITHDRAWN))
    stack.sweep()
    stack.ledger.add(any_entry(status=Status.WITHDRAWN, moved_at=NOON + timedelta(hours=2)))
    assert stack.sweep(after_minutes=120) == Swept()
    assert stack.sweep(after_minutes=140) == Swept(erased=1)


def should_go_on_with_the_others_when_one_fails_and_try_that_again_behind_them() -> None:
    stack = Stack()
    stack.ledger.add(
        any_entry("baker-0", status=Status.WITHDRAWN), any_entry("baker-2"), any_entry()
    )
    stack.store.objects["baker-2/1/event"] = "the event"
    stack.executions.throttled = 1
    assert stack.sweep() == Swept(erased=1, started=1, failed=1)
    assert stack.failures == [("baker-1", "ServiceUnavailable")]
    assert stack.sweep(after_minutes=74) == Swept()
    assert stack.sweep(after_minutes=75) == Swept(started=1, still_running=1)


def should_erase_first_and_leave_the_rest_to_the_next_sweep_when_time_is_over() -> None:
    stack = Stack()
    rows = [any_entry(f"gone-{number}", status=Status.WITHDRAWN) for number in range(20)]
    stack.ledger.add(any_entry(), *rows)
    # The first look sets the half; then come two batches to erase, and the row that never started.
    left = iter([LAST_S + 4, LAST_S + 3, LAST_S + 2, LAST_S, *[LAST_S - 1] * 5])
    first = stack.sweep(seconds_left=lambda: next(left))
    assert first == Swept(erased=2 * ERASED_AT_ONCE, ran_out_of_time=True)
    assert stack.sweep() == Swept(erased=20 - first.erased, started=1)
    assert stack.sweep() == Swept()


def should_adopt_what_the_last_release_left_standing() -> None:
    stack = Stack()
    stack.ledger.add(any_entry(), any_entry("gone", status=Status.WITHDRAWN))
    stack.ledger.care.clear()
    assert stack.sweep() == Swept(started=1, erased=1)


def should_have_what_stands_unannounced_announced_again_and_again() -> None:
    stack = Stack()
    announcement = Announcement(status=Status.PUBLISHED, since=NOON)
    stack.ledger.add(any_entry(status=Status.PUBLISHED, unannounced=announcement))
    assert stack.sweep(after_minutes=14) == Swept()
    assert stack.sweep() == Swept(announced_again=1)
    row = stack.ledger.rows["baker-1", 1]
    assert row.unannounced == Announcement(
        status=Status.PUBLISHED, since=NOON + timedelta(minutes=60)
    )
    assert stack.sweep(after_minutes=74) == Swept()
    assert stack.sweep(after_minutes=75) == Swept(announced_again=1)


def should_have_a_withdrawal_announced_again_once_its_listing_is_erased() -> None:
    stack = Stack()
    gone = Announcement(status=Status.WITHDRAWN, since=NOON)
    stack.ledger.add(any_entry(status=Status.WITHDRAWN, unannounced=gone))
    assert stack.sweep() == Swept(erased=1)
    assert stack.sweep(after_minutes=75) == Swept(announced_again=1)
