"""SubmitBatch: Bedrock is asked for the jobs of a backfill, as many at once as it takes."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from summariser.domain.batch import (
    BatchJob,
    BatchQuotaReached,
    JobStatus,
    PreparedPart,
    job_name,
)
from summariser.llm.batch_quotas import BatchQuotas
from summariser.ports.backfill import BackfillQueue
from summariser.ports.batch import BatchInference, BatchJobs, BatchStore
from summariser.steps.batch_states import SubmitBatchInput, SubmitBatchOutput


def submit_batch(
    step_input: SubmitBatchInput,
    *,
    batches: BatchStore,
    jobs: BatchJobs,
    inference: BatchInference,
    queue: BackfillQueue,
    quotas: BatchQuotas,
    stage: str,
    now: datetime,
) -> SubmitBatchOutput:
    """Have the jobs of a backfill created that were not created yet, while there is room.

    Every job is kept before the first is asked for: one that Bedrock took unseen is found by its
    name, and one that is never asked for again is given up by ReconcileBatch. The events of a job
    with too few records go on demand, and of one whose parts are for several models, since the
    chain was changed meanwhile. Raises `ServiceUnavailable`, and boto3's error where Bedrock
    refuses a job for good.
    """
    parts = batches.prepared(step_input.backfill_id)
    of_jobs = [list(group) for _, group in groupby(parts, key=lambda part: part.job)]
    known = [
        jobs.reserve(_job(step_input.backfill_id, of_job, stage=stage, now=now))
        for of_job in of_jobs
    ]
    submitted = sum(job.arn is not None for job in known)
    waiting = on_demand = 0
    running = sum(job.arn is not None for job in jobs.open())
    for job, of_job in zip(known, of_jobs, strict=True):
        if job.arn is not None or job.ended_at is not None:
            continue
        if job.records < quotas.minimum_records or len({part.model for part in of_job}) > 1:
            on_demand += _send_on_demand(job, batches=batches, queue=queue)
            jobs.ended(job.name, JobStatus.NOT_CREATED, now)
            continue
        if running < quotas.jobs_at_once:
            try:
                jobs.created(job.name, inference.create(job))
            except BatchQuotaReached:
                running = quotas.jobs_at_once
            else:
                running, submitted = running + 1, submitted + 1
                continue
        waiting += 1
    return SubmitBatchOutput(submitted=submitted, waiting=waiting, on_demand=on_demand)


def _job(backfill_id: str, parts: Sequence[PreparedPart], *, stage: str, now: datetime) -> BatchJob:
    number = parts[0].job
    return BatchJob(
        name=job_name(stage, backfill_id, number),
        backfill_id=backfill_id,
        number=number,
        model=parts[0].model,
        parts=tuple(part.part for part in parts if part.records),
        records=sum(part.records for part in parts),
        tried_at=now,
    )


def _send_on_demand(job: BatchJob, *, batches: BatchStore, queue: BackfillQueue) -> int:
    for part in job.parts:
        records = batches.waiting(job.backfill_id, job=job.number, part=part)
        queue.send([record.body for record in records])
    return job.records
