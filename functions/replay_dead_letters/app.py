"""ReplayDeadLetters: sends selected dead letters back to the listing queue."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.dead_letters import ReplayDeadLettersInput
from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import ReplayDeadLettersSettings
from summariser.steps.replay_dead_letters import replay_dead_letters

LAST_MS = 15_000  # enough for the slowest call, a pause and the reply


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Replay dead letters until little of the function's time is left."""
    settings = ReplayDeadLettersSettings.read()
    step_input = ReplayDeadLettersInput.model_validate(event)
    step_output = replay_dead_letters(
        step_input,
        dead_letters=wiring.dead_letter_queue(settings.dead_letters_url),
        replays=wiring.listing_queue(settings.listing_queue_url),
        may_go_on=lambda: context.get_remaining_time_in_millis() > LAST_MS,
    )
    return record_step(step_input, step_output)
