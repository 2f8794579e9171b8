"""SplitBackfill: what a backfill is of becomes parts of records in S3, within bounded memory."""

from collections.abc import Callable
from datetime import datetime

from summariser.core.splitting import split
from summariser.domain.backfill import Backfill
from summariser.ports import ListingStore
from summariser.ports.backfill import BackfillStore, PublishedSummaries
from summariser.steps.backfill_sources import read_source
from summariser.steps.backfill_states import SplitBackfillInput, SplitBackfillOutput


def split_backfill(
    step_input: SplitBackfillInput,
    *,
    store: BackfillStore,
    summaries: PublishedSummaries,
    listings: ListingStore,
    concurrency: int,
    tolerated_failure_percentage: float,
    may_go_on: Callable[[], bool],
    now: Callable[[], datetime],
) -> SplitBackfillOutput:
    """Split a backfill from where it was left, until all is in parts or it may not go on.

    How far it is, is stored after each part: one that was not noted is written again as it was.
    Raises `InvalidBackfill`.
    """
    backfill = store.find(step_input.backfill_id)
    if backfill is None:
        step_input.request.check()
        backfill = Backfill(
            backfill_id=step_input.backfill_id, request=step_input.request, started_at=now()
        )
        store.put(backfill)
    if backfill.split_at is None:
        found = read_source(backfill, store=store, summaries=summaries, listings=listings)
        backfill = split(backfill, found, put=store.put_part, may_go_on=may_go_on, now=now)
    return SplitBackfillOutput(
        backfill_id=backfill.backfill_id,
        split=backfill.split_at is not None,
        parts=backfill.parts,
        bucket=store.bucket,
        prefix=store.parts_prefix(backfill.backfill_id),
        concurrency=concurrency,
        tolerated_failure_percentage=tolerated_failure_percentage,
    )
