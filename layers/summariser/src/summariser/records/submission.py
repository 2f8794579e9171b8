"""Submission: what is sent to the listing queue for one record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from summariser.domain.envelopes import is_envelope
from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event import ListingEvent
from summariser.domain.event_type import EventType
from summariser.domain.job_posting import find_job_posting
from summariser.domain.message import (
    NOT_IN_A_MESSAGE,
    dump_json,
    identify,
    parse_event,
    read_fields,
)
from summariser.records.record import Record

FIRST_VERSION = 1
EVENT_PREFIX = "listing."  # of every EventType

Key = tuple[str, int]  # listing id and version


@dataclass(frozen=True, slots=True)
class Submission:
    """One message for the listing queue, and the listing version that it is about."""

    origin: str
    body: str
    event: dict[str, Any] | None  # None if the body is not a JSON object
    key: Key | None  # None if ingest will not understand the event
    withdraws: bool = False
    defect: str | None = None

    @property
    def name(self) -> str:
        """Name of the submission for people."""
        return f"{self.key[0]} version {self.key[1]}" if self.key else self.origin


def submit(record: Record, now: datetime) -> Submission:
    """Wrap a listing in a published event; events, and what is not an object, stay as they are."""
    event = record.content
    body = record.text
    if event is not None and not _is_event(event):
        event = _published(event, now)
        body = dump_json(event)
    elif event is not None and NOT_IN_A_MESSAGE.search(body):
        body = dump_json(event)
    understood = _understood(body) if record.defect is None else None
    return Submission(
        origin=record.origin,
        body=body,
        event=event,
        key=(understood.listing_id, understood.version) if understood else None,
        withdraws=understood is not None and understood.type is EventType.UNPUBLISHED,
        defect=record.defect,
    )


def _is_event(content: dict[str, Any]) -> bool:
    """Whether an object is an event: a listing may have a `type` of its own."""
    if is_envelope(content) or "listing_uri" in content or "listing" in content:
        return True
    named = content.get("type")
    if isinstance(named, str) and named.startswith(EVENT_PREFIX):
        return True
    return named is not None and "description" not in content and not find_job_posting(content)


def _published(listing: dict[str, Any], now: datetime) -> dict[str, Any]:
    known, _ = read_fields(listing)
    listing_id, version = identify(known), known.get("version")
    return (
        {"type": EventType.PUBLISHED}
        | ({} if listing_id is None else {"listing_id": listing_id})
        | {"version": FIRST_VERSION if version is None else version}
        | {"occurred_at": now.isoformat(), "listing": listing}
    )


def _understood(body: str) -> ListingEvent | None:
    """Read the event as ingest will, to know which summary to wait for."""
    try:
        return parse_event(body)
    except EventNotUnderstood:
        return None
