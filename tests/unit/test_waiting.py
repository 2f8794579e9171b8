"""How long events wait for room, and a burst of six hours in simulated time."""

import heapq
import random
from collections import Counter
from datetime import datetime, timedelta

from summariser.domain.event_queue import EventQueue
from summariser.domain.waiting import LONGEST_DELAY_S, delay_s, waiting_since
from summariser.steps.ingest_listing import Message, ingest_listing
from tests.fakes import ExecutionList, LedgerRows, ListingShelf
from tests.queues import DeadLetterList, MinuteQuota
from tests.values import NOON, any_event_body

VISIBLE_AGAIN = timedelta(minutes=3)  # the listing queue's visibility timeout


def delay(
    waited_s: float,
    *,
    queue: EventQueue = EventQueue.LISTING,
    at_least_s: int = 0,
    drawn: float = 1.0,
) -> int:
    waited = timedelta(seconds=waited_s)
    return delay_s(waited, queue=queue, at_least_s=at_least_s, drawn=drawn)


def should_let_a_backfill_wait_in_peace_and_come_back_in_no_herd() -> None:
    delays = [delay(0, queue=EventQueue.BACKFILL, drawn=drawn) for drawn in (0.0, 0.5, 1.0)]
    assert delays == [30, 45, 60]
    assert delay(3600, queue=EventQueue.BACKFILL) == delay(3600)


def should_wait_at_most_half_as_long_again_as_an_event_has_waited() -> None:
    assert [delay(waited) for waited in (-5, 0, 60, 600, 86_400)] == [4, 4, 30, 300, 900]
    assert [delay(600, drawn=drawn) for drawn in (0.0, 0.5)] == [150, 225]


def should_wait_until_the_minute_is_over_and_no_longer_than_a_queue_can_delay() -> None:
    assert delay(0, at_least_s=30) == 34
    assert delay(86_400, at_least_s=60) == LONGEST_DELAY_S


def should_read_since_when_an_event_waits_and_believe_no_nonsense() -> None:
    since = NOON - timedelta(days=1)
    assert waiting_since(since.isoformat(), sent_at=NOON) == since
    for attribute in (None, "", "yesterday", "2026-11-22T12:00:00"):
        assert waiting_since(attribute, sent_at=NOON) == NOON


class Burst:
    """A queue, ingest and a model's quota in simulated time; executions take no time."""

    def __init__(self, *, per_minute: int) -> None:
        self.per_minute = per_minute
        self.now = NOON
        self.queue: list[tuple[datetime, int, Message]] = []
        self.store, self.ledger = ListingShelf(), LedgerRows()
        self.executions, self.dead_letters = ExecutionList(), DeadLetterList()
        self.receipts: Counter[str] = Counter()
        self.killed_after_sending = 0  # how often ingest will be, before its message is deleted
        self._admitted: Counter[str] = Counter()
        self._random = random.Random(1)  # noqa: S311
        self._sent = 0

    def admits(self, share: float) -> bool:
        minute = f"{self.now:%d %H:%M}"
        if self._admitted[minute] >= max(1, round(self.per_minute * share)):
            return False
        self._admitted[minute] += 1
        return True

    def defer(
        self,
        body: str,
        *,
        replays: int,
        queue: EventQueue,
        waiting_since: datetime,
        at_least_s: int,
    ) -> None:
        waited, drawn = self.now - waiting_since, self._random.random()
        after = delay_s(waited, queue=queue, at_least_s=at_least_s, drawn=drawn)
        message = Message(body, waiting_since, replays, queue)
        self.send(message, timedelta(seconds=after))
        if self.killed_after_sending:
            self.killed_after_sending -= 1
            self.send(message, VISIBLE_AGAIN)

    def send(self, message: Message, after: timedelta) -> None:
        self._sent += 1
        heapq.heappush(self.queue, (self.now + after, self._sent, message))

    def run(self, until: datetime) -> None:
        while self.queue and self.queue[0][0] <= until:
            self.now, _, message = heapq.heappop(self.queue)
            self.receipts[message.body] += 1
            ingest_listing(
                message,
                store=self.store,
                ledger=self.ledger,
                executions=self.executions,
                dead_letters=self.dead_letters,
                quota=self,
                capacity=MinuteQuota(),
                delayed_retry=self,
                now=self.now,
            )


def should_publish_or_keep_waiting_every_event_of_six_hours_at_ten_times_the_quota() -> None:
    burst = Burst(per_minute=1)
    minutes, per_minute = 6 * 60, 10
    for number in range(minutes * per_minute):
        at = timedelta(minutes=number / per_minute)
        burst.send(Message(any_event_body(listing_id=f"baker-{number}"), NOON + at), at)
    burst.run(NOON + timedelta(minutes=minutes, seconds=-1))
    assert not burst.dead_letters.letters
    assert len(burst.executions.started) == minutes
    assert len(burst.executions.started) + len(burst.queue) == minutes * per_minute
    assert max(burst.receipts.values()) > 16  # after which Lambda takes a message for a loop
    assert burst.receipts.total() < 40 * minutes * per_minute


def should_start_one_execution_of_each_event_that_waits_several_times() -> None:
    burst = Burst(per_minute=1)
    burst.killed_after_sending = 40
    names = [f"baker-{number}" for number in range(10)]
    for name in names:
        burst.send(Message(any_event_body(listing_id=name), NOON), timedelta())
    burst.run(NOON + timedelta(hours=6))
    assert not burst.killed_after_sending
    assert not burst.queue
    started = [execution.listing_id for execution in burst.executions.started.values()]
    assert sorted(started) == sorted(names)
    assert not burst.dead_letters.letters
