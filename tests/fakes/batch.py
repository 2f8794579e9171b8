"""`BatchStore`, `BatchJobs` and `BatchInference` in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from summariser.core.batch import WaitingRecord, outputs_by_record
from summariser.domain.batch import BatchJob, BatchQuotaReached, JobStatus, PreparedPart
from summariser.domain.errors import ListingNotFound, ServiceUnavailable
from summariser.llm.metering import Call


@dataclass
class BatchShelf:
    """A `BatchStore` in memory."""

    events: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[tuple[str, int], PreparedPart] = field(default_factory=dict)
    lines: dict[tuple[str, int], list[bytes]] = field(default_factory=dict)
    records: dict[tuple[str, int], list[WaitingRecord]] = field(default_factory=dict)
    written: dict[tuple[str, int], list[bytes]] = field(default_factory=dict)

    def get_events(self, uri: str) -> Sequence[str]:
        if uri not in self.events:
            raise ListingNotFound(uri)
        return self.events[uri]

    def put_part(
        self,
        backfill_id: str,
        prepared: PreparedPart,
        *,
        lines: Iterable[bytes],
        waiting: Iterable[WaitingRecord],
    ) -> None:
        key = (backfill_id, prepared.part)
        self.lines[key], self.records[key] = list(lines), list(waiting)
        self.parts[key] = prepared

    def find_prepared(self, backfill_id: str, *, job: int, part: int) -> PreparedPart | None:  # noqa: ARG002
        return self.parts.get((backfill_id, part))

    def prepared(self, backfill_id: str) -> Sequence[PreparedPart]:
        return [part for (own, _), part in sorted(self.parts.items()) if own == backfill_id]

    def waiting(self, backfill_id: str, *, job: int, part: int) -> Sequence[WaitingRecord]:  # noqa: ARG002
        return self.records.get((backfill_id, part), [])

    def outputs(self, job: BatchJob, part: int) -> dict[str, Mapping[str, Any]]:
        return outputs_by_record(self.written.get((job.backfill_id, part), []))


@dataclass
class JobRows:
    """`BatchJobs` in memory."""

    rows: dict[str, BatchJob] = field(default_factory=dict)
    counted: list[Call] = field(default_factory=list)

    def reserve(self, job: BatchJob) -> BatchJob:
        if job.name in self.rows:
            self._update(job.name, tried_at=job.tried_at)
        else:
            self.rows[job.name] = job
        return self.rows[job.name]

    def find(self, name: str) -> BatchJob | None:
        return self.rows.get(name)

    def open(self) -> Sequence[BatchJob]:
        return [job for job in self.rows.values() if job.ended_at is None]

    def created(self, name: str, arn: str) -> None:
        self._update(name, arn=arn)

    def reconciled(self, name: str, parts: int, calls: Sequence[Call]) -> None:
        self.counted += calls
        self._update(name, reconciled=parts)

    def ended(self, name: str, status: JobStatus, now: datetime) -> None:
        self._update(name, status=status, ended_at=now)

    def _update(self, name: str, **changes: Any) -> None:
        self.rows[name] = self.rows[name].model_copy(update=changes)


@dataclass
class JobService:
    """`BatchInference` in memory, with room for so many jobs."""

    room: int = 100
    jobs: dict[str, JobStatus | None] = field(default_factory=dict)  # by their names
    throttled: int = 0

    def create(self, job: BatchJob) -> str:
        if self.throttled:
            self.throttled -= 1
            raise ServiceUnavailable("bedrock:CreateModelInvocationJob", "ThrottlingException")
        if job.name not in self.jobs:
            if sum(status is None for status in self.jobs.values()) >= self.room:
                raise BatchQuotaReached(job.model)
            self.jobs[job.name] = None
        return f"arn/{job.name}"

    def find(self, job: BatchJob) -> str | None:
        return f"arn/{job.name}" if job.name in self.jobs else None

    def status(self, arn: str) -> JobStatus | None:
        return self.jobs[arn.removeprefix("arn/")]
