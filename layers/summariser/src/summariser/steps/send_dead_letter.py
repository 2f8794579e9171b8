"""SendDeadLetter: the event of a failed execution goes to the dead letters, with the reason."""

from summariser.errors import message_of
from summariser.ports import DeadLetters, Failure, ListingStore
from summariser.states import SendDeadLetterInput, SendDeadLetterOutput


def send_dead_letter(
    step_input: SendDeadLetterInput, *, store: ListingStore, dead_letters: DeadLetters
) -> SendDeadLetterOutput:
    """Send the original event, as it came, with the failure beside it."""
    failure = Failure(
        error=step_input.error,
        cause=message_of(step_input.cause),
        listing_id=step_input.listing_id,
        version=step_input.version,
        execution_arn=step_input.execution_arn,
    )
    message_id = dead_letters.send(store.get_event(step_input.event_uri), failure)
    return SendDeadLetterOutput(message_id=message_id)
