"""Messages of any shape go through ingest, and each ends in exactly one place.

1,000 of them; `pytest --hypothesis-profile thorough` sends 10,000.
"""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import event as note
from hypothesis import strategies as st

from summariser.steps.ingest_listing import Message, ingest_listing
from tests.fakes import ExecutionList, LedgerRows, ListingShelf
from tests.queues import DeadLetterList, MinuteQuota, WaitingList
from tests.values import NOON

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
LAID_DOWN = "s3://bucket/incoming/one.json"


def maybe(expected: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give what is expected nearly always, and else anything."""
    return st.integers(0, 29).flatmap(lambda number: expected if number else JSON)


TYPES = st.sampled_from(["listing.published", "listing.updated", "listing.unpublished"])
TIMES = st.datetimes().map(lambda time: f"{time.isoformat()}Z")
FIELDS = {"title": maybe(st.text(max_size=20)), "company": maybe(st.none() | st.text(max_size=20))}
TEXT = {"description": maybe(st.text(max_size=80))}
LISTINGS = st.fixed_dictionaries(TEXT, optional=FIELDS)
POSTINGS = st.fixed_dictionaries({"@type": st.just("JobPosting"), **TEXT}, optional=FIELDS)


EVENTS = st.fixed_dictionaries(
    {
        "type": maybe(TYPES),
        "listing_id": maybe(st.text(min_size=1, max_size=20) | st.integers(0, 10**6)),
        "version": maybe(st.integers(1, 10**15)),
        "occurred_at": maybe(TIMES),
    },
    optional={"detail": maybe(st.none())},
)
WHERE = st.sampled_from(["listing", "listing_uri"]).flatmap(
    lambda name: st.fixed_dictionaries(
        {name: maybe(LISTINGS | POSTINGS if name == "listing" else st.just(LAID_DOWN))}
    )
)
BODIES = st.text() | (EVENTS | JSON).map(json.dumps)


@pytest.mark.timeout(600)  # of the thorough profile, on a busy machine
@settings(max_examples=10 * settings().max_examples, suppress_health_check=list(HealthCheck))
@given(BODIES)
def should_accept_every_message_or_give_it_a_reason(body: str) -> None:
    store = ListingShelf({LAID_DOWN: '{"description": "You bake bread."}'})
    ledger, executions = LedgerRows(), ExecutionList()
    dead_letters, delayed_retry = DeadLetterList(), WaitingList()
    ingest_listing(
        Message(body, NOON),
        store=store,
        ledger=ledger,
        executions=executions,
        dead_letters=dead_letters,
        quota=MinuteQuota(),
        capacity=MinuteQuota(),
        delayed_retry=delayed_retry,
        now=NOON,
    )
    note("accepted" if executions.started else "dead letter")
    assert len(executions.started) + len(dead_letters.letters) == 1
    assert len(ledger.rows) == len(executions.started)
    for dead, failure in dead_letters.letters:
        assert dead == body
        assert failure.error
        assert failure.cause
