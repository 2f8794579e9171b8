"""Ports of batch inference."""

from __future__ import annotations  # a function need not import types it only names

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from summariser.core.batch import WaitingRecord
    from summariser.domain.batch import BatchJob, JobStatus, PreparedPart
    from summariser.llm.metering import Call


class BatchStore(Protocol):
    """Has what jobs read and write, and what waits for their answers; a part has a file of each."""

    def get_events(self, uri: str) -> Sequence[str]:
        """Read the messages of a part's events; raises `ListingNotFound`."""

    def put_part(
        self,
        backfill_id: str,
        prepared: PreparedPart,
        *,
        lines: Iterable[bytes],
        waiting: Iterable[WaitingRecord],
    ) -> None:
        """Store a part's requests and what waits for them, and then that it is prepared."""

    def find_prepared(self, backfill_id: str, *, job: int, part: int) -> PreparedPart | None:
        """Find a prepared part; None if it is not prepared yet."""

    def prepared(self, backfill_id: str) -> Sequence[PreparedPart]:
        """Read what is prepared of a backfill, in the order of its parts."""

    def waiting(self, backfill_id: str, *, job: int, part: int) -> Sequence[WaitingRecord]:
        """Read what waits for the answers of a part."""

    def outputs(self, job: BatchJob, part: int) -> dict[str, Mapping[str, Any]]:
        """Read what a job wrote of a part, by record; nothing if it wrote nothing."""


class BatchJobs(Protocol):
    """Has one row for each job, which is there before Bedrock is asked for it."""

    def reserve(self, job: BatchJob) -> BatchJob:
        """Keep a job that may be asked for from now on; returns what is known of it."""

    def find(self, name: str) -> BatchJob | None:
        """Find a job that is reserved."""

    def open(self) -> Sequence[BatchJob]:
        """Read the jobs whose records are not all accounted for."""

    def created(self, name: str, arn: str) -> None:
        """Note that Bedrock took a job."""

    def reconciled(self, name: str, parts: int, calls: Sequence[Call]) -> None:
        """Note that one more part of a job is accounted for, and count its calls with that."""

    def ended(self, name: str, status: JobStatus, now: datetime) -> None:
        """Note that all records of a job are accounted for."""


class BatchInference(Protocol):
    """The service that runs jobs."""

    def create(self, job: BatchJob) -> str:
        """Have a job run, once however often it is asked for; returns its ARN.

        Raises `BatchQuotaReached` where as many run as may.
        """

    def find(self, job: BatchJob) -> str | None:
        """Find the ARN of a job by its name; None if it was never created."""

    def status(self, arn: str) -> JobStatus | None:
        """Say how a job ended; None while it has not."""


class BatchMeter(Protocol):
    """Records what the calls of a job cost their listings; `BatchJobs` counts the rest."""

    def record_once(self, call: Call, *, once: str) -> None:
        """Report a call of a batch, and add it to its listing, once of each name."""
