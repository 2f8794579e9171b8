"""Values for what does not matter to a test."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from summariser.domain.dead_letters import DeadLetter
from summariser.domain.document import Document, Line, LineKind, Section
from summariser.domain.event import ListingEvent
from summariser.domain.event_type import EventType
from summariser.domain.execution import ExecutionInput
from summariser.domain.ledger import Entry
from summariser.domain.listing import Listing
from summariser.domain.message import parse_event
from summariser.domain.summary import Draft, ProfileSummary, Sentence, Status, Summary, Usage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def any_listing(**changes: Any) -> Listing:
    description = (
        "You bake bread and rolls every night. You have finished an apprenticeship as a baker. "
        "We pay 2,600 euros a month."
    )
    fields = {"title": "Baker", "company": "Mill Bakery", "location": "Ghent"}
    return Listing(**(fields | {"description": description} | changes))


def any_event_body(**changes: Any) -> str:
    event = {
        "type": "listing.published",
        "listing_id": "baker-1",
        "version": 1,
        "occurred_at": "2026-11-23T09:30:00Z",
        "listing": any_listing().model_dump(),
    }
    return json.dumps({key: value for key, value in (event | changes).items() if value is not None})


def event_naming(uri: str) -> ListingEvent:
    """Make an event whose listing a board stored."""
    return parse_event(any_event_body(listing=None, listing_uri=uri))


def any_document(listing_id: str = "baker-1", version: int = 1) -> Document:
    line = Line(number=1, text="You bake bread.", kind=LineKind.TEXT, section=Section.DUTIES)
    return Document(listing_id=listing_id, version=version, language="en", lines=(line,))


def any_draft(
    listing_id: str = "baker-1", version: int = 1, text: str = "You bake bread."
) -> Draft:
    return Draft(
        listing_id=listing_id,
        version=version,
        language="en",
        model="embedded",
        prompt_version="extractive-1",
        profiles={
            "preview": ProfileSummary(text=text, sentences=(Sentence(text=text, lines=(1,)),))
        },
        findings=(),
        usage=Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=0.01),
    )


def any_summary(
    listing_id: str = "baker-1", version: int = 1, text: str = "You bake bread."
) -> Summary:
    return Summary(
        **dict(any_draft(listing_id, version, text)),
        status=Status.PUBLISHED,
        document_uri=f"s3://bucket/listings/{listing_id}/{version}-0a1b/document.json",
        occurred_at=NOON,
        stored_at=NOON,
    )


def any_execution_input(**changes: Any) -> ExecutionInput:
    fields: dict[str, Any] = {
        "listing_id": "baker-1",
        "version": 1,
        "event_type": EventType.PUBLISHED,
        "occurred_at": NOON,
        "event_uri": "s3://bucket/event",
        "listing_uri": "s3://bucket/listing",
    }
    return ExecutionInput(**(fields | changes))


def any_entry(listing_id: str = "baker-1", version: int = 1, **changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "status": Status.RECEIVED,
        "event_type": EventType.PUBLISHED,
        "event_uri": f"{listing_id}/{version}/event",
        "execution_name": f"{listing_id}-v{version}",
        "occurred_at": NOON,
        "received_at": NOON,
        "moved_at": NOON,
    }
    return Entry(listing_id=listing_id, version=version, **(fields | changes))


def any_dead_letter(number: int = 1, **changes: Any) -> DeadLetter:
    fields = {
        "message_id": f"message-{number}",
        "listing_id": f"baker-{number}",
        "version": 1,
        "error": "ModelThrottled",
        "cause": "The model is throttled.",
        "state": "WriteSummary",
        "execution_arn": None,
        "replays": 0,
        "sent_at": NOON - timedelta(hours=1),
        "body": f"event {number}",
        "receipt": "",
    }
    return DeadLetter(**(fields | changes))
