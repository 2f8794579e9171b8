"""A sweep meets executions, withdrawals and newer versions at every one of its steps."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.event_type import EventType
from summariser.domain.execution import Execution
from summariser.domain.failure import Failure
from summariser.domain.ledger import Care, Due, Entry
from summariser.domain.summary import Status
from summariser.steps.starting import start_execution
from summariser.steps.sweep_ledger import sweep_ledger
from tests.fakes import ExecutionList, LedgerRows, ListingShelf, SummaryRows
from tests.queues import DeadLetterList
from tests.values import NOON, any_entry, any_execution_input, any_summary

STALLED_AFTER = timedelta(minutes=15)
SWEEP = NOON + timedelta(hours=1)
Act = Callable[["World"], None]


class Interrupted:
    """A port of the sweep, before each of whose calls others may act."""

    def __init__(self, port: Any, turn: Callable[[], None]) -> None:
        self._port = port
        self._turn = turn

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            self._turn()
            return getattr(self._port, name)(*args, **options)

        return call


class IndexedRows(LedgerRows):
    """A ledger whose index is as old as the sweep: DynamoDB's are eventually consistent."""

    def index(self) -> None:
        before = SWEEP - STALLED_AFTER
        self.indexed = {
            care: list(super(IndexedRows, self).due(care, before=before)) for care in Care
        }

    def due(self, care: Care, *, before: datetime) -> Iterator[Due]:  # noqa: ARG002
        return iter(self.indexed[care])


class UnlistedExecutions(ExecutionList):
    """Executions that no list has yet: Step Functions' are eventually consistent."""

    def running(self) -> list[str]:
        return []


class World:
    """One listing, its executions, and whoever else acts on it."""

    def __init__(self, first: Entry) -> None:
        self.ledger = IndexedRows()
        self.table = SummaryRows(self.ledger)
        self.executions = UnlistedExecutions()
        self.store = ListingShelf({first.event_uri: "the event"})
        self.letters = DeadLetterList()
        self.ledger.add(first)
        self.first = first
        self.published = False

    def sweep(self, turn: Callable[[], None]) -> None:
        self.ledger.index()
        sweep_ledger(
            store=Interrupted(self.store, turn),
            ledger=Interrupted(self.ledger, turn),
            executions=Interrupted(self.executions, turn),
            dead_letters=Interrupted(self.letters, turn),
            now=SWEEP,
            stalled_after=STALLED_AFTER,
            seconds_left=lambda: 240.0,
            report=lambda _due, error: (_ for _ in ()).throw(error),
        )

    def end(self, status: str) -> None:
        name = self.first.execution_name
        self.executions.known[name] = Execution(f"arn:{name}", status, ended_at=SWEEP)


def start(world: World, entry: Entry) -> None:
    start_execution(
        entry, ledger=world.ledger, executions=world.executions, now=SWEEP, received_at=None
    )


def starts(world: World) -> None:
    start(world, world.first)


def publishes(world: World) -> None:
    summary = any_summary().model_copy(update={"stored_at": SWEEP})
    status = world.table.publish(summary, "summary", world.first.event_uri)
    world.published = status is Status.PUBLISHED


def succeeds(world: World) -> None:
    world.end("SUCCEEDED")


def holds(world: World) -> None:
    summary = any_summary().model_copy(update={"stored_at": SWEEP})
    world.ledger.held(summary, "held", world.first.event_uri, cause="any")


def sends_its_dead_letter(world: World) -> None:
    failure = Failure("ListingHasNoText", "It is empty.", "baker-1", 1, state="PrepareListing")
    world.letters.send("the event", failure)
    world.ledger.died(failure, world.first.event_uri, SWEEP)


def fails(world: World) -> None:
    world.end("FAILED")


def is_aborted(world: World) -> None:
    world.end("ABORTED")


LIVES: tuple[tuple[Act, ...], ...] = (
    (publishes, succeeds),
    (holds, succeeds),
    (sends_its_dead_letter, fails),
    (is_aborted, publishes),  # its last function was at work when it was aborted
    (starts, publishes, succeeds),
    (starts, starts, holds, succeeds),
)
# How many calls of the sweep come before each act.
PAUSES = st.lists(st.integers(0, 12), min_size=4, max_size=4)


def turns(world: World, life: tuple[Act, ...], pauses: list[int]) -> Iterator[None]:
    for act, pause in zip(life, pauses, strict=False):
        for _ in range(pause):
            yield
        act(world)
    while True:
        yield


def play(world: World, life: tuple[Act, ...], pauses: list[int]) -> None:
    acting = turns(world, life, pauses)
    world.sweep(lambda: next(acting))
    for _ in range(sum(pauses) + 1):  # what the sweep was too quick for
        next(acting)


@given(st.sampled_from(LIVES), st.sampled_from([Status.RECEIVED, Status.RUNNING]), PAUSES)
def should_take_nothing_from_an_execution_that_ends_during_a_sweep(
    life: tuple[Act, ...], status: Status, pauses: list[int]
) -> None:
    world = World(any_entry(status=status))
    if life[0] is not starts:  # its start was perhaps never noted
        world.executions.start("baker-1-v1", any_execution_input())
    play(world, life, pauses)
    row = world.ledger.rows["baker-1", 1]
    if publishes in life:
        assert world.published
        assert row.status is Status.PUBLISHED
    if holds in life:
        assert row.status is Status.HELD
    errors = [failure.error for _, failure in world.letters.letters]
    assert errors == (["ListingHasNoText"] if sends_its_dead_letter in life else [])


@given(st.sampled_from(["FAILED", "TIMED_OUT", "ABORTED", "SUCCEEDED"]), st.integers(0, 12))
def should_lose_nothing_that_ended_unseen_whenever_a_replay_comes(status: str, pause: int) -> None:
    world = World(any_entry(status=Status.RUNNING))
    world.executions.known["baker-1-v1"] = Execution("arn", status, ended_at=NOON)

    def is_replayed(world: World) -> None:
        again = any_entry(replays=1, moved_at=SWEEP)
        row = world.ledger.receive(again)
        if row.status is Status.RECEIVED:
            start(world, row)

    play(world, (is_replayed,), [pause])
    row = world.ledger.rows["baker-1", 1]
    assert row.status in {Status.DEAD, Status.RUNNING}
    assert len(world.letters.letters) == 1


ENDS: dict[Act, Status] = {
    publishes: Status.PUBLISHED,
    holds: Status.HELD,
    is_aborted: Status.RUNNING,
}


@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from(list(ENDS)))
def should_give_up_no_event_that_is_delivered_again_during_a_sweep(
    before: int, between: int, ends: Act
) -> None:
    world = World(any_entry())
    world.store.objects.clear()  # ingest was killed before it kept the event

    def is_received_again(world: World) -> None:
        world.first = world.ledger.receive(any_entry(moved_at=SWEEP))

    def is_kept_and_starts(world: World) -> None:
        if world.first.status is Status.RECEIVED:
            world.store.objects[world.first.event_uri] = "the event"
            starts(world)

    play(world, (is_received_again, is_kept_and_starts, ends), [before, between, 0])
    assert world.ledger.status("baker-1") is ENDS[ends]
    assert world.letters.letters == []


@given(PAUSES)
def should_leave_a_replay_alone_that_comes_between_two_sweeps_at_once(pauses: list[int]) -> None:
    world = World(any_entry(status=Status.RUNNING))
    world.executions.start("baker-1-v1", any_execution_input())
    world.executions.known["baker-1-v1"] = Execution("arn", "TIMED_OUT", ended_at=NOON)

    def is_swept(world: World) -> None:
        world.sweep(lambda: None)

    def is_replayed(world: World) -> None:
        row = world.ledger.receive(any_entry(replays=1, moved_at=SWEEP))
        start(world, row)

    play(world, (is_swept, is_replayed), pauses)
    assert world.ledger.status("baker-1") is Status.RUNNING
    assert world.executions.describe("baker-1-v1-2") is not None


@given(PAUSES)
def should_erase_what_is_withdrawn_and_leave_a_newer_version_alone(pauses: list[int]) -> None:
    gone = any_entry(event_type=EventType.UNPUBLISHED, status=Status.WITHDRAWN)
    world = World(gone)

    def is_published_again(world: World) -> None:
        newer = any_entry(version=2, moved_at=SWEEP)
        world.ledger.receive(newer)
        world.store.objects[newer.event_uri] = "the newer event"

    play(world, (is_published_again,), pauses)
    assert world.store.objects == {"baker-1/2/event": "the newer event"}
    assert world.ledger.rows["baker-1", 1].erased_at == SWEEP
