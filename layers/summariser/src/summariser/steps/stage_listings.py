"""StageListings: the records of a part are checked, and sent as events to the backfill queue."""

from collections.abc import Callable
from datetime import datetime, timedelta

from summariser.domain.backfill import (
    Backfill,
    Hours,
    InvalidBackfill,
    PartRecord,
    Rejected,
    StagedEvent,
    StagedPart,
)
from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event import ListingEvent
from summariser.domain.message import parse_event
from summariser.ports.backfill import BackfillQueue, BackfillStore
from summariser.records.json_text import NotJson, parse_json
from summariser.records.packing import NotSendable, pack
from summariser.records.record import Record
from summariser.records.submission import submit
from summariser.steps.backfill_states import StageListingsInput, StageListingsOutput

# Ingest starts some 16 executions a second of the backfill, so the queue lasts until the next look;
# what is not on it can be stopped, and waits for its hours.
MOST_ON_THE_QUEUE = 3000
NEXT_LOOK = timedelta(minutes=2)


def stage_listings(
    step_input: StageListingsInput,
    *,
    store: BackfillStore,
    queue: BackfillQueue,
    hours: Hours | None,
    now: datetime,
) -> StageListingsOutput:
    """Stage a part, unless it is done, or has to wait for its hours or for room on the queue.

    What cannot be read goes to the part's report. A part that was staged and not noted is staged
    again, and the ledger knows its events. Raises `InvalidBackfill` if there is no such backfill.
    """
    backfill_id, part = step_input.backfill_id, store.part_of(step_input.part_key)
    staged = store.find_staged(backfill_id, part)
    if staged is None:
        later = hours.opens(now) if hours is not None else None
        if later is None and queue.length() > MOST_ON_THE_QUEUE:
            later = now + NEXT_LOOK
        if later is not None:
            return StageListingsOutput(
                staged=0, rejected=0, wait_until=later.replace(microsecond=0)
            )
        backfill = store.find(backfill_id)
        if backfill is None:
            raise InvalidBackfill(f"There is no backfill {backfill_id}.")
        staged = _stage(backfill, part, store=store, queue=queue, now=now)
    return StageListingsOutput(staged=len(staged.events), rejected=staged.rejected)


def _stage(
    backfill: Backfill, part: int, *, store: BackfillStore, queue: BackfillQueue, now: datetime
) -> StagedPart:
    bodies, events, rejected = [], [], []
    for record in store.get_part(backfill.backfill_id, part):
        try:
            body, event = event_of(record, backfill.started_at, store.put_incoming)
        except (EventNotUnderstood, NotSendable) as error:
            reason = str(error)
            rejected.append(Rejected(source=record.source, number=record.number, reason=reason))
        else:
            bodies.append(body)
            events.append(
                StagedEvent(
                    listing_id=event.listing_id,
                    version=event.version,
                    event_uri=store.event_uri(event),
                    spent_usd=record.spent_usd,
                )
            )
    queue.send(bodies)
    if rejected:
        store.put_rejected(backfill.backfill_id, part, rejected)
    staged = StagedPart(part=part, events=tuple(events), rejected=len(rejected), staged_at=now)
    store.put_staged(backfill.backfill_id, staged)
    return staged


def event_of(
    record: PartRecord, occurred_at: datetime, put_incoming: Callable[[bytes], str]
) -> tuple[str, ListingEvent]:
    """Make the message of a record; a listing without an event occurred when the backfill began.

    Raises `EventNotUnderstood` and `NotSendable`.
    """
    try:
        content = parse_json(record.text)
    except NotJson:
        content = None
    content = content if isinstance(content, dict) else None
    origin = f"{record.source}, number {record.number}"
    submission = submit(Record(origin, record.text, content, record.defect), occurred_at)
    body = pack(submission, put_incoming)
    return body, parse_event(body)
