"""WriteSummary: has a model write the summaries of a listing, and checks them."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import WriteSummarySettings
from summariser.steps.states import WriteSummaryInput
from summariser.steps.write_summary import write_summary


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Write and check the draft of a document that is in S3."""
    settings = WriteSummarySettings.read()
    step_input = WriteSummaryInput.model_validate(event)
    step_output = write_summary(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        model=wiring.model(step_input.model),
        text_model=wiring.text_model(settings, step_input.model),
        criteria=wiring.criteria(settings),
    )
    return record_step(step_input, step_output)
