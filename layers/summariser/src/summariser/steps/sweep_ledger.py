"""SweepLedger: what stood still too long goes on, or goes to the dead letters with the reason.

It finds what no Catch sees: a start that never happened, an execution that was aborted or ran out
of time, a dead letter that could not be sent, text that a stopped execution still wrote, and an
announcement that was not made.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import islice

from pydantic import BaseModel, ConfigDict

from summariser.domain.errors import ListingNotFound
from summariser.domain.execution import Execution
from summariser.domain.failure import Failure
from summariser.domain.ledger import Care, Due, Entry, is_obsolete, row_of
from summariser.domain.summary import Status
from summariser.ports import DeadLetters, Executions, Ledger, ListingStore
from summariser.steps.erasing import erase_listing
from summariser.steps.starting import start_execution

STATE = "SweepLedger"  # where its dead letters come from
ERASED_AT_ONCE = 8
LAST_S = 30.0  # enough for the slowest call, with its retries


class Unseen(StrEnum):
    """What no Catch sees, as the error of a dead letter, by the execution's status."""

    FAILED = "ExecutionFailed"
    TIMED_OUT = "ExecutionTimedOut"
    ABORTED = "ExecutionAborted"
    SUCCEEDED = "ExecutionLeftNoTrace"


class Outcome(StrEnum):
    """What became of a row that was due."""

    ERASED = "erased"
    ANNOUNCED_AGAIN = "announced_again"
    STARTED = "started"
    STILL_RUNNING = "still_running"
    MOVED = "moved"  # meanwhile, so nothing was done
    SUPERSEDED = "superseded"
    DEAD_LETTERED = "dead_lettered"
    FAILED = "failed"  # this time; others come first the next time


class Swept(BaseModel):
    """How many versions a sweep found and what became of them."""

    model_config = ConfigDict(defer_build=True)

    erased: int = 0
    announced_again: int = 0
    started: int = 0
    still_running: int = 0
    moved: int = 0
    superseded: int = 0
    dead_lettered: int = 0
    failed: int = 0
    ran_out_of_time: bool = False  # the next sweep goes on


def sweep_ledger(
    *,
    store: ListingStore,
    ledger: Ledger,
    executions: Executions,
    dead_letters: DeadLetters,
    now: datetime,
    stalled_after: timedelta,
    seconds_left: Callable[[], float],
    report: Callable[[Due, Exception], None],
) -> Swept:
    """Look after every version that stands still for too long; twice does no more than once.

    Erasures come first, with half the time, so that neither kind waits for all of the other;
    announcements, which take no time by themselves, have a quarter before executions. A row
    that fails is reported and takes no other row's turn. What is left when the time is over has
    been due longest, so the next sweep begins with it.
    """
    before = now - stalled_after
    sweep = _Sweep(store, ledger, executions, dead_letters, now, before, report)
    ledger.adopt(before=before)
    running = executions.running()
    half = LAST_S + max(0.0, seconds_left() - LAST_S) / 2
    quarter = LAST_S + (half - LAST_S) / 2
    outcomes: Counter[Outcome] = Counter()
    with ThreadPoolExecutor(ERASED_AT_ONCE) as pool:
        erasing = (Care.ERASURE, sweep.erase, pool.map, ERASED_AT_ONCE)
        # One after the other, at the pace at which executions may be described.
        resuming = (Care.UNFINISHED, partial(sweep.resume, running=running), map, 1)
        announcing = (Care.ANNOUNCEMENT, sweep.announce_again, map, 1)
        turns = ((erasing, half), (announcing, quarter), (resuming, LAST_S))
        for turn, least_s in (*turns, (erasing, LAST_S), (announcing, LAST_S)):
            care, look_after, mapped, at_once = turn
            rows = ledger.due(care, before=before)
            while seconds_left() >= least_s and (some := list(islice(rows, at_once))):
                outcomes.update(mapped(partial(sweep.attempt, look_after), some))
    counts = {outcome.value: count for outcome, count in outcomes.items()}
    return Swept.model_validate({**counts, "ran_out_of_time": seconds_left() < LAST_S})


@dataclass(frozen=True)
class _Sweep:
    store: ListingStore
    ledger: Ledger
    executions: Executions
    dead_letters: DeadLetters
    now: datetime
    before: datetime  # what moved later is left alone
    report: Callable[[Due, Exception], None]

    def attempt(self, look_after: Callable[[Due], Outcome], due: Due) -> Outcome:
        try:
            return look_after(due)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this row's
            self.report(due, error)
            self.ledger.seen(due, self.now)
            return Outcome.FAILED

    def erase(self, due: Due) -> Outcome:
        rows = self.ledger.until(due.listing_id, due.version)
        if (entry := self._unmoved(due, rows)) is None:
            return Outcome.MOVED
        erase_listing(entry, rows, store=self.store)
        self.ledger.erased(entry, self.now)
        return Outcome.ERASED

    def announce_again(self, due: Due) -> Outcome:
        """Have the row change: the stream brings it to AnnounceSummary behind what is before it."""
        entry = self._unmoved(due, self.ledger.since(due.listing_id, due.version))
        if entry is None or not self.ledger.announce_again(entry, self.now):
            return Outcome.MOVED
        return Outcome.ANNOUNCED_AGAIN

    def resume(self, due: Due, running: Collection[str]) -> Outcome:
        known = None
        if due.status is Status.RUNNING:
            if due.execution_name in running:
                return Outcome.STILL_RUNNING
            known = self.executions.describe(due.execution_name)
        # A function outlasts an execution that was stopped, and may still write.
        if known is not None and (known.ended_at is None or known.ended_at > self.before):
            return Outcome.STILL_RUNNING
        # The row is read after its execution: whatever that wrote is seen.
        rows = self.ledger.since(due.listing_id, due.version)
        if (entry := self._unmoved(due, rows)) is None:
            return Outcome.MOVED
        if is_obsolete(due.version, entry.event_uri, rows):
            self.ledger.superseded(due.listing_id, due.version, entry.event_uri, self.now)
            return Outcome.SUPERSEDED
        body = _kept(entry, self.store)
        if body is not None and known is None:
            start_execution(
                entry,
                ledger=self.ledger,
                executions=self.executions,
                now=self.now,
                received_at=entry.received_at,
            )
            return Outcome.STARTED
        failure = _failure(entry, known)
        if body is not None:
            self.dead_letters.send(body, failure)
        died = self.ledger.died(failure, entry.event_uri, self.now, unmoved=entry)
        return Outcome.DEAD_LETTERED if died else Outcome.MOVED

    def _unmoved(self, due: Due, rows: Sequence[Entry]) -> Entry | None:
        entry = row_of(due.version, rows)
        if entry is None or entry.moved_at > self.before:
            return None
        found = (entry.status, entry.execution_name)
        return entry if found == (due.status, due.execution_name) else None


def _kept(entry: Entry, store: ListingStore) -> str | None:
    try:
        return store.get_event(entry.event_uri)
    except ListingNotFound:
        return None


def _failure(entry: Entry, execution: Execution | None) -> Failure:
    error, cause = "EventNotKept", "Ingest never kept the event: its message waits on a queue."
    if execution is not None:
        error = execution.error or Unseen[execution.status]
        cause = execution.cause or f"The execution ended as {execution.status}, with no cause."
    return Failure(
        error=error,
        cause=cause,
        listing_id=entry.listing_id,
        version=entry.version,
        execution_arn=execution.arn if execution else None,
        state=STATE,
        replays=entry.replays,
    )
