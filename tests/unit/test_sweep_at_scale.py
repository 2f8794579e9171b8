"""What a sweep of a ledger of half a million rows costs in time and memory, by a clock that is set.

Rows are made when they are read. Each call takes as long as AWS's quotas and usual latencies say.
"""

# ruff: noqa: ARG002  # the ports name what these have no use for

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import pytest

from summariser.domain.errors import ServiceUnavailable
from summariser.domain.execution import Execution, ExecutionInput
from summariser.domain.failure import Failure
from summariser.domain.ledger import Care, Due, Entry, care_of
from summariser.domain.summary import Status
from summariser.steps.sweep_ledger import ERASED_AT_ONCE, Swept, sweep_ledger
from tests.fakes import ListingShelf
from tests.queues import DeadLetterList
from tests.values import NOON, any_entry

ROWS = 500_000
FUNCTION_S = 240.0  # its time-out
MEMORY = 256 * 1024 * 1024  # of the function's 512 MB, boto3 and the layer have the rest
SWEEP_EVERY = timedelta(minutes=5)
PAGE_OF_DUE = 6_000  # rows of the index in 1 MB
DESCRIBE_S = (
    0.1  # 10 a second: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
)
LIST_S = 0.2  # 5 pages a second, of 1,000 executions each
CALL_S = 0.02  # any other
ERASE_S = 0.15


@dataclass
class Clock:
    now: datetime = NOON
    left_s: float = FUNCTION_S
    lock: Lock = field(default_factory=Lock)

    def take(self, seconds: float) -> None:
        with self.lock:
            self.now += timedelta(seconds=seconds)
            self.left_s -= seconds
            assert self.left_s > 0, "the function ran out of time"


@dataclass(frozen=True)
class Kinds:
    """How many rows there are of each kind that is due."""

    withdrawn: int = 0
    running: int = 0
    ended_unseen: int = 0
    never_started: int = 0
    broken: int = 0


STATUS = {"withdrawn": Status.WITHDRAWN, "never_started": Status.RECEIVED}


@dataclass
class GreatLedger:
    """A `Ledger` of half a million rows, of which it remembers those that moved."""

    clock: Clock
    kinds: Kinds
    done: set[str] = field(default_factory=set)
    seen_at: dict[str, datetime] = field(default_factory=dict)

    def adopt(self, *, before: datetime) -> None:
        self.clock.take(CALL_S)

    def due(self, care: Care, *, before: datetime) -> Iterator[Due]:
        read = 0
        for kind, count in vars(self.kinds).items():
            status = STATUS.get(kind, Status.RUNNING)
            for number in range(count if care_of(status) is care else 0):
                name = f"{kind}-{number}"
                if name not in self.done and self.seen_at.get(name, NOON) <= before:
                    self.clock.take(0.0 if read % PAGE_OF_DUE else CALL_S)
                    read += 1
                    yield Due(name, 1, status, name)

    def since(self, listing_id: str, version: int) -> list[Entry]:
        self.clock.take(CALL_S)
        return [self._row(listing_id)]

    until = since

    def seen(self, due: Due, now: datetime) -> None:
        self.clock.take(CALL_S)
        self.seen_at[due.listing_id] = now

    def erased(self, entry: Entry, now: datetime) -> None:
        self._move(entry.listing_id)

    def started(self, entry: Entry, name: str, attempt: int, now: datetime) -> None:
        self._move(entry.listing_id)

    def died(
        self, failure: Failure, event_uri: str, now: datetime, *, unmoved: Entry | None = None
    ) -> bool:
        self._move(str(failure.listing_id))
        return True

    def _move(self, listing_id: str) -> None:
        self.clock.take(CALL_S)
        self.done.add(listing_id)

    def _row(self, name: str) -> Entry:
        status = STATUS.get(name.partition("-")[0], Status.RUNNING)
        found = Status.PUBLISHED if name in self.done else status
        return any_entry(name, status=found, execution_name=name)


@dataclass
class GreatMachine:
    """`Executions` of as many as the ledger has; some cannot be described."""

    clock: Clock
    kinds: Kinds

    def running(self) -> frozenset[str]:
        self.clock.take(LIST_S * (1 + self.kinds.running // 1000))
        return frozenset(f"running-{number}" for number in range(self.kinds.running))

    def describe(self, name: str) -> Execution | None:
        self.clock.take(DESCRIBE_S)
        if name.startswith("broken"):
            raise ServiceUnavailable("states:DescribeExecution", "InternalServerError")
        return Execution(f"arn:{name}", "TIMED_OUT", ended_at=NOON)

    def start(self, name: str, execution_input: ExecutionInput) -> tuple[str, int]:
        self.clock.take(CALL_S)
        return name, 1


class GreatStore(ListingShelf):
    clock: Clock

    def get_event(self, uri: str) -> str:
        self.clock.take(CALL_S)
        return "the event"

    def erase(self, listing_id: str, version: int) -> None:
        self.clock.take(ERASE_S / ERASED_AT_ONCE)


def sweeps(kinds: Kinds, times: int) -> tuple[list[Swept], GreatLedger]:
    clock = Clock()
    ledger, store = GreatLedger(clock, kinds), GreatStore()
    store.clock = clock
    found = []
    ports: dict[str, Any] = {"store": store, "ledger": ledger, "dead_letters": DeadLetterList()}
    ports["executions"] = GreatMachine(clock, kinds)
    for number in range(times):
        clock.now, clock.left_s = NOON + timedelta(hours=1) + number * SWEEP_EVERY, FUNCTION_S
        swept = sweep_ledger(
            **ports,
            now=clock.now,
            stalled_after=timedelta(minutes=15),
            seconds_left=lambda: clock.left_s,
            report=lambda _due, _error: None,
        )
        found.append(swept)
    return found, ledger


def should_look_after_everything_that_is_due_within_three_sweeps() -> None:
    kinds = Kinds(
        withdrawn=4_000, running=5_000, ended_unseen=1_000, never_started=1_000, broken=50
    )
    found, ledger = sweeps(kinds, 3)
    assert [swept.ran_out_of_time for swept in found] == [True, True, False]
    assert sum(swept.erased for swept in found) == kinds.withdrawn
    assert sum(swept.dead_lettered for swept in found) == kinds.ended_unseen
    assert sum(swept.started for swept in found) == kinds.never_started
    assert len(ledger.seen_at) == kinds.broken
    assert found[0].erased
    assert found[0].still_running == kinds.running


def should_end_in_time_when_every_row_runs_or_every_row_is_to_be_erased() -> None:
    (swept,), _ = sweeps(Kinds(running=ROWS), 1)
    assert swept == Swept(still_running=ROWS)
    (swept,), _ = sweeps(Kinds(withdrawn=ROWS), 1)
    assert swept.ran_out_of_time
    assert swept.erased > 1_000


@pytest.mark.parametrize("kinds", [Kinds(running=ROWS // 10), Kinds(withdrawn=ROWS // 10)])
def should_hold_no_more_in_memory_than_the_names_of_what_runs(kinds: Kinds) -> None:
    tracemalloc.start()
    try:
        sweeps(kinds, 1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY / 10
