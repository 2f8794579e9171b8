"""WriteSummary: a model writes the summaries of a document."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser import wiring
from summariser.observability import logger, record_step
from summariser.profiles import load_profiles
from summariser.settings import WriteSummarySettings
from summariser.states import WriteSummaryInput
from summariser.steps.write_summary import write_summary


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Write the draft of a document in S3."""
    settings = WriteSummarySettings.read()
    step_input = WriteSummaryInput.model_validate(event)
    step_output = write_summary(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        model=wiring.text_model(settings.model_chain),
        profiles=load_profiles(settings.profiles),
    )
    return record_step(step_input, step_output)
