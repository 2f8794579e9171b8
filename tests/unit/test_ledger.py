"""What counts of several events never depends on the order in which they arrive."""

from datetime import timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.event_type import EventType
from summariser.domain.ledger import Entry, received
from summariser.domain.summary import Status
from tests.fakes import LedgerRows
from tests.values import NOON, any_entry

EVENTS = st.builds(
    lambda version, gone, hour, again, content: any_entry(
        version=version,
        event_type=EventType.UNPUBLISHED if gone else EventType.PUBLISHED,
        occurred_at=NOON + timedelta(hours=hour),
        summarise_again=NOON + timedelta(days=again) if again else None,
        event_uri=f"{version}-{gone}-{again}-{content}",
    ),
    st.integers(1, 3),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from("abc"),
)


def arrive(events: list[Entry]) -> dict[int, str]:
    """Let events arrive; returns which one counts of each version."""
    ledger = LedgerRows()
    for event in events:
        ledger.receive(event)
    return {version: row.event_uri for (_, version), row in ledger.rows.items()}


@given(st.lists(EVENTS, max_size=6), st.randoms())
def should_count_the_same_event_in_whatever_order_they_arrive(
    events: list[Entry], random: Random
) -> None:
    unique = list({event.event_uri: event for event in events}.values())
    shuffled = unique + unique[:3]
    random.shuffle(shuffled)
    assert arrive(shuffled) == arrive(unique)


def should_summarise_a_version_again_unless_its_board_changed_or_withdrew_it() -> None:
    again = {"event_uri": "again", "summarise_again": NOON + timedelta(days=1)}
    later = {"event_uri": "once more", "summarise_again": NOON + timedelta(days=2)}
    changed = {"event_uri": "changed", "occurred_at": NOON + timedelta(seconds=1)}
    gone = {"event_uri": "gone", "event_type": EventType.UNPUBLISHED}
    for events, counts in (
        (({}, again), "again"),
        (({}, again, later), "once more"),
        (({}, changed, again), "changed"),
        (({}, gone, again), "gone"),
    ):
        for order in permutations(any_entry(**one) for one in events):
            assert arrive(list(order)) == {1: counts}


def should_count_the_withdrawal_of_a_version_whenever_it_occurred() -> None:
    publish = any_entry(occurred_at=NOON + timedelta(hours=1))
    withdraw = any_entry(event_type=EventType.UNPUBLISHED, event_uri="gone")
    for events in permutations([publish, withdraw]):
        assert arrive(list(events)) == {1: "gone"}


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def should_leave_a_version_alone_when_a_newer_one_is_settled(status: Status) -> None:
    newer = any_entry(version=2, status=status)
    assert received(any_entry(), [newer]).status is Status.SUPERSEDED


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.RUNNING, Status.HELD, Status.DEAD])
def should_work_on_a_version_while_no_newer_one_is_settled(status: Status) -> None:
    newer = any_entry(version=2, status=status)
    assert received(any_entry(), [newer]).status is Status.RECEIVED


def should_work_again_on_an_event_that_was_sent_back_from_the_dead_letters() -> None:
    dead = any_entry(status=Status.DEAD, attempts=1, execution_name="baker-1-v1-2", error="No")
    row = received(any_entry(replays=1), [dead])
    assert (row.status, row.replays, row.attempts) == (Status.RECEIVED, 1, 1)
    assert row.execution_name == "baker-1-v1"


@pytest.mark.parametrize(
    "status", [Status.RUNNING, Status.PUBLISHED, Status.HELD, Status.SUPERSEDED, Status.WITHDRAWN]
)
def should_do_nothing_about_an_event_that_is_delivered_again(status: Status) -> None:
    own = any_entry(status=status)
    assert received(any_entry(), [own]) is own


def should_move_a_version_whose_event_is_delivered_again_before_it_started() -> None:
    later = NOON + timedelta(minutes=20)
    row = received(any_entry(moved_at=later), [any_entry()])
    assert (row.status, row.received_at, row.moved_at) == (Status.RECEIVED, NOON, later)


@given(st.lists(EVENTS, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def should_count_the_same_events_whichever_summaries_are_held(
    events: list[Entry], held: list[bool]
) -> None:
    ledger = LedgerRows()
    for event, hold in zip(events, held, strict=False):
        row = ledger.receive(event)
        if hold and row.status is Status.RECEIVED and not row.withdraws:
            ledger.move(row.listing_id, row.version, row.event_uri, status=Status.HELD)
    assert {version: row.event_uri for (_, version), row in ledger.rows.items()} == arrive(events)


def should_work_on_a_later_event_of_a_version_that_is_held() -> None:
    held = any_entry(status=Status.HELD)
    later = any_entry(event_uri="later", occurred_at=NOON + timedelta(hours=1))
    row = received(later, [held])
    assert (row.status, row.event_uri, row.overtook) == (Status.RECEIVED, "later", None)


def should_remember_where_a_board_stored_every_event_of_a_version() -> None:
    gone = any_entry(status=Status.WITHDRAWN, event_type=EventType.UNPUBLISHED, event_uri="gone")
    late = any_entry(sources=("incoming/1",))
    row = received(late, [gone])
    assert (row.status, row.event_uri, row.sources) == (Status.WITHDRAWN, "gone", ("incoming/1",))
    assert received(late, [row]) is row
    overtaking = any_entry(
        event_uri="later", occurred_at=NOON + timedelta(hours=1), sources=("incoming/2",)
    )
    both = received(overtaking, [late])
    assert (both.event_uri, both.sources) == ("later", ("incoming/1", "incoming/2"))
