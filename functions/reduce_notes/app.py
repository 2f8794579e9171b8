"""ReduceNotes: shortens a group of notes to half its length or less."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.profiles import load_profiles
from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import ReduceNotesSettings
from summariser.steps.reduce_notes import reduce_notes
from summariser.steps.states import ReduceNotesInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Reduce notes that are in S3."""
    settings = ReduceNotesSettings.read()
    step_input = ReduceNotesInput.model_validate(event)
    step_output = reduce_notes(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        model=wiring.model(step_input.model),
        text_model=wiring.text_model(settings, step_input.model),
        profiles=load_profiles(settings.profiles),
    )
    return record_step(step_input, step_output)
