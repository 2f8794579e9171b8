"""SummariseChunk: has a model take notes on the lines of one chunk."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import SummariseChunkSettings
from summariser.steps.states import SummariseChunkInput
from summariser.steps.summarise_chunk import summarise_chunk

LAST_SECONDS = 30  # enough to meter an answer, to keep it and to reply


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take notes on a chunk of a document that is in S3."""
    settings = SummariseChunkSettings.read()
    step_input = SummariseChunkInput.model_validate(event)
    step_output = summarise_chunk(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        model=wiring.model(step_input.model),
        text_model=wiring.text_model(settings, step_input.model),
        may_go_on=lambda: (
            context.get_remaining_time_in_millis() / 1000
            > settings.model_timeout_seconds + LAST_SECONDS
        ),
    )
    return record_step(step_input, step_output)
