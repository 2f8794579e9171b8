"""EventQueue: the queues that events come by, and how much of what is scarce each may use."""

from enum import StrEnum


class EventQueue(StrEnum):
    """A queue that ingest takes events from, the most urgent first."""

    INTERACTIVE = "interactive"  # somebody waits for the answer
    LISTING = "listing"
    BACKFILL = "backfill"

    @property
    def share(self) -> float:
        """The share of a minute's requests, and of the open executions, that it may use.

        What a share leaves is kept for the queues before it: a burst delays nobody who waits, and
        a backfill no listing that is published meanwhile.
        """
        return _SHARES[self]


_SHARES = {EventQueue.INTERACTIVE: 1.0, EventQueue.LISTING: 0.9, EventQueue.BACKFILL: 0.5}
