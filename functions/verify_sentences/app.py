"""VerifySentences: a model reads the sentences of a draft with their lines."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import VerifySentencesSettings
from summariser.steps.states import VerifySentencesInput
from summariser.steps.verify_sentences import verify_sentences


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Verify the sentences of a draft in S3."""
    settings = VerifySentencesSettings.read()
    step_input = VerifySentencesInput.model_validate(event)
    step_output = verify_sentences(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        model=wiring.model(step_input.model),
        text_model=wiring.text_model(settings, step_input.model),
        writers=wiring.writers(settings),
        mode=settings.verify_sentences,
    )
    return record_step(step_input, step_output)
