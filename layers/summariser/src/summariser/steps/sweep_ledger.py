"""SweepLedger: what stood still too long goes on, or goes to the dead letters with the reason.

It finds what no Catch sees: a start that never happened, an execution that was aborted or ran out
of time, a dead letter that could not be sent, and text that a stopped execution still wrote.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from summariser.domain.errors import ListingNotFound
from summariser.domain.ledger import UNFINISHED, Entry
from summariser.domain.summary import Status
from summariser.ports import DeadLetters, Execution, Executions, Failure, Ledger, ListingStore
from summariser.steps.starting import start_execution

STATE = "SweepLedger"  # where its dead letters come from
# How long a withdrawn listing's row is looked at: far longer than any function runs.
ERASED_AGAIN_WITHIN = timedelta(days=7)


class Unseen(StrEnum):
    """What no Catch sees, as the error of a dead letter, by the execution's status."""

    FAILED = "ExecutionFailed"
    TIMED_OUT = "ExecutionTimedOut"
    ABORTED = "ExecutionAborted"
    SUCCEEDED = "ExecutionLeftNoTrace"


class Swept(BaseModel):
    """How many versions a sweep found and what it did about them."""

    model_config = ConfigDict(defer_build=True)

    started: int = 0
    still_running: int = 0
    superseded: int = 0
    dead_lettered: int = 0
    erased: int = 0


def sweep_ledger(
    *,
    store: ListingStore,
    ledger: Ledger,
    executions: Executions,
    dead_letters: DeadLetters,
    now: datetime,
    stalled_after: timedelta,
) -> Swept:
    """Look after every version that stands still for too long; twice does no more than once."""
    swept = Swept()
    before = now - stalled_after
    stalled = [entry for status in UNFINISHED for entry in ledger.standing(status, before=before)]
    for entry in stalled:
        running = entry.status is Status.RUNNING
        known = executions.describe(entry.execution_name) if running else None
        if known is not None and known.status == "RUNNING":
            swept.still_running += 1
        elif ledger.is_obsolete(entry.listing_id, entry.version, entry.event_uri):
            ledger.superseded(entry.listing_id, entry.version, entry.event_uri, now)
            swept.superseded += 1
        elif (body := _kept(entry, store)) is not None and known is None:
            start_execution(entry, ledger=ledger, executions=executions, now=now)
            swept.started += 1
        else:
            failure = _failure(entry, known)
            if body is not None:
                dead_letters.send(body, failure)
            ledger.died(failure, entry.event_uri, now)
            swept.dead_lettered += 1
    since = now - ERASED_AGAIN_WITHIN
    for entry in ledger.standing(Status.WITHDRAWN, before=before, since=since):
        if entry.erased_at is None:
            store.erase(entry.listing_id)
            ledger.erased(entry, now)
            swept.erased += 1
    return swept


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
