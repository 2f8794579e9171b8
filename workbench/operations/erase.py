"""Erase: a listing is withdrawn by hand, with the event that its job board would send."""

from datetime import UTC, datetime

from rich.console import Console

from summariser.adapters.sqs import SQSDeadLetterQueue
from summariser.domain.event import ListingEvent
from summariser.domain.event_type import EventType
from summariser.steps.dead_letter_reader import DeadLetterReader
from workbench.errors import UsageError
from workbench.operations.ledger import LedgerReader
from workbench.stack import Stack, aws_errors_explained


def erase(stack: Stack, listing_id: str) -> None:
    """Send an event that unpublishes a listing's newest version, and delete its dead letters.

    Raises `UsageError` when the stack does not know the listing.
    """
    queue = stack.dead_letter_queue()
    with aws_errors_explained():
        rows = LedgerReader(stack).of_listing(listing_id)
        letters = _delete_dead_letters(queue, listing_id)
        if not rows and not letters:
            raise UsageError(
                f"There is no listing {listing_id!r} in {stack.name}: give the id in its events."
            )
        if rows:
            _withdraw(stack, listing_id, max(row.version for row in rows))
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{letters} dead letters of {listing_id} were deleted.")
    if rows:
        console.print(
            f"The listing will be withdrawn and erased: `summariser trace {listing_id}` shows when."
        )


def _delete_dead_letters(queue: SQSDeadLetterQueue, listing_id: str) -> int:
    """Delete the dead letters of a listing, because their events contain its text."""
    deleted = 0
    with DeadLetterReader(queue) as reader:
        for letter in reader.letters():
            if letter.listing_id == listing_id:
                reader.delete(letter)
                deleted += 1
    return deleted


def _withdraw(stack: Stack, listing_id: str, version: int) -> None:
    event = ListingEvent(
        type=EventType.UNPUBLISHED,
        listing_id=listing_id,
        version=version,
        occurred_at=datetime.now(UTC),
    )
    stack.client("sqs").send_message(
        QueueUrl=stack.listing_queue_url, MessageBody=event.model_dump_json(exclude_none=True)
    )
