"""Listings of a backfill in batch mode, as its functions lead them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from summariser.adapters.batch_records import RecordedAnswer, model_input
from summariser.domain.batch import BatchJob, JobStatus
from summariser.domain.profiles import load_profiles
from summariser.llm.batch_quotas import BatchQuotas
from summariser.llm.models import Model
from summariser.steps.batch_states import (
    PrepareBatchInput,
    PrepareBatchOutput,
    ReconcileBatchOutput,
    SubmitBatchInput,
    SubmitBatchOutput,
)
from summariser.steps.prepare_batch import RecordWriter, prepare_batch
from summariser.steps.reconcile_batch import Reconciler, reconcile_batch
from summariser.steps.submit_batch import submit_batch
from tests.fakes import (
    BatchShelf,
    BulkQueue,
    JobRows,
    JobService,
    LedgerRows,
    ListingShelf,
)
from tests.models import CallList, any_model, embedded_model
from tests.values import NOON, any_event_body, any_listing

BATCHED = any_model(window=8192, batch_input_usd=0.5, batch_output_usd=2.5)
PROFILES = load_profiles(["preview", "mobile"])
BACKFILL = "monday"
ANSWER = "preview,mobile| You bake bread and rolls every night. [4]\nEND"
QUOTAS = BatchQuotas(
    minimum_records=2,
    maximum_records=3000,
    file_bytes=10**9,
    job_bytes=5 * 10**9,
    jobs_at_once=2,
)


def body_of(number: int, **changes: Any) -> str:
    listing = any_listing(location=f"Ghent {number}").model_dump()
    return any_event_body(**({"listing_id": f"baker-{number}", "listing": listing} | changes))


def answered(record_id: str, text: str = ANSWER, **changes: Any) -> bytes:
    """Write what a job writes of a record that it answered with 100 and 20 tokens."""
    output = {
        "output": {"message": {"content": [{"text": text}]}},
        "stopReason": "stop_sequence",
        "usage": {"inputTokens": 100, "outputTokens": 20},
    }
    return json.dumps({"recordId": record_id, "modelOutput": output | changes}).encode()


@dataclass
class Backfilling:
    """The stores of a backfill, and its functions bound to them."""

    chain: Sequence[Model] = (BATCHED,)
    quotas: BatchQuotas = QUOTAS
    ceiling_usd: float = 0.0
    listings: ListingShelf = field(default_factory=ListingShelf)
    ledger: LedgerRows = field(default_factory=LedgerRows)
    batches: BatchShelf = field(default_factory=BatchShelf)
    rows: JobRows = field(default_factory=JobRows)
    service: JobService = field(default_factory=JobService)
    queue: BulkQueue = field(default_factory=BulkQueue)
    meter: CallList = field(default_factory=CallList)
    ended: list[tuple[JobStatus, int]] = field(default_factory=list)
    seconds_left: list[float] = field(default_factory=list)  # at each look; else enough

    def prepare(self, *bodies: str, part: int = 0) -> PrepareBatchOutput:
        self.batches.events[f"part-{part}"] = list(bodies)
        return prepare_batch(
            PrepareBatchInput(backfill_id=BACKFILL, part=part, events_uri=f"part-{part}"),
            batches=self.batches,
            jobs=self.rows,
            queue=self.queue,
            writer=RecordWriter(
                listings=self.listings,
                meter=self.meter,
                chain=self.chain,
                last_resort=embedded_model(),
                profiles=PROFILES,
                model_input=model_input,
                ceiling_usd=self.ceiling_usd,
            ),
            quotas=self.quotas,
            stage="dev",
        )

    def submit(self, *, minutes: float = 0) -> SubmitBatchOutput:
        return submit_batch(
            SubmitBatchInput(backfill_id=BACKFILL),
            batches=self.batches,
            jobs=self.rows,
            inference=self.service,
            queue=self.queue,
            quotas=self.quotas,
            stage="dev",
            now=NOON + timedelta(minutes=minutes),
        )

    def answer(self, *lines: bytes, part: int = 0, status: JobStatus = JobStatus.COMPLETED) -> None:
        """Have the jobs end with what they wrote of a part."""
        self.batches.written[BACKFILL, part] = list(lines)
        self.service.jobs = dict.fromkeys(self.service.jobs, status)

    def reconcile(self, *, hours: float = 1) -> ReconcileBatchOutput:
        return reconcile_batch(
            jobs=self.rows,
            inference=self.service,
            reconciler=Reconciler(
                listings=self.listings,
                ledger=self.ledger,
                batches=self.batches,
                queue=self.queue,
                meter=self.meter,
                answering=RecordedAnswer,
                model_of={model.name: model for model in self.chain}.__getitem__,
                profiles=PROFILES,
            ),
            report=self._report,
            now=NOON + timedelta(hours=hours),
            seconds_left=lambda: self.seconds_left.pop(0) if self.seconds_left else 900.0,
        )

    def ids(self, part: int = 0) -> list[str]:
        return [record.record_id for record in self.batches.records[BACKFILL, part]]

    def drafts(self) -> list[str]:
        """Name the listings that have a draft, as a model wrote it."""
        written = (uri for uri in self.listings.objects if "/written-" in uri)
        return sorted(uri.partition("/")[0] for uri in written)

    def _report(self, _: BatchJob, status: JobStatus, drafts: int) -> None:
        self.ended.append((status, drafts))
