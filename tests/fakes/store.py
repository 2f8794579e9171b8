"""`ListingStore` in memory."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.errors import EventNotUnderstood, ListingNotFound
from summariser.domain.event import ListingEvent
from summariser.domain.event_type import EventType
from summariser.domain.listing import Listing
from summariser.domain.summary import Draft, Summary
from summariser.llm.notes import ChunkProgress, MergedNotes, Notes

INCOMING = "s3://bucket/incoming/"


@dataclass
class ListingShelf:
    """A `ListingStore` in memory."""

    objects: dict[str, Any] = field(default_factory=dict)
    laid_down: dict[str, datetime] = field(default_factory=dict)  # when a board did, if it matters

    def _put(self, uri: str, value: Any) -> str:
        self.objects[uri] = value
        return uri

    def _get(self, uri: str) -> Any:
        if uri not in self.objects:
            raise ListingNotFound(uri)
        return self.objects[uri]

    def event_uri(self, event: ListingEvent) -> str:
        withdraws = event.type is EventType.UNPUBLISHED
        return f"{self._folder(event)}/{'withdrawal' if withdraws else 'event'}"

    def listing_uri(self, event: ListingEvent) -> str:
        return f"{self._folder(event)}/listing"

    def put_event(self, event: ListingEvent, body: str) -> str:
        return self._put(self.event_uri(event), body)

    def get_event(self, uri: str) -> str:
        return str(self._get(uri))

    def get_incoming(self, event: ListingEvent) -> str:
        uri = event.listing_uri or ""
        if event.summarise_again is not None and uri in self.objects:
            own: Listing | str = self._get(uri)
            if isinstance(own, Listing) and uri.startswith(f"{_quoted(event.listing_id)}/"):
                return own.model_dump_json()
        if not uri.startswith(INCOMING):
            raise EventNotUnderstood(f"`listing_uri` must start with {INCOMING}")
        return str(self._get(uri))

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        return self._put(self.listing_uri(event), listing)

    def get_listing(self, uri: str) -> Listing:
        listing: Listing = self._get(uri)
        return listing

    def put_document(self, document: Document, *, listing_uri: str) -> str:
        return self._put(f"{_folder_of(listing_uri)}/document", document)

    def get_document(self, uri: str) -> Document:
        document: Document = self._get(uri)
        return document

    def put_plan(self, plan: Plan, *, document_uri: str) -> str:
        return self._put(f"{_folder_of(document_uri)}/plan-{plan.attempt}", plan)

    def plan_uri(self, *, beside: str) -> str:
        return f"{_folder_of(beside)}/plan-0"

    def get_plan(self, uri: str) -> Plan:
        plan: Plan = self._get(uri)
        return plan

    def put_notes(self, notes: Notes, *, plan_uri: str, level: int, part: int) -> str:
        return self._put(f"{plan_uri}/notes-{level}-{part}", notes)

    def put_progress(self, progress: ChunkProgress, *, plan_uri: str, part: int) -> str:
        return self._put(f"{plan_uri}/unfinished-{part}", progress)

    def find_progress(self, *, plan_uri: str, part: int) -> ChunkProgress | None:
        found: ChunkProgress | None = self.objects.get(f"{plan_uri}/unfinished-{part}")
        return found

    def get_notes(self, *, plan_uri: str, level: int, parts: int) -> list[Notes]:
        return [self._get(f"{plan_uri}/notes-{level}-{part}") for part in range(parts)]

    def put_merged(self, merged: MergedNotes, *, plan_uri: str, level: int) -> str:
        return self._put(f"{plan_uri}/merged-{level}", merged)

    def get_merged(self, uri: str) -> MergedNotes:
        merged: MergedNotes = self._get(uri)
        return merged

    def put_written(self, draft: Draft, *, plan_uri: str, content: str) -> str:
        return self._put(_written(plan_uri, content, draft.revised), draft)

    def find_written(self, *, plan_uri: str, content: str, revised: bool) -> Draft | None:
        found: Draft | None = self.objects.get(_written(plan_uri, content, revised))
        return found

    def put_draft(self, draft: Draft, *, plan_uri: str) -> str:
        return self._put(f"{plan_uri}/{'revised' if draft.revised else 'draft'}", draft)

    def keep_draft(self, draft: Draft, *, document_uri: str, content: str) -> str:
        return self._put(f"{document_uri.partition('/')[0]}/drafts/{content}", draft)

    def find_draft(self, *, document_uri: str, content: str) -> str | None:
        uri = f"{document_uri.partition('/')[0]}/drafts/{content}"
        return uri if uri in self.objects else None

    def get_draft(self, uri: str) -> Draft:
        draft: Draft = self._get(uri)
        return draft

    def put_summary(self, summary: Summary) -> str:
        return self._put(f"{self._event_of(summary)}/summary", summary)

    def put_held(self, summary: Summary) -> str:
        return self._put(f"{self._event_of(summary)}/held", summary)

    def erase(self, listing_id: str, version: int) -> None:
        folder = f"{_quoted(listing_id)}/"
        versions = {uri: _version(uri, folder) for uri in self.objects if uri.startswith(folder)}
        newest = max((found for found in versions.values() if found is not None), default=0)
        for uri, found in versions.items():
            goes = newest <= version if found is None else found <= version
            if goes and not uri.endswith("/withdrawal"):
                del self.objects[uri]

    def erase_incoming(self, uri: str, *, before: datetime) -> None:
        if self.laid_down.get(uri, before) <= before:
            self.objects.pop(uri, None)

    def _folder(self, event: ListingEvent) -> str:
        content = event.listing.digest() if event.listing else event.listing_uri or ""
        content += event.summarise_again.isoformat() if event.summarise_again else ""
        name = f"{event.version}-{event.type}-{_quoted(content)}"
        return f"{_quoted(event.listing_id)}/{name}"

    def _event_of(self, summary: Summary) -> str:
        folder = summary.document_uri.rsplit("/", 2)[-2]
        return f"{_quoted(summary.listing_id)}/{folder}"


def _written(plan_uri: str, content: str, revised: bool) -> str:
    return f"{plan_uri}/{'rewritten' if revised else 'written'}-{content}"


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _version(uri: str, folder: str) -> int | None:
    found = re.match(r"\d+", uri.removeprefix(folder))
    return int(found[0]) if found else None


def _folder_of(uri: str) -> str:
    return uri.rpartition("/")[0]
