"""Waiting: when an event that may not start yet comes back, and for how long it may wait in all.

An event waits as a new message on its queue. A message that waits by its visibility counts as
received, for at most 12 hours and 1,000 times, and only 120,000 of a queue may:
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
"""

import math
from contextlib import suppress
from datetime import datetime, timedelta

from summariser.domain.event_queue import EventQueue

# As long as SQS keeps a message; objects below incoming/ are kept a day longer.
LONGEST_WAIT = timedelta(days=14)
# From here on the stack reports the event: an alarm says so.
LONG_WAIT = timedelta(hours=6)
SHORTEST_DELAY_S = 4
# Nobody waits for a backfill, and a thousand events that look every few seconds whether they may
# start keep ingest from those that may.
SHORTEST_OF_A_BACKFILL_S = 60
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
LONGEST_DELAY_S = 900


def delay_s(waited: timedelta, *, queue: EventQueue, at_least_s: int, drawn: float) -> int:
    """Return after how many seconds an event comes back, given a random number from 0 to 1.

    It waits at most half as long again as it has waited, so that a burst of hours costs few
    messages, and a short one little time. Half of the delay is drawn, lest all come back together.
    """
    shortest = SHORTEST_OF_A_BACKFILL_S if queue is EventQueue.BACKFILL else SHORTEST_DELAY_S
    longest = min(max(waited.total_seconds() / 2, shortest), LONGEST_DELAY_S)
    return min(math.ceil(at_least_s + longest * (1 + drawn) / 2), LONGEST_DELAY_S)


def waiting_since(attribute: str | None, *, sent_at: datetime) -> datetime:
    """Read when an event was first sent; a message that is no deferred one says it by `sent_at`."""
    with suppress(ValueError):
        since = datetime.fromisoformat(attribute or "")
        if since.tzinfo:
            return since
    return sent_at
