"""Wiring of the backfill: binds its ports to their adapters, as wiring.py does the others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import summariser.adapters.aws  # noqa: F401 - boto3

if TYPE_CHECKING:
    from summariser.ports.backfill import BackfillQueue, BackfillStore, PublishedSummaries


@cache
def backfill_store(bucket: str) -> BackfillStore:
    """Bind the store of backfills to a bucket."""
    from summariser.adapters.backfill_bucket import BackfillBucket

    return BackfillBucket(bucket)


@cache
def published_summaries(table: str) -> PublishedSummaries:
    """Bind the walk over published summaries to their table."""
    from summariser.adapters.published_summaries import DynamoDBPublishedSummaries

    return DynamoDBPublishedSummaries(table)


@cache
def backfill_queue(url: str) -> BackfillQueue:
    """Bind the backfill queue."""
    from summariser.adapters.backfill_queue import SQSBackfillQueue

    return SQSBackfillQueue(url)
