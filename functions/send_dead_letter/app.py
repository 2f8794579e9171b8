"""SendDeadLetter: sends the event of a failed execution to the dead letters."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import SendDeadLetterSettings
from summariser.steps.send_dead_letter import send_dead_letter
from summariser.steps.states import SendDeadLetterInput


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Send the event of a failed execution."""
    settings = SendDeadLetterSettings.read()
    step_input = SendDeadLetterInput.model_validate(event)
    step_output = send_dead_letter(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        ledger=wiring.ledger(settings.ledger_table),
        dead_letters=wiring.dead_letters(settings.dead_letters_url, settings.stage),
        now=datetime.now(UTC),
    )
    return record_step(step_input, step_output)
