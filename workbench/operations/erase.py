"""The `erase` command: a listing is taken down by hand, by the way that its board would take."""

from datetime import UTC, datetime

from rich.console import Console

from summariser.listing import EventType, ListingEvent
from workbench.errors import WrongUsage
from workbench.operations.ledger import LedgerReader
from workbench.stack import Stack, aws_errors_told


def erase(stack: Stack, listing_id: str) -> None:
    """Send an event that unpublishes a listing's newest version; raises `WrongUsage`."""
    with aws_errors_told():
        rows = LedgerReader(stack).of_listing(listing_id)
        if not rows:
            raise WrongUsage(
                f"There is no listing {listing_id!r} in {stack.name}: its id is that of its events."
            )
        event = ListingEvent(
            type=EventType.UNPUBLISHED,
            listing_id=listing_id,
            version=max(row.version for row in rows),
            occurred_at=datetime.now(UTC),
        )
        stack.client("sqs").send_message(
            QueueUrl=stack.listing_queue_url, MessageBody=event.model_dump_json(exclude_none=True)
        )
    Console(highlight=False).print(
        f"Version {event.version} of {listing_id} will be withdrawn and erased: `summariser trace "
        f"{listing_id}` shows when. Dead letters of it stay: `summariser dead-letters`.",
        soft_wrap=True,
    )
