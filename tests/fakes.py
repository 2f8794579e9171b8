"""In-memory implementations of the ports, and values for what does not matter to a test."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from summariser.document import Document, Line, LineKind, Section
from summariser.errors import ListingNotFound, ServiceUnavailable
from summariser.listing import Listing, ListingEvent
from summariser.notes import MergedNotes, Notes
from summariser.plan import Plan
from summariser.ports import Failure
from summariser.states import ExecutionInput
from summariser.summary import Draft, ProfileSummary, Sentence, Status, Summary, Usage

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
        document_uri="s3://bucket/document.json",
        occurred_at=NOON,
        stored_at=NOON,
    )


@dataclass
class ListingShelf:
    """A `ListingStore` in memory."""

    objects: dict[str, Any] = field(default_factory=dict)

    def _put(self, uri: str, value: Any) -> str:
        self.objects[uri] = value
        return uri

    def _get(self, uri: str) -> Any:
        if uri not in self.objects:
            raise ListingNotFound(uri)
        return self.objects[uri]

    def put_event(self, event: ListingEvent, body: str) -> str:
        return self._put(f"{event.listing_id}/{event.version}/event", body)

    def get_event(self, uri: str) -> str:
        return str(self._get(uri))

    def get_incoming(self, uri: str) -> str:
        return str(self._get(uri))

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        return self._put(f"{event.listing_id}/{event.version}/listing", listing)

    def get_listing(self, uri: str) -> Listing:
        listing: Listing = self._get(uri)
        return listing

    def put_document(self, document: Document, *, listing_uri: str) -> str:
        return self._put(listing_uri.replace("listing", "document"), document)

    def get_document(self, uri: str) -> Document:
        document: Document = self._get(uri)
        return document

    def put_plan(self, plan: Plan, *, document_uri: str) -> str:
        return self._put(document_uri.replace("document", f"plan-{plan.attempt}"), plan)

    def get_plan(self, uri: str) -> Plan:
        plan: Plan = self._get(uri)
        return plan

    def put_notes(self, notes: Notes, *, plan_uri: str, level: int, part: int) -> str:
        return self._put(f"{plan_uri}/notes-{level}-{part}", notes)

    def get_notes(self, *, plan_uri: str, level: int, parts: int) -> list[Notes]:
        return [self._get(f"{plan_uri}/notes-{level}-{part}") for part in range(parts)]

    def put_merged(self, merged: MergedNotes, *, plan_uri: str, level: int) -> str:
        return self._put(f"{plan_uri}/merged-{level}", merged)

    def get_merged(self, uri: str) -> MergedNotes:
        merged: MergedNotes = self._get(uri)
        return merged

    def put_draft(self, draft: Draft, *, document_uri: str) -> str:
        return self._put(document_uri.replace("document", "draft"), draft)

    def get_draft(self, uri: str) -> Draft:
        draft: Draft = self._get(uri)
        return draft

    def put_summary(self, summary: Summary) -> str:
        return self._put(f"{summary.listing_id}/{summary.version}/summary", summary)

    def erase(self, listing_id: str, *, keep_uri: str) -> None:
        for uri in [uri for uri in self.objects if uri.startswith(f"{listing_id}/")]:
            if uri != keep_uri:
                del self.objects[uri]


@dataclass
class SummaryRows:
    """A `SummaryTable` in memory."""

    rows: dict[str, tuple[int, Status]] = field(default_factory=dict)

    def publish(self, summary: Summary, summary_uri: str) -> Status:  # noqa: ARG002
        return self._put(summary.listing_id, summary.version, Status.PUBLISHED)

    def withdraw(self, listing_id: str, version: int, occurred_at: datetime) -> Status:  # noqa: ARG002
        return self._put(listing_id, version, Status.WITHDRAWN)

    def _put(self, listing_id: str, version: int, status: Status) -> Status:
        if self.rows.get(listing_id, (0, status))[0] > version:
            return Status.SUPERSEDED
        self.rows[listing_id] = (version, status)
        return status


@dataclass
class ExecutionList:
    """`Executions` in memory; throttled as often as it is told."""

    started: dict[str, ExecutionInput] = field(default_factory=dict)
    throttled: int = 0

    def start(self, name: str, execution_input: ExecutionInput) -> None:
        if self.throttled:
            self.throttled -= 1
            raise ServiceUnavailable("states:StartExecution", "ThrottlingException")
        self.started.setdefault(name, execution_input)


@dataclass
class DeadLetterList:
    """`DeadLetters` in memory."""

    letters: list[tuple[str, Failure]] = field(default_factory=list)

    def send(self, body: str, failure: Failure) -> str:
        self.letters.append((body, failure))
        return f"message-{len(self.letters)}"


@dataclass
class Noticeboard:
    """A `SummaryBus` in memory."""

    notices: list[dict[str, Any]] = field(default_factory=list)

    def announce(self, **notice: Any) -> str:
        self.notices.append(notice)
        return f"event-{len(self.notices)}"
