"""AnswerRequests: a listing comes by HTTP, and so does the question what became of it.

There is no second way to a summary: a request puts an event on the interactive queue, waits for the
one path and reads what it stored.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from summariser.domain.envelopes import read_object
from summariser.domain.errors import EventNotUnderstood, ListingHasNoText, VectorNotFound
from summariser.domain.event import ListingEvent
from summariser.domain.event_type import EventType
from summariser.domain.findings import codes_of
from summariser.domain.ledger import Entry, row_of
from summariser.domain.message import LONGEST_MESSAGE, dump_json, parse_event, read_fields
from summariser.domain.problems import (
    BodyTooLarge,
    InvalidListing,
    KeyReused,
    ListingRejected,
    ListingSuperseded,
    ListingUnknown,
    ListingWithdrawn,
    MalformedBody,
    ProfileUnknown,
    SummaryFailed,
    SummaryHeld,
    SummaryNotReady,
    VectorUnknown,
)
from summariser.domain.standing import PublishedSummary, Standing
from summariser.domain.summary import Status
from summariser.domain.vectors import SimilarListings
from summariser.llm.embedding import Vectors
from summariser.ports import Claim, EventSender, IdempotencyKeys, Ledger, SummaryTable
from summariser.steps.awaiting import Patience, await_end
from summariser.steps.similar_listings import similar_listings

EventUri = Callable[[ListingEvent], str]  # where an event is stored: the ledger knows it by that

FIRST_VERSION = 1


@dataclass(frozen=True)
class PutRequest:
    """A listing to summarise: its id, the body as it came, and the request's idempotency key."""

    listing_id: str
    body: str
    idempotency_key: str | None = None


def put_listing(
    request: PutRequest,
    *,
    queue: EventSender,
    ledger: Ledger,
    table: SummaryTable,
    keys: IdempotencyKeys,
    event_uri: EventUri,
    patience: Patience,
    now: datetime,
) -> PublishedSummary | Standing:
    """Have a listing summarised; returns its summary, or where it stands when patience ends.

    A listing that gives no version gets the next one, and with the newest version's content that
    version. An event that is known is sent again only if it is dead. Raises a `Problem`.
    """
    newest = ledger.newest(request.listing_id)
    event = _versioned(_fields_of(request, now), newest, event_uri)
    if request.idempotency_key is not None:
        event = _claimed(event, request.idempotency_key, keys)
    uri = event_uri(event.read)
    own = row_of(event.version, ledger.since(request.listing_id, event.version))
    known = own is not None and own.event_uri == uri and own.status is not Status.DEAD
    if not known:
        _refuse_obsolete(event, own, newest)
        queue.send(event.body)
    end = await_end(
        event.read, uri, ledger=ledger, patience=patience, before=None if known else own
    )
    if end is not None:
        return _answer(end, table)
    return Standing(
        listing_id=request.listing_id, version=event.version, status=Status.RECEIVED, since=now
    )


def delete_listing(
    listing_id: str,
    *,
    queue: EventSender,
    ledger: Ledger,
    event_uri: EventUri,
    patience: Patience,
    now: datetime,
) -> Standing:
    """Have a listing withdrawn; returns where that stands when it is done or patience ends.

    Raises a `Problem`.
    """
    newest = _newest(listing_id, ledger)
    if newest.status is Status.WITHDRAWN:
        return Standing.of(newest)
    event = ListingEvent(
        type=EventType.UNPUBLISHED, listing_id=listing_id, version=newest.version, occurred_at=now
    )
    known = newest.withdraws and newest.status is not Status.DEAD
    if not known:
        queue.send(event.model_dump_json(exclude_none=True))
    uri = event_uri(event)
    end = await_end(event, uri, ledger=ledger, patience=patience, before=None if known else newest)
    if end is not None and end.status is Status.DEAD:
        raise _failed(end)
    return Standing.of(end or newest)


def get_standing(listing_id: str, *, ledger: Ledger) -> Standing:
    """Tell where the newest version of a listing stands; raises `ListingUnknown`."""
    return Standing.of(_newest(listing_id, ledger))


def get_summary(
    listing_id: str, profiles: Collection[str], *, table: SummaryTable, ledger: Ledger
) -> PublishedSummary:
    """Read the summary that readers see, for some profiles or for all; raises a `Problem`.

    While a newer version is summarised, it is the summary of the version before.
    """
    summary = table.find(listing_id)
    if summary is None:
        found = _answer(_newest(listing_id, ledger), table)
        if isinstance(found, Standing):
            detail = f"Version {found.version} is {found.status}."
            raise SummaryNotReady(detail, standing=found.model_dump(mode="json"))
        summary = found
    if unknown := [name for name in profiles if name not in summary.profiles]:
        raise ProfileUnknown(unknown, summary.profiles)
    return summary.only(profiles) if profiles else summary


def get_similar(
    listing_id: str, k: int, *, summaries: SummaryTable, vectors: Vectors | None
) -> SimilarListings:
    """Find the listings most similar to one, of 1 to 100; raises `VectorUnknown`."""
    if vectors is None:
        raise VectorUnknown("The stack has no EmbeddingModel.")
    try:
        found = similar_listings(listing_id, k, summaries=summaries, vectors=vectors)
    except VectorNotFound as error:
        raise VectorUnknown(str(error)) from error
    return SimilarListings(listing_id=listing_id, similar=tuple(found))


@dataclass(frozen=True)
class _Event:
    """An event: its fields, and how ingest will read them."""

    fields: Mapping[str, Any]
    body: str
    read: ListingEvent

    @property
    def version(self) -> int:
        return self.read.version

    def of_version(self, version: int) -> "_Event":
        return _event({**self.fields, "version": version})


def _event(fields: Mapping[str, Any]) -> _Event:
    body = dump_json(fields)
    size = len(body.encode())
    if size > LONGEST_MESSAGE:
        raise BodyTooLarge(size, LONGEST_MESSAGE)
    try:
        return _Event(fields, body, parse_event(body))
    except EventNotUnderstood as error:
        raise InvalidListing(f"{error.reason}.") from None


def _fields_of(request: PutRequest, now: datetime) -> dict[str, Any]:
    """Write a request as a listing event, without a version where the listing gives none."""
    try:
        listing = read_object(request.body, "the body")
    except EventNotUnderstood as error:
        raise MalformedBody(f"{error.reason}.") from None
    fields = {
        "type": EventType.PUBLISHED,
        "listing_id": request.listing_id,
        "occurred_at": now.isoformat(),
        "listing": listing,
    }
    own, _ = read_fields(listing)
    return fields if own.get("version") is None else {**fields, "version": own["version"]}


def _versioned(fields: Mapping[str, Any], newest: Entry | None, event_uri: EventUri) -> _Event:
    if "version" in fields:
        return _event(fields)
    if newest is None:
        return _event({**fields, "version": FIRST_VERSION})
    event = _event({**fields, "version": newest.version})
    if event_uri(event.read) == newest.event_uri:
        return event
    return event.of_version(newest.version + 1)


def _claimed(event: _Event, key: str, keys: IdempotencyKeys) -> _Event:
    """Give the event that a key was first used for, which a repeated request means."""
    assert event.read.listing is not None  # noqa: S101 (for the type checker)
    content = event.read.listing.digest()
    first = keys.claim(event.read.listing_id, key, Claim(event.version, content))
    if first.content != content:
        raise KeyReused(f"It came first with version {first.version}, which has another content.")
    return event if first.version == event.version else event.of_version(first.version)


def _refuse_obsolete(event: _Event, own: Entry | None, newest: Entry | None) -> None:
    if newest is not None and newest.version > event.version:
        raise ListingSuperseded(f"Version {newest.version} is newer than {event.version}.")
    if own is not None and own.withdraws and own.status is not Status.DEAD:
        raise ListingWithdrawn(f"Version {event.version} was withdrawn, and never returns.")


def _newest(listing_id: str, ledger: Ledger) -> Entry:
    newest = ledger.newest(listing_id)
    if newest is None:
        raise ListingUnknown(listing_id)
    return newest


def _answer(entry: Entry, table: SummaryTable) -> PublishedSummary | Standing:
    """Say what became of a version: its summary, the problem it ended with, or where it stands."""
    version = f"Version {entry.version}"
    match entry.status:
        case Status.PUBLISHED if summary := table.find(entry.listing_id):
            return summary
        case Status.PUBLISHED | Status.WITHDRAWN:
            raise ListingWithdrawn(f"{version} was withdrawn, and its text erased.")
        case Status.HELD:
            cause = entry.cause or ""
            detail = f"The checks leave no sentence of the summary of version {entry.version}"
            raise SummaryHeld(f"{detail}: {cause}.", codes=codes_of(cause))
        case Status.SUPERSEDED:
            raise ListingSuperseded(f"{version} was made obsolete by a newer event.")
        case Status.DEAD:
            raise _failed(entry)
    return Standing.of(entry)


def _failed(entry: Entry) -> ListingRejected | SummaryFailed:
    rejected = entry.error == ListingHasNoText.__name__
    problem = ListingRejected if rejected else SummaryFailed
    return problem(entry.cause or f"Version {entry.version} failed.", error=entry.error)
