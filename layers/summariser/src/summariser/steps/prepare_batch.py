"""PrepareBatch: the listings of a part of a backfill become the requests of a batch job."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from summariser.core.batch import WaitingRecord, batch_attempt, fitting, job_of, record_line
from summariser.core.draft import write_request
from summariser.core.plan import make_plan
from summariser.core.request import ModelRequest
from summariser.domain.batch import PreparedPart, job_name
from summariser.domain.errors import PermanentError
from summariser.domain.message import parse_event, parse_listing
from summariser.domain.profiles import Profile
from summariser.llm.batch_quotas import BatchQuotas
from summariser.llm.models import Model
from summariser.ports import ListingStore, Meter
from summariser.ports.backfill import BackfillQueue
from summariser.ports.batch import BatchJobs, BatchStore
from summariser.preparation.prepare import prepare_document
from summariser.steps.batch_states import PrepareBatchInput, PrepareBatchOutput

AT_ONCE = 8

ModelInput = Callable[[ModelRequest], Mapping[str, Any]]


def prepare_batch(
    step_input: PrepareBatchInput,
    *,
    batches: BatchStore,
    jobs: BatchJobs,
    queue: BackfillQueue,
    writer: "RecordWriter",
    quotas: BatchQuotas,
    stage: str,
) -> PrepareBatchOutput:
    """Write down the requests of a part's listings; every other event goes on demand at once.

    Those are what `RecordWriter` leaves out, what repeats a text of the part, what the part has no
    room for, and all of a part that comes when its job is reserved, and may be running. A part that
    was prepared and not noted is prepared again, and the ledger knows its events. Raises
    `ListingNotFound` where there are no such events.
    """
    backfill_id, part = step_input.backfill_id, step_input.part
    job = job_of(part, quotas)
    known = batches.find_prepared(backfill_id, job=job, part=part)
    if known is None:
        bodies = batches.get_events(step_input.events_uri)
        late = jobs.find(job_name(stage, backfill_id, job)) is not None
        written = [None] * len(bodies) if late else writer.write_all(bodies)
        chosen = _chosen(written, quotas)
        queue.send([body for body, one in zip(bodies, chosen, strict=True) if one is None])
        records = [one for one in chosen if one is not None]
        known = PreparedPart(
            job=job,
            part=part,
            model=writer.chain[0].name,
            records=len(records),
            on_demand=len(bodies) - len(records),
        )
        batches.put_part(
            backfill_id,
            known,
            lines=[one.line for one in records],
            waiting=[one.waiting for one in records],
        )
    return PrepareBatchOutput(records=known.records, on_demand=known.on_demand)


@dataclass(frozen=True)
class Written:
    """A record as the job reads it, and what waits for its answer."""

    line: bytes
    waiting: WaitingRecord


@dataclass(frozen=True)
class RecordWriter:
    """Writes the records of listings that one call of the chain's first model answers."""

    listings: ListingStore
    meter: Meter
    chain: Sequence[Model]
    last_resort: Model
    profiles: Sequence[Profile]
    model_input: ModelInput
    ceiling_usd: float  # of a day; 0 is none

    def write_all(self, bodies: Sequence[str]) -> list[Written | None]:
        """Write a record for each event; none once the day's ceiling is reached."""
        if 0 < self.ceiling_usd <= self.meter.spent_usd():
            return [None] * len(bodies)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(self.write, bodies))

    def write(self, body: str) -> Written | None:
        """Write the record of an event; None where it goes on demand.

        It does where it cannot be read or has nothing to summarise, so that the one path says why;
        where its listing is longer than the window, or has an accepted draft already.
        """
        try:
            waiting = self._waiting(body)
        except PermanentError:
            return None
        if waiting is None:
            return None
        attempt = batch_attempt(waiting.document, waiting.plan, self.chain[0], self.profiles)
        if attempt is None:
            return None
        asked = self.model_input(write_request(attempt))
        return Written(record_line(waiting.record_id, asked), waiting)

    def _waiting(self, body: str) -> WaitingRecord | None:
        event = parse_event(body)
        listing = event.listing
        if event.listing_uri is not None:
            listing = parse_listing(self.listings.get_incoming(event))
        if listing is None:
            return None
        document = prepare_document(listing, listing_id=event.listing_id, version=event.version)
        plan = make_plan(
            document,
            self.chain,
            (),
            profiles=self.profiles,
            last_resort=self.last_resort,
            correction=self.meter.correction,
        )
        uri = self.listings.listing_uri(event)  # drafts are beside its folder
        if self.listings.find_draft(document_uri=uri, content=plan.content) is not None:
            return None
        return WaitingRecord(body=body, document=document, plan=plan)


def _chosen(written: Sequence[Written | None], quotas: BatchQuotas) -> list[Written | None]:
    """Leave out what repeats the text of an earlier record, and what a part has no room for."""
    seen: set[str] = set()
    once: list[Written | None] = []
    for one in written:
        repeated = one is not None and one.waiting.record_id in seen
        once.append(None if repeated else one)
        if one is not None:
            seen.add(one.waiting.record_id)
    fits = fitting((one.line for one in once if one is not None), quotas)
    return [one if one is not None and next(fits) else None for one in once]
