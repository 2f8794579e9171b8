"""Ingest: a message becomes an execution, or a dead letter with a reason."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from summariser.domain.errors import (
    ListingNotFound,
    PermanentError,
    TransientError,
    WaitedTooLong,
)
from summariser.domain.event import ListingEvent
from summariser.domain.event_queue import EventQueue
from summariser.domain.event_type import EventType
from summariser.domain.execution import execution_name
from summariser.domain.failure import Failure
from summariser.domain.ledger import Entry, is_settled, received
from summariser.domain.listing import Listing
from summariser.domain.message import parse_event, parse_listing
from summariser.domain.summary import Status
from summariser.domain.waiting import LONGEST_WAIT
from summariser.ports import DeadLetters, DelayedRetry, Executions, Ledger, ListingStore, Quota
from summariser.steps.starting import start_execution

STATE = "IngestListings"  # where a dead letter of this step failed


@dataclass(frozen=True)
class Message:
    """A message's body, when its event was first sent, and how often it was replayed."""

    body: str
    waiting_since: datetime
    replays: int = 0
    queue: EventQueue = EventQueue.LISTING  # that it came by

    @property
    def received_at(self) -> datetime | None:
        """When its queue received it; None for a backfill, which nobody waits for."""
        return None if self.queue is EventQueue.BACKFILL else self.waiting_since


@dataclass(frozen=True)
class Ingested:
    """What became of a message: the execution that it started, or why it waits; else neither."""

    execution_name: str | None = None
    waits: str | None = None


class _NoRoom(TransientError):
    """An event may not start yet, nor before so many seconds have passed."""

    def __init__(self, reason: str, at_least_s: int = 0) -> None:
        super().__init__(reason)
        self.at_least_s = at_least_s


def ingest_listing(
    message: Message,
    *,
    store: ListingStore,
    ledger: Ledger,
    executions: Executions,
    dead_letters: DeadLetters,
    quota: Quota,
    capacity: Quota,
    delayed_retry: DelayedRetry,
    now: datetime,
) -> Ingested:
    """Note an event in the ledger, keep its listing in the store and start its execution.

    A message that can never succeed goes to the dead letters here. An event that was seen before,
    or that a newer one made pointless, is done with. One that may not start yet, or for which a
    service is throttled or down, waits on its queue, and that never counts as a failure. Every
    other failure is raised, so that the queue delivers the message again.
    """
    event = None
    try:
        event = parse_event(message.body)
        try:
            _admit(event, message, quota=quota, capacity=capacity, now=now)
            listing = _listing_of(event, store, ledger)
            entry = ledger.receive(_entry(event, listing, message, store=store, now=now))
            if entry.status is Status.RECEIVED:
                store.put_event(event, _kept(event, message))
                if listing is not None and not entry.withdraws:
                    store.put_listing(event, listing)
                name = start_execution(
                    entry,
                    ledger=ledger,
                    executions=executions,
                    now=now,
                    received_at=message.received_at,
                )
                return Ingested(execution_name=name)
        except TransientError as error:
            if now - message.waiting_since > LONGEST_WAIT:
                if not _needs_work(event, message, store=store, ledger=ledger, now=now):
                    return Ingested()
                raise WaitedTooLong(LONGEST_WAIT.days, str(error)) from error
            delayed_retry.defer(
                message.body,
                replays=message.replays,
                queue=message.queue,
                waiting_since=message.waiting_since,
                at_least_s=error.at_least_s if isinstance(error, _NoRoom) else 0,
            )
            return Ingested(waits=str(error))
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
    return Ingested()


def _admit(
    event: ListingEvent, message: Message, *, quota: Quota, capacity: Quota, now: datetime
) -> None:
    """Take the room that an event's execution needs; raises `_NoRoom` where there is none.

    A withdrawal calls no model, and waits behind no publish.
    """
    withdraws = event.type is EventType.UNPUBLISHED
    urgent = withdraws and message.queue is EventQueue.LISTING
    share = (EventQueue.INTERACTIVE if urgent else message.queue).share
    if not capacity.admits(share):
        raise _NoRoom("as many executions are open as may be")
    if not withdraws and not quota.admits(share):
        raise _NoRoom("the requests of this minute are used up", at_least_s=60 - now.second)


def _needs_work(
    event: ListingEvent, message: Message, *, store: ListingStore, ledger: Ledger, now: datetime
) -> bool:
    """Tell whether an event that waited in vain is still to be worked on.

    Ingest may be killed after it sent an event to wait and before its message is deleted: the event
    then waits twice, and one of the two may be done with long before the other.
    """
    known = ledger.since(event.listing_id, event.version)
    entry = _entry(event, event.listing, message, store=store, now=now)
    return received(entry, known).status is Status.RECEIVED


def _listing_of(event: ListingEvent, store: ListingStore, ledger: Ledger) -> Listing | None:
    """Read an event's listing: its own copy once the board's is gone, as it is after 15 days.

    None if there is none, or if no event of its version needs it any more: it was erased then.
    """
    if event.listing_uri is None:
        return event.listing
    try:
        return parse_listing(store.get_incoming(event))
    except ListingNotFound:
        if event.type is EventType.UNPUBLISHED:
            return None
        with suppress(ListingNotFound):
            return store.get_listing(store.listing_uri(event))
        if is_settled(event.version, ledger.since(event.listing_id, event.version)):
            return None
        raise


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
        sources=() if event.listing_uri is None or event.summarise_again else (event.listing_uri,),
        listing_uri=None if withdraws else store.listing_uri(event),
        execution_name=execution_name(event, content),
        occurred_at=event.occurred_at,
        summarise_again=event.summarise_again,
        received_at=now,
        moved_at=now,
        replays=message.replays,
    )


def _kept(event: ListingEvent, message: Message) -> str:
    """Give the body to keep: of a listing that was taken down nothing is, though it be repeated."""
    if event.type is not EventType.UNPUBLISHED:
        return message.body
    return event.model_copy(update={"listing": None, "listing_uri": None}).model_dump_json()
