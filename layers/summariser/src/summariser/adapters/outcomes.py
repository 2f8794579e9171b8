"""Outcomes: how many summaries are published and held, and how soon; how batch jobs end."""

from summariser.adapters.metrics import Metrics
from summariser.domain.batch import BatchJob, JobStatus
from summariser.domain.summary import Status, Summary


class SummaryOutcomes:
    """Counts, by metrics, what StoreSummary reports."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def stored(self, summary: Summary, latency_s: float | None) -> None:
        """Count a published or held summary; the latency is None where it does not count."""
        published = summary.status is Status.PUBLISHED
        latency_s = latency_s if published else None
        values = {"SummariesPublished" if published else "SummariesHeld": 1.0}
        if latency_s is not None:
            values["PublishLatency"] = latency_s
        self._metrics.emit(
            values,
            properties={
                "listing_id": summary.listing_id,
                "version": summary.version,
                "language": summary.language,
                "model_name": summary.model,
                "status": summary.status,
                "latency_seconds": latency_s,
                "cost_usd": summary.usage.cost_usd,
            },
        )


class BatchOutcomes:
    """Counts, by a metric, the batch jobs that did not answer all of their records."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def ended(self, job: BatchJob, status: JobStatus, drafts: int) -> None:
        """Count a job by how it ended."""
        self._metrics.emit(
            {"BatchJobsFailed": float(status is not JobStatus.COMPLETED)},
            properties={
                "backfill_id": job.backfill_id,
                "job_arn": job.arn,
                "model_name": job.model,
                "status": status,
                "records": job.records,
                "drafts": drafts,
            },
        )
