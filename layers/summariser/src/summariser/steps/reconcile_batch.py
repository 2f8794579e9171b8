"""ReconcileBatch: every record of a job that ended is accounted for, and its event goes on.

An answer becomes a draft where WriteSummary finds it, which checks it as any other. A record that
has none, or one of no use, has no draft: the one path asks on demand. Whatever is killed on the way
is done again, with the same result: drafts are written over, a call is metered once, and the ledger
knows an event that it has seen.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from summariser.core.batch import WaitingRecord, batch_attempt
from summariser.core.calling import call_model
from summariser.core.draft import write_draft
from summariser.domain.batch import BatchJob, JobStatus
from summariser.domain.errors import MODEL_FAILURES
from summariser.domain.ledger import is_settled
from summariser.domain.message import parse_event
from summariser.domain.profiles import Profile
from summariser.llm.metering import Call
from summariser.llm.models import Model
from summariser.llm.text_model import TextModel
from summariser.ports import Ledger, ListingStore
from summariser.ports.backfill import BackfillQueue
from summariser.ports.batch import (
    BatchInference,
    BatchJobs,
    BatchMeter,
    BatchStore,
)
from summariser.steps.batch_states import ReconcileBatchOutput

AT_ONCE = 8
LAST_S = 120.0  # enough for a part of a thousand records
GIVEN_UP_AFTER = timedelta(hours=6)  # without a try; SubmitBatch tries every few minutes

Answering = Callable[[str, Mapping[str, Any]], TextModel]
Report = Callable[[BatchJob, JobStatus, int], None]


def reconcile_batch(
    *,
    jobs: BatchJobs,
    inference: BatchInference,
    reconciler: "Reconciler",
    report: Report,
    now: datetime,
    seconds_left: Callable[[], float],
) -> ReconcileBatchOutput:
    """Account for every record of the jobs that ended, part by part while there is time.

    What is left is the next invocation's. `report` gets each job, how it ended, and how many drafts
    came of the parts that were reconciled last.
    """
    known = jobs.open()
    totals: Counter[str] = Counter()
    for opened in known:
        job, status = _ended(opened, jobs=jobs, inference=inference, now=now)
        if status is None:
            continue
        drafts = 0
        for done, part in list(enumerate(job.parts, start=1))[job.reconciled :]:
            if seconds_left() < LAST_S:
                break
            found = reconciler.reconcile(job, part)
            jobs.reconciled(job.name, done, found.calls)
            drafts += found.drafts
            totals.update(drafts=found.drafts, without_draft=found.records - found.drafts)
        else:
            jobs.ended(job.name, status, now)
            report(job, status, drafts)
            totals["ended"] += 1
    return ReconcileBatchOutput(
        ended=totals["ended"],
        open=len(known) - totals["ended"],
        drafts=totals["drafts"],
        without_draft=totals["without_draft"],
    )


def _ended(
    job: BatchJob, *, jobs: BatchJobs, inference: BatchInference, now: datetime
) -> tuple[BatchJob, JobStatus | None]:
    """Say how a job ended, or None; one whose ARN nobody noted is looked for by its name."""
    if job.arn is None:
        arn = inference.find(job)
        if arn is None:
            given_up = now - job.tried_at > GIVEN_UP_AFTER
            return job, JobStatus.NOT_CREATED if given_up else None
        jobs.created(job.name, arn)
        job = job.model_copy(update={"arn": arn})
    return job, inference.status(str(job.arn))


@dataclass(frozen=True)
class Accounted:
    """What became of the records of a part: how many have a draft, and what they cost."""

    records: int
    drafts: int
    calls: Sequence[Call]


@dataclass(frozen=True)
class Reconciler:
    """What turns the answers of a job into drafts, and sends the events on."""

    listings: ListingStore
    ledger: Ledger
    batches: BatchStore
    queue: BackfillQueue
    meter: BatchMeter
    answering: Answering
    model_of: Callable[[str], Model]  # by its name
    profiles: Sequence[Profile]

    def reconcile(self, job: BatchJob, part: int) -> Accounted:
        """Account for the records of a part, and send their events on."""
        outputs = self.batches.outputs(job, part)
        records = self.batches.waiting(job.backfill_id, job=job.number, part=part)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(partial(self._draft, job, outputs), records))
        self.queue.send([record.body for record in records])
        return Accounted(
            records=len(records),
            drafts=sum(has_draft for has_draft, _ in found),
            calls=[call for _, calls in found for call in calls],
        )

    def _draft(
        self, job: BatchJob, outputs: Mapping[str, Mapping[str, Any]], record: WaitingRecord
    ) -> tuple[bool, Sequence[Call]]:
        """Make the draft of an answer and meter it; says whether there is one, and what it cost."""
        output = outputs.get(record.record_id)
        model = self.model_of(record.plan.model)
        attempt = batch_attempt(record.document, record.plan, model, self.profiles)
        if output is None or attempt is None:
            return False, ()
        calls: list[Call] = []

        def metered(call: Call) -> None:
            calls.append(replace(call, batch=True))
            self.meter.record_once(calls[-1], once=f"{job.name}/{record.record_id}")

        ask = partial(call_model, text_model=self.answering(model.name, output), record=metered)
        try:
            draft = write_draft(attempt, ask=ask)
        except MODEL_FAILURES:
            return False, calls
        event = parse_event(record.body)
        if is_settled(event.version, self.ledger.since(event.listing_id, event.version)):
            return False, calls  # nothing is written of a listing that was taken down meanwhile
        plan_uri = self.listings.plan_uri(beside=self.listings.listing_uri(event))
        self.listings.put_written(draft, plan_uri=plan_uri, content=record.plan.content)
        return True, calls
