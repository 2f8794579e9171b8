"""AnnounceSummary: announces what became of a listing."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import AnnounceSummarySettings
from summariser.steps.announce_summary import announce_summary
from summariser.steps.states import AnnounceSummaryInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Announce a summary on the bus."""
    settings = AnnounceSummarySettings.read()
    step_input = AnnounceSummaryInput.model_validate(event)
    step_output = announce_summary(
        step_input,
        bus=wiring.summary_bus(settings.summary_bus),
    )
    return record_step(step_input, step_output)
