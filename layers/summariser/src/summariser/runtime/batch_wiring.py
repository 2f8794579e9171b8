"""Wiring of batch inference: binds its ports to their adapters, as wiring.py does the others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summariser.runtime import backfill_wiring, wiring

if TYPE_CHECKING:
    from summariser.ports.batch import BatchInference, BatchJobs, BatchStore
    from summariser.runtime.settings import (
        BatchJobSettings,
        MeteredSettings,
        PrepareBatchSettings,
        ReconcileBatchSettings,
    )
    from summariser.steps.prepare_batch import RecordWriter
    from summariser.steps.reconcile_batch import Reconciler, Report


@cache
def batches(bucket: str) -> BatchStore:
    """Bind what batch jobs read and write to a bucket."""
    from summariser.adapters.batch_bucket import BatchBucket

    return BatchBucket(bucket)


@cache
def batch_jobs(settings: MeteredSettings) -> BatchJobs:
    """Bind the batch jobs to their table, and to the meter of their calls."""
    from summariser.adapters.batch_jobs import DynamoDBBatchJobs

    return DynamoDBBatchJobs(settings.usage_table, wiring.meter(settings))


@cache
def batch_inference(settings: BatchJobSettings) -> BatchInference:
    """Bind the service that runs batch jobs."""
    from summariser.adapters.bedrock_batch import BedrockBatch
    from summariser.llm.models import load_models

    return BedrockBatch(
        catalogue=load_models(),
        bucket=settings.listing_bucket,
        role_arn=settings.batch_role_arn,
        stage=settings.stage,
    )


@cache
def batch_outcomes(stage: str) -> Report:
    """Bind what counts how batch jobs end to a stage's metrics."""
    from summariser.adapters.outcomes import BatchOutcomes

    return BatchOutcomes(wiring.metrics(stage)).ended


@cache
def record_writer(settings: PrepareBatchSettings) -> RecordWriter:
    """Bind what writes the records of a batch job."""
    from summariser.adapters.batch_records import model_input
    from summariser.domain.profiles import load_profiles
    from summariser.steps.prepare_batch import RecordWriter

    return RecordWriter(
        listings=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        chain=wiring.chain(settings.model_chain),
        last_resort=wiring.last_resort(),
        profiles=load_profiles(settings.profiles),
        model_input=model_input,
        ceiling_usd=settings.daily_spend_ceiling_usd,
    )


@cache
def reconciler(settings: ReconcileBatchSettings) -> Reconciler:
    """Bind what accounts for the records of a batch job."""
    from summariser.adapters.batch_records import RecordedAnswer
    from summariser.domain.profiles import load_profiles
    from summariser.steps.reconcile_batch import Reconciler

    return Reconciler(
        listings=wiring.listing_store(settings.listing_bucket),
        ledger=wiring.ledger(settings.ledger_table),
        batches=batches(settings.listing_bucket),
        queue=backfill_wiring.backfill_queue(settings.backfill_queue_url),
        meter=wiring.meter(settings),
        answering=RecordedAnswer,
        model_of=wiring.model,
        profiles=load_profiles(settings.profiles),
    )
