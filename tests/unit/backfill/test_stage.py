"""What is staged of a part, and when."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from summariser.domain.backfill import Backfill, BackfillRequest, Hours, InvalidBackfill, PartRecord
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.message import parse_event
from summariser.steps.backfill_states import StageListingsInput, StageListingsOutput
from summariser.steps.stage_listings import MOST_ON_THE_QUEUE, stage_listings
from tests.fakes.backfill import BackfillShelf, BulkQueue

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
BEGAN = NOON - timedelta(hours=1)
LISTING = {"listing_id": "a", "description": "You bake bread."}


def any_store(*records: object) -> BackfillShelf:
    """Make a store with a part of these records, each JSON or a text."""
    store = BackfillShelf()
    store.put(
        Backfill(
            backfill_id="b1",
            request=BackfillRequest(source="s3://bucket/incoming/x.jsonl"),
            started_at=BEGAN,
        )
    )
    store.parts["b1", 1] = [
        PartRecord(
            source="s3://bucket/incoming/x.jsonl",
            number=number,
            text=it if isinstance(it, str) else json.dumps(it),
        ).model_dump_json()
        for number, it in enumerate(records, start=1)
    ]
    return store


def stage(store: BackfillShelf, queue: BulkQueue, **changes: Any) -> StageListingsOutput:
    step_input = StageListingsInput(
        execution_name="b1", backfill_id="b1", part_key="backfills/b1/parts/000001.jsonl"
    )
    how: dict[str, Any] = {"hours": None, "now": NOON} | changes
    return stage_listings(step_input, store=store, queue=queue, **how)


def should_send_a_listing_as_an_event_that_occurred_when_the_backfill_began() -> None:
    store, queue = any_store(LISTING), BulkQueue()
    assert stage(store, queue).staged == 1
    event = parse_event(queue.bodies[0])
    assert (event.listing_id, event.version, event.occurred_at) == ("a", 1, BEGAN)
    (staged,) = store.staged["b1", 1].events
    assert staged.event_uri == store.event_uri(event)


def should_send_an_event_as_it_is() -> None:
    own = {
        "type": "listing.updated",
        "version": 4,
        "occurred_at": "2026-11-01T00:00:00Z",
        "listing": LISTING,
    }
    queue = BulkQueue()
    stage(any_store(own), queue)
    assert json.loads(queue.bodies[0]) == own


def should_report_what_cannot_be_read_and_send_the_rest() -> None:
    store = any_store("not json", LISTING, {"listing_id": "b"}, {"description": "No id."})
    queue = BulkQueue()
    output = stage(store, queue)
    assert (output.staged, output.rejected, len(queue.bodies)) == (1, 3, 1)
    rejected = store.rejected["b1", 1]
    assert [one.number for one in rejected] == [1, 3, 4]
    assert "is not JSON" in rejected[0].reason
    assert "description" in rejected[1].reason
    assert "give `listing_id`" in rejected[2].reason


def should_send_a_listing_that_is_too_long_by_reference() -> None:
    store, queue = any_store(LISTING | {"description": "You bake. " * 200_000}), BulkQueue()
    stage(store, queue)
    event = parse_event(queue.bodies[0])
    assert event.listing is None
    assert (event.listing_uri or "").removeprefix("s3://bucket/") in store.objects


def should_stage_a_part_once() -> None:
    store, queue = any_store(LISTING), BulkQueue()
    assert stage(store, queue) == stage(store, queue)
    assert len(queue.bodies) == 1


def should_stage_the_same_events_again_if_it_was_killed_before_it_noted_them() -> None:
    class Broken(BulkQueue):
        def send(self, bodies: Any) -> None:
            super().send(bodies)
            raise ServiceUnavailable("sqs:SendMessageBatch", "InternalError")

    store, broken, queue = any_store(LISTING), Broken(), BulkQueue()
    with pytest.raises(ServiceUnavailable):
        stage(store, broken)
    assert store.staged == {}
    stage(store, queue, now=NOON + timedelta(hours=1))
    assert queue.bodies == broken.bodies


def should_wait_for_its_hours() -> None:
    store, queue = any_store(LISTING), BulkQueue()
    output = stage(store, queue, hours=Hours(22, 6))
    assert output.model_dump(mode="json")["wait_until"] == "2026-12-01T22:00:00Z"
    assert (queue.bodies, store.staged) == ([], {})
    assert stage(store, queue, hours=Hours(22, 6), now=NOON + timedelta(hours=10)).staged == 1


def should_wait_for_room_on_the_queue() -> None:
    store, queue = any_store(LISTING), BulkQueue(waiting=MOST_ON_THE_QUEUE + 1)
    assert stage(store, queue).wait_until == NOON + timedelta(minutes=2)
    assert (queue.bodies, store.staged) == ([], {})
    queue.waiting = MOST_ON_THE_QUEUE
    assert stage(store, queue).wait_until is None


def should_know_no_part_of_a_backfill_that_never_began() -> None:
    with pytest.raises(InvalidBackfill, match="no backfill b1"):
        stage(BackfillShelf(), BulkQueue())
