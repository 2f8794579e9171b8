"""StageListings: sends the events of a part of a backfill to the backfill queue."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.backfill import Hours
from summariser.runtime import backfill_wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import StageListingsSettings
from summariser.steps.backfill_states import StageListingsInput
from summariser.steps.stage_listings import stage_listings


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Stage a part that is in S3, unless it has to wait."""
    settings = StageListingsSettings.read()
    step_input = StageListingsInput.model_validate(event)
    step_output = stage_listings(
        step_input,
        store=backfill_wiring.backfill_store(settings.listing_bucket),
        queue=backfill_wiring.backfill_queue(settings.backfill_queue_url),
        hours=Hours.read(settings.backfill_hours),
        now=datetime.now(UTC),
    )
    return record_step(step_input, step_output)
