"""Ingest: a message becomes an execution, or a dead letter with a reason."""

import hashlib
import re

from summariser.errors import PermanentError
from summariser.listing import EventType, ListingEvent, parse_event, parse_listing
from summariser.ports import DeadLetters, Executions, Failure, ListingStore
from summariser.states import ExecutionInput


def ingest_listing(
    body: str, *, store: ListingStore, executions: Executions, dead_letters: DeadLetters
) -> None:
    """Keep a message's listing in the store and start its execution.

    A message that can never succeed goes to the dead letters here; every other failure is
    raised, so that the queue delivers the message again.
    """
    event = None
    try:
        event = parse_event(body)
        _start(event, body, store=store, executions=executions)
    except PermanentError as error:
        failure = Failure(
            error=type(error).__name__,
            cause=str(error),
            listing_id=event.listing_id if event else None,
            version=event.version if event else None,
        )
        dead_letters.send(body, failure)


def _start(event: ListingEvent, body: str, *, store: ListingStore, executions: Executions) -> None:
    listing = event.listing
    if event.listing_uri is not None:
        listing = parse_listing(store.get_incoming(event.listing_uri))
    content = listing.digest() if listing else "no listing"
    executions.start(
        execution_name(event, content),
        ExecutionInput(
            listing_id=event.listing_id,
            version=event.version,
            event_type=event.type,
            occurred_at=event.occurred_at,
            event_uri=store.put_event(event, body),
            listing_uri=store.put_listing(event, listing) if listing else None,
        ),
    )


def execution_name(event: ListingEvent, content: str) -> str:
    """Name an execution by id, version and content: the same event twice has one name.

    At most 80 characters, none of them special:
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    """
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", event.listing_id)[:32]
    kind = "withdraw" if event.type is EventType.UNPUBLISHED else "publish"
    identity = f"{event.listing_id}\n{event.version}\n{kind}\n{content}"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:16]
    return f"{readable}-v{event.version}-{digest}"
