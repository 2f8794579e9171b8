"""Ingest: a message becomes an execution, or a dead letter with a reason."""

from dataclasses import dataclass
from datetime import datetime

from summariser.domain.errors import PermanentError
from summariser.domain.event import EventType, ListingEvent
from summariser.domain.execution import execution_name
from summariser.domain.ledger import Entry
from summariser.domain.listing import Listing
from summariser.domain.message import parse_event, parse_listing
from summariser.domain.summary import Status
from summariser.ports import (
    DeadLetters,
    DelayedRetry,
    Executions,
    Failure,
    Ledger,
    ListingStore,
    Quota,
)
from summariser.steps.starting import start_execution

STATE = "IngestListings"  # where a dead letter of this step failed


# A publish is never stuck behind a backfill: that leaves it half of each minute's requests.
BACKFILL_SHARE = 0.5


@dataclass(frozen=True)
class Message:
    """A message's body, and how often its event was sent back from the dead letters."""

    body: str
    replays: int = 0
    backfill: bool = False  # it came by the backfill queue


def ingest_listing(
    message: Message,
    *,
    store: ListingStore,
    ledger: Ledger,
    executions: Executions,
    dead_letters: DeadLetters,
    quota: Quota,
    delayed_retry: DelayedRetry,
    now: datetime,
) -> None:
    """Note an event in the ledger, keep its listing in the store and start its execution.

    A message that can never succeed goes to the dead letters here; every other failure is
    raised, so that the queue delivers the message again. An event that was seen before, or that
    a newer one made pointless, is done with. One that needs a model waits on its queue while the
    minute's requests are used up.
    """
    event = None
    try:
        event = parse_event(message.body)
        listing = event.listing
        if event.listing_uri is not None:
            listing = parse_listing(store.get_incoming(event.listing_uri))
    except PermanentError as error:
        failure = Failure(
            error=type(error).__name__,
            cause=str(error),
            listing_id=event.listing_id if event else None,
            version=event.version if event else None,
            state=STATE,
            replays=message.replays,
        )
        dead_letters.send(message.body, failure)
        return
    if event.type is not EventType.UNPUBLISHED:
        share = BACKFILL_SHARE if message.backfill else 1.0
        if not quota.admits(share):
            delayed_retry.defer(message.body, replays=message.replays, backfill=message.backfill)
            return
    entry = ledger.receive(_entry(event, listing, message, store=store, now=now))
    if entry.status is Status.RECEIVED:
        store.put_event(event, _kept(event, message))
        if listing is not None and not entry.withdraws:
            store.put_listing(event, listing)
        start_execution(entry, ledger=ledger, executions=executions, now=now)


def _entry(
    event: ListingEvent,
    listing: Listing | None,
    message: Message,
    *,
    store: ListingStore,
    now: datetime,
) -> Entry:
    content = listing.digest() if listing else "no listing"
    withdraws = event.type is EventType.UNPUBLISHED
    return Entry(
        listing_id=event.listing_id,
        version=event.version,
        status=Status.RECEIVED,
        event_type=event.type,
        event_uri=store.event_uri(event),
        listing_uri=None if withdraws else store.listing_uri(event),
        execution_name=execution_name(event, content),
        occurred_at=event.occurred_at,
        received_at=now,
        moved_at=now,
        replays=message.replays,
    )


def _kept(event: ListingEvent, message: Message) -> str:
    """Give the body to keep: of a listing that was taken down nothing is, though it be repeated."""
    if event.type is not EventType.UNPUBLISHED:
        return message.body
    return event.model_copy(update={"listing": None, "listing_uri": None}).model_dump_json()
