"""Awaiting: how a request waits for the execution of its event."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from summariser.domain.event import ListingEvent
from summariser.domain.ledger import UNFINISHED, Entry, is_obsolete, row_of
from summariser.domain.summary import Status
from summariser.ports import Ledger

# A pause is a tenth of what was waited, so an answer is late by at most that share. In 25 s, the
# longest that a request waits, the ledger is read some 55 times.
SHORTEST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 1.0
SHARE = 0.1


@dataclass(frozen=True)
class Patience:
    """For how many seconds a request waits, by which clock, and how it pauses."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


def await_end(
    event: ListingEvent,
    event_uri: str,
    *,
    ledger: Ledger,
    patience: Patience,
    before: Entry | None = None,
) -> Entry | None:
    """Wait until nothing more is to become of an event, and read its row.

    The row is as it was last seen if patience ended first; None if the event has not arrived. The
    row that was there `before` an event was sent says nothing of it.
    """
    began = patience.clock()
    while True:
        entry = _row_of(event, event_uri, ledger)
        if entry is not None and before is not None and _same(entry, before):
            entry = None
        waited = patience.clock() - began
        ended = entry is not None and entry.status not in UNFINISHED
        if ended or waited >= patience.seconds:
            return entry
        pause = min(max(waited * SHARE, SHORTEST_PAUSE_S), LONGEST_PAUSE_S)
        patience.pause(min(pause, patience.seconds - waited))


def _row_of(event: ListingEvent, event_uri: str, ledger: Ledger) -> Entry | None:
    known = ledger.since(event.listing_id, event.version)
    own = row_of(event.version, known)
    if own is None or own.event_uri != event_uri:
        return None  # the row is of an event before this one, or of one that overtook it
    if own.status in UNFINISHED and is_obsolete(event.version, event_uri, known):
        return own.model_copy(update={"status": Status.SUPERSEDED})
    return own


def _same(entry: Entry, before: Entry) -> bool:
    return (entry.status, entry.moved_at) == (before.status, before.moved_at)
