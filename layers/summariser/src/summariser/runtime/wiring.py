"""Wiring: binds each port to its adapter, once a process, on the first invocation.

Every function imports this module, so each adapter is imported only where it is bound. boto3 is
imported with the handler, while Lambda is still initialising.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import summariser.adapters.aws  # noqa: F401 - boto3

if TYPE_CHECKING:
    from datetime import datetime

    from summariser.adapters.meter import CallMeter
    from summariser.adapters.metrics import Metrics
    from summariser.adapters.quota import RequestQuota
    from summariser.adapters.sqs import ListingQueue
    from summariser.llm.embedding import Embeddings, Vectors
    from summariser.llm.models import Model
    from summariser.llm.text_model import TextModel
    from summariser.ports import (
        DeadLetterQueue,
        DeadLetters,
        DelayedRetry,
        Executions,
        IdempotencyKeys,
        Ledger,
        ListingStore,
        Quota,
        SummaryBus,
        SummaryTable,
    )
    from summariser.runtime.settings import (
        CheckSummarySettings,
        IngestListingsSettings,
        MeteredSettings,
        SummariseChunkSettings,
        VerifySentencesSettings,
        WriteSummarySettings,
    )
    from summariser.steps.answer_requests import EventUri
    from summariser.steps.judged import Criteria, Writers
    from summariser.steps.store_summary import Report


@cache
def listing_store(bucket: str) -> ListingStore:
    """Bind the store of listings to a bucket."""
    from summariser.adapters.s3 import ListingBucket

    return ListingBucket(bucket)


@cache
def summary_table(name: str, ledger: str) -> SummaryTable:
    """Bind the table of summaries, which is updated together with the ledger's."""
    from summariser.adapters import dynamodb

    return dynamodb.DynamoDBSummaryTable(name, ledger=ledger)


@cache
def ledger(table: str) -> Ledger:
    """Bind the ledger to its table."""
    from summariser.adapters import ledger

    return ledger.DynamoDBLedger(table)


@cache
def summary_bus(name: str) -> SummaryBus:
    """Bind the bus where summaries are announced."""
    from summariser.adapters import eventbridge

    return eventbridge.EventBridgeSummaryBus(name)


@cache
def dead_letters(url: str, stage: str) -> DeadLetters:
    """Bind the dead letters to a queue."""
    from summariser.adapters.sqs import ListingDeadLetters

    return ListingDeadLetters(url, metrics=metrics(stage))


@cache
def dead_letter_queue(url: str) -> DeadLetterQueue:
    """Bind the reader of dead letters to their queue."""
    from summariser.adapters import sqs

    return sqs.SQSDeadLetterQueue(url)


@cache
def listing_queue(url: str) -> ListingQueue:
    """Bind replays, or what sends events, to a queue of events."""
    from summariser.adapters import sqs

    return sqs.ListingQueue(url)


@cache
def idempotency_keys(table: str) -> IdempotencyKeys:
    """Bind the idempotency keys to the usage table."""
    from summariser.adapters.idempotency import DynamoDBIdempotencyKeys

    return DynamoDBIdempotencyKeys(table, now=_now)


@cache
def event_uri(bucket: str) -> EventUri:
    """Bind the places of events to a bucket, without what reads and writes it."""
    from functools import partial

    from summariser.adapters import keys

    return partial(keys.event_uri, bucket)


@cache
def executions(state_machine_arn: str) -> Executions:
    """Bind the executions to a state machine."""
    from summariser.adapters.stepfunctions import SummariseListing

    return SummariseListing(state_machine_arn)


@cache
def metrics(stage: str, models: tuple[str, ...] = ()) -> Metrics:
    """Bind metrics to a stage, and to the execution that the log names."""
    from summariser.adapters.metrics import Metrics
    from summariser.runtime.observability import logger

    return Metrics(stage, models=models, correlation_id=logger.get_correlation_id)


@cache
def outcomes(stage: str) -> Report:
    """Bind what counts published and held summaries to a stage's metrics."""
    from summariser.adapters.outcomes import SummaryOutcomes

    return SummaryOutcomes(metrics(stage)).stored


@cache
def meter(settings: MeteredSettings) -> CallMeter:
    """Bind the meter of calls to its table."""
    from summariser.adapters.meter import CallMeter

    return CallMeter(
        settings.usage_table,
        metrics=metrics(settings.stage, settings.metered_models),
        now=_now,
    )


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


@cache
def chain(names: tuple[str, ...]) -> tuple[Model, ...]:
    """Find the models of a chain, with their prices in this region.

    Raises `UnknownModel` and `InvalidModelsFile`.
    """
    from summariser.llm.models import load_models

    region = os.environ.get("AWS_REGION", "")  # which Lambda sets
    return tuple(found.priced_in(region) for found in load_models().chain(names))


def model(name: str) -> Model:
    """Find a model, as `chain` does."""
    (found,) = chain((name,))
    return found


def _named(verifier: str) -> Model | None:
    """Find the verifier that a deployment names, if it names one."""
    return model(verifier) if verifier else None


def last_resort() -> Model:
    """Find the model that writes if a check blocks what all others wrote."""
    return model("embedded")


def writers(settings: CheckSummarySettings | VerifySentencesSettings) -> Writers:
    """Find the models that may write, and the profiles to write."""
    from summariser.domain.profiles import load_profiles
    from summariser.steps.judged import Writers

    return Writers(
        chain=chain(settings.model_chain),
        last_resort=last_resort(),
        profiles=load_profiles(settings.profiles),
    )


def criteria(settings: CheckSummarySettings | WriteSummarySettings) -> Criteria:
    """Bind the checks of drafts, whose word lists and patterns only two functions need."""
    from summariser.checks.check_draft import check_draft
    from summariser.steps.judged import Criteria

    return Criteria(
        writers=writers(settings),
        check=check_draft,
        mode=settings.verify_sentences,
        verifier=_named(settings.verifier_model),
    )


@cache
def text_model(settings: SummariseChunkSettings, name: str) -> TextModel:
    """Bind a model to its provider's adapter, within its quota of requests."""
    from importlib import import_module

    from summariser.adapters.quota import RationedModel
    from summariser.llm.models import load_models

    found = model(name)
    adapter = import_module(found.runs_on.adapter)
    bound: TextModel = adapter.bind(
        found, catalogue=load_models(), timeout_s=settings.model_timeout_seconds
    )
    if not found.runs_on.metered:
        return bound
    return RationedModel(
        bound, _quota(settings.usage_table, name, per_minute=settings.model_requests_per_minute)
    )


@cache
def embeddings(model: str) -> Embeddings:
    """Bind an embedding model, with its prices in this region; raises as `chain` does."""
    from summariser.adapters.bedrock_embeddings import BedrockEmbeddings
    from summariser.llm.models import load_models

    found = load_models().embedding_model(model)
    return BedrockEmbeddings(found.priced_in(os.environ.get("AWS_REGION", "")))


@cache
def vectors(index_arn: str) -> Vectors:
    """Bind the vectors of listings to their index."""
    from summariser.adapters.s3_vectors import S3Vectors

    return S3Vectors(index_arn)


@cache
def quota(settings: IngestListingsSettings) -> Quota:
    """Bind the quota of the model that writes first; the extractive model needs none."""
    first = model(settings.model_chain[0])
    per_minute = settings.model_requests_per_minute
    if not per_minute or not first.runs_on.metered:
        return _quota(settings.usage_table, first.name, per_minute=0)
    from summariser.core.plan import requests_of_each

    of_each = requests_of_each(
        chain(settings.model_chain), settings.verify_sentences, _named(settings.verifier_model)
    )
    return _quota(settings.usage_table, first.name, per_minute=per_minute, of_each=of_each)


@cache
def capacity(settings: IngestListingsSettings) -> Quota:
    """Bind the executions that may be open at once."""
    from summariser.adapters.capacity import OpenExecutions

    return OpenExecutions(
        settings.usage_table,
        ledger=settings.ledger_table,
        most=settings.maximum_executions,
        now=_now,
    )


def _quota(table: str, name: str, *, per_minute: int, of_each: int = 1) -> RequestQuota:
    from summariser.adapters.quota import RequestQuota

    return RequestQuota(table, model=name, per_minute=per_minute, of_each=of_each, now=_now)


@cache
def delayed_retry(settings: IngestListingsSettings) -> DelayedRetry:
    """Bind delayed retries to the queues that events come from."""
    from summariser.adapters.delayed_retry import SQSDelayedRetry

    return SQSDelayedRetry(settings.queue_urls, metrics=metrics(settings.stage), now=_now)
