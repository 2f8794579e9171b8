"""Wiring: binds each port to its adapter, once a process, on the first invocation.

Every function imports this module, so an adapter is imported where it is bound: nobody pays for
another one's. boto3 comes with the handler all the same, while Lambda still initialises.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import summariser.adapters.aws  # noqa: F401 - boto3
from summariser.errors import UnknownModel

if TYPE_CHECKING:
    from summariser.ports import (
        DeadLetters,
        Executions,
        ListingStore,
        SummaryBus,
        SummaryTable,
        TextModel,
    )

MODELS = ("embedded",)


@cache
def listing_store(bucket: str) -> ListingStore:
    """Bind the store of listings to a bucket."""
    from summariser.adapters.s3 import ListingBucket

    return ListingBucket(bucket)


@cache
def summary_table(name: str) -> SummaryTable:
    """Bind the table of summaries."""
    from summariser.adapters import dynamodb

    return dynamodb.SummaryTable(name)


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
def executions(state_machine_arn: str) -> Executions:
    """Bind the executions to a state machine."""
    from summariser.adapters.stepfunctions import SummariseListing

    return SummariseListing(state_machine_arn)


@cache
def text_model(chain: tuple[str, ...]) -> TextModel:
    """Make the first model of a chain; raises `UnknownModel`, whichever of its names is wrong."""
    for name in chain or ("",):
        if name not in MODELS:
            raise UnknownModel(name, MODELS)
    from summariser.adapters.embedded import EmbeddedModel

    return EmbeddedModel()
