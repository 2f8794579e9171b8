"""Wiring: binds each port to its adapter, once a process, on the first invocation.

Every function imports this module, so an adapter is imported where it is bound: nobody pays for
another one's. boto3 comes with the handler all the same, while Lambda still initialises.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import summariser.adapters.aws  # noqa: F401 - boto3
from summariser.models import Model, Provider, load_models

if TYPE_CHECKING:
    from summariser.ports import (
        DeadLetterQueue,
        DeadLetters,
        Executions,
        Ledger,
        ListingStore,
        Meter,
        Replays,
        SummaryBus,
        SummaryTable,
        TextModel,
    )


@cache
def listing_store(bucket: str) -> ListingStore:
    """Bind the store of listings to a bucket."""
    from summariser.adapters.s3 import ListingBucket

    return ListingBucket(bucket)


@cache
def summary_table(name: str, ledger: str) -> SummaryTable:
    """Bind the table of summaries, which changes together with the ledger's."""
    from summariser.adapters import dynamodb

    return dynamodb.SummaryTable(name, ledger=ledger)


@cache
def ledger(table: str) -> Ledger:
    """Bind the ledger to its table."""
    from summariser.adapters import ledger

    return ledger.Ledger(table)


@cache
def summary_bus(name: str) -> SummaryBus:
    """Bind the bus where summaries are announced."""
    from summariser.adapters import eventbridge

    return eventbridge.SummaryBus(name)


@cache
def dead_letters(url: str) -> DeadLetters:
    """Bind the dead letters to a queue."""
    from summariser.adapters.sqs import ListingDeadLetters

    return ListingDeadLetters(url)


@cache
def dead_letter_queue(url: str) -> DeadLetterQueue:
    """Bind the reading of dead letters to their queue."""
    from summariser.adapters import sqs

    return sqs.DeadLetterQueue(url)


@cache
def listing_queue(url: str) -> Replays:
    """Bind replays to the listing queue."""
    from summariser.adapters import sqs

    return sqs.ListingQueue(url)


@cache
def executions(state_machine_arn: str) -> Executions:
    """Bind the executions to a state machine."""
    from summariser.adapters.stepfunctions import SummariseListing

    return SummariseListing(state_machine_arn)


@cache
def meter(table: str, stage: str) -> Meter:
    """Bind the meter of calls to its table."""
    from datetime import UTC, datetime

    from summariser.adapters.meter import CallMeter

    return CallMeter(table, stage=stage, now=lambda: datetime.now(UTC))


@cache
def model(name: str) -> Model:
    """Find a model in models.toml; raises `UnknownModel` and `ModelsFileWrong`."""
    (found,) = load_models().chain([name])
    return found


@cache
def text_model(name: str, timeout_s: float) -> TextModel:
    """Bind a model to whoever runs it."""
    found = model(name)
    if found.provider is Provider.BEDROCK:
        from summariser.adapters.bedrock import BedrockModel

        return BedrockModel(found, catalogue=load_models(), timeout_s=timeout_s)
    if found.provider is Provider.SAGEMAKER:
        from summariser.adapters.sagemaker import SageMakerModel

        return SageMakerModel(found, timeout_s=timeout_s)
    from summariser.adapters.embedded import EmbeddedModel

    return EmbeddedModel()
