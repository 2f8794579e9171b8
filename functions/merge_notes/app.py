"""MergeNotes: combines the notes of all chunks into one list."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.profiles import load_profiles
from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import MergeNotesSettings
from summariser.steps.merge_notes import merge_notes
from summariser.steps.states import MergeNotesInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Merge notes that are in S3."""
    settings = MergeNotesSettings.read()
    step_input = MergeNotesInput.model_validate(event)
    step_output = merge_notes(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        model=wiring.model(step_input.model),
        profiles=load_profiles(settings.profiles),
    )
    return record_step(step_input, step_output)
