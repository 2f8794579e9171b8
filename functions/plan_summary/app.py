"""PlanSummary: chooses the first model of the chain that has not failed, and plans its calls."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.profiles import load_profiles
from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import PlanSummarySettings
from summariser.steps.plan_summary import plan_summary
from summariser.steps.states import PlanSummaryInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Plan again for a document that is in S3."""
    settings = PlanSummarySettings.read()
    step_input = PlanSummaryInput.model_validate(event)
    step_output = plan_summary(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        meter=wiring.meter(settings),
        chain=wiring.chain(settings.model_chain),
        last_resort=wiring.last_resort(),
        profiles=load_profiles(settings.profiles),
        ceiling_usd=settings.daily_spend_ceiling_usd,
    )
    return record_step(step_input, step_output)
