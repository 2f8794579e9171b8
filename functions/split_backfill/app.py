"""SplitBackfill: splits what a backfill is of into parts."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import backfill_wiring, wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import SplitBackfillSettings
from summariser.steps.backfill_states import SplitBackfillInput
from summariser.steps.split_backfill import split_backfill

LAST_MS = 30_000  # enough for the slowest object, a part and the reply


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Split a backfill until little of the function's time is left."""
    settings = SplitBackfillSettings.read()
    step_input = SplitBackfillInput.model_validate(event)
    step_output = split_backfill(
        step_input,
        store=backfill_wiring.backfill_store(settings.listing_bucket),
        summaries=backfill_wiring.published_summaries(settings.summary_table),
        listings=wiring.listing_store(settings.listing_bucket),
        concurrency=settings.backfill_concurrency,
        tolerated_failure_percentage=settings.backfill_tolerated_failure_percentage,
        may_go_on=lambda: context.get_remaining_time_in_millis() > LAST_MS,
        now=partial(datetime.now, UTC),
    )
    return record_step(step_input, step_output)
