"""PrepareListing: turns a listing into a document of numbered lines, and plans its summary."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.profiles import load_profiles
from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import PrepareListingSettings
from summariser.steps.prepare_listing import prepare_listing
from summariser.steps.states import PrepareListingInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Prepare a listing that is in S3."""
    settings = PrepareListingSettings.read()
    step_input = PrepareListingInput.model_validate(event)
    step_output = prepare_listing(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        chain=wiring.chain(settings.model_chain),
        last_resort=wiring.last_resort(),
        profiles=load_profiles(settings.profiles),
        ceiling_usd=settings.daily_spend_ceiling_usd,
    )
    return record_step(step_input, step_output)
