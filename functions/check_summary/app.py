"""CheckSummary: checks a draft and decides what becomes of it."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import CheckSummarySettings
from summariser.steps.check_summary import check_summary
from summariser.steps.states import CheckSummaryInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Check a draft in S3."""
    settings = CheckSummarySettings.read()
    step_input = CheckSummaryInput.model_validate(event)
    step_output = check_summary(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        criteria=wiring.criteria(settings),
    )
    return record_step(step_input, step_output)
