"""SendDeadLetter: the event of a failed execution goes to the dead letters, with the reason."""

from datetime import datetime

from summariser.domain.errors import message_of
from summariser.domain.failure import Failure
from summariser.ports import DeadLetters, Ledger, ListingStore
from summariser.steps.states import SendDeadLetterInput, SendDeadLetterOutput


def send_dead_letter(
    step_input: SendDeadLetterInput,
    *,
    store: ListingStore,
    ledger: Ledger,
    dead_letters: DeadLetters,
    now: datetime,
) -> SendDeadLetterOutput:
    """Send the original event with the failure beside it, unless a newer one made it pointless.

    The letter goes first: should this fail between the two, another letter is sent, and none lost.
    """
    listing_id, version = step_input.listing_id, step_input.version
    if ledger.is_obsolete(listing_id, version, step_input.event_uri):
        ledger.superseded(listing_id, version, step_input.event_uri, now)
        return SendDeadLetterOutput(message_id=None)
    failure = Failure(
        error=step_input.error,
        cause=message_of(step_input.cause),
        listing_id=listing_id,
        version=version,
        execution_arn=step_input.execution_arn,
        state=step_input.state,
        replays=step_input.replays,
    )
    message_id = dead_letters.send(store.get_event(step_input.event_uri), failure)
    ledger.died(failure, step_input.event_uri, now)
    return SendDeadLetterOutput(message_id=message_id)
