"""In-memory implementations of the ports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.errors import ListingNotFound, ServiceUnavailable
from summariser.domain.event import EventType, ListingEvent
from summariser.domain.execution import ExecutionInput
from summariser.domain.ledger import UNFINISHED, Entry, is_obsolete, received
from summariser.domain.listing import Listing
from summariser.domain.summary import Draft, Status, Summary
from summariser.llm.notes import MergedNotes, Notes
from summariser.ports import Execution, Failure


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

    def event_uri(self, event: ListingEvent) -> str:
        content = event.listing.digest() if event.listing else event.listing_uri
        folder = f"{event.version}-{event.type}-{content}"
        withdraws = event.type is EventType.UNPUBLISHED
        return f"{event.listing_id}/{folder}/{'withdrawal' if withdraws else 'event'}"

    def listing_uri(self, event: ListingEvent) -> str:
        return f"{event.listing_id}/{event.version}/listing"

    def put_event(self, event: ListingEvent, body: str) -> str:
        return self._put(self.event_uri(event), body)

    def get_event(self, uri: str) -> str:
        return str(self._get(uri))

    def get_incoming(self, uri: str) -> str:
        return str(self._get(uri))

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        return self._put(self.listing_uri(event), listing)

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
        return self._put(f"{summary.listing_id}/{summary.version}/summary", summary)

    def put_held(self, summary: Summary) -> str:
        return self._put(f"{summary.listing_id}/{summary.version}/held", summary)

    def erase(self, listing_id: str) -> None:
        for uri in [uri for uri in self.objects if uri.startswith(f"{listing_id}/")]:
            if not uri.endswith("/withdrawal"):
                del self.objects[uri]


@dataclass
class LedgerRows:
    """A `Ledger` in memory."""

    rows: dict[tuple[str, int], Entry] = field(default_factory=dict)

    def status(self, listing_id: str, version: int = 1) -> Status:
        return self.rows[listing_id, version].status

    def add(self, *entries: Entry) -> None:
        self.rows |= {(entry.listing_id, entry.version): entry for entry in entries}

    def receive(self, entry: Entry) -> Entry:
        row = received(entry, self._of(entry.listing_id, since=entry.version))
        self.add(row)
        return row

    def started(self, entry: Entry, name: str, attempt: int, now: datetime) -> None:
        changes: dict[str, Any] = {"execution_name": name, "attempts": attempt}
        if self.status(entry.listing_id, entry.version) is Status.RECEIVED:
            changes |= {"status": Status.RUNNING, "started_at": now, "moved_at": now}
        self.move(entry.listing_id, entry.version, entry.event_uri, **changes)

    def died(self, failure: Failure, event_uri: str, now: datetime) -> None:
        assert failure.listing_id is not None
        assert failure.version is not None
        reason = {"error": failure.error, "cause": failure.cause, "state": failure.state}
        changes = {"status": Status.DEAD, "moved_at": now, **reason}
        self.move(failure.listing_id, failure.version, event_uri, **changes)

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        changes = {"status": Status.HELD, "summary_uri": summary_uri, "cause": cause}
        moved = self.move(summary.listing_id, summary.version, event_uri, **changes)
        return Status.HELD if moved else Status.SUPERSEDED

    def superseded(self, listing_id: str, version: int, event_uri: str, now: datetime) -> None:
        if self.status(listing_id, version) in UNFINISHED | {Status.HELD}:
            self.move(listing_id, version, event_uri, status=Status.SUPERSEDED, moved_at=now)

    def erased(self, entry: Entry, now: datetime) -> None:
        self.move(entry.listing_id, entry.version, entry.event_uri, erased_at=now)

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        return is_obsolete(version, event_uri, self._of(listing_id, since=version))

    def until(self, listing_id: str, version: int) -> list[Entry]:
        return [row for row in self._of(listing_id) if row.version <= version]

    def standing(
        self, status: Status, *, before: datetime, since: datetime | None = None
    ) -> Iterator[Entry]:
        found = [row for row in self.rows.values() if row.status is status]
        return iter(
            [
                row
                for row in found
                if row.moved_at <= before and (since is None or since <= row.moved_at)
            ]
        )

    def move(self, listing_id: str, version: int, event_uri: str, **changes: Any) -> bool:
        row = self.rows.get((listing_id, version))
        if row is None or row.event_uri != event_uri:
            return False
        self.add(row.model_copy(update=changes))
        return True

    def _of(self, listing_id: str, since: int = 0) -> list[Entry]:
        return [
            row
            for row in self.rows.values()
            if row.listing_id == listing_id and row.version >= since
        ]


@dataclass
class SummaryRows:
    """A `SummaryTable` in memory."""

    ledger: LedgerRows = field(default_factory=LedgerRows)
    rows: dict[str, tuple[int, Status]] = field(default_factory=dict)

    def publish(self, summary: Summary, summary_uri: str, event_uri: str) -> Status:  # noqa: ARG002
        return self._put(summary.listing_id, summary.version, event_uri, Status.PUBLISHED)

    def withdraw(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        occurred_at: datetime,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
    ) -> Status:
        return self._put(listing_id, version, event_uri, Status.WITHDRAWN)

    def is_withdrawn(self, listing_id: str) -> bool:
        return self.rows.get(listing_id, (0, None))[1] is Status.WITHDRAWN

    def _put(self, listing_id: str, version: int, event_uri: str, status: Status) -> Status:
        newest, before = self.rows.get(listing_id, (0, status))
        withdrawn = newest == version and before is Status.WITHDRAWN is not status
        if newest > version or withdrawn:
            return Status.SUPERSEDED
        if not self.ledger.move(listing_id, version, event_uri, status=status):
            return Status.SUPERSEDED
        self.rows[listing_id] = (version, status)
        return status


@dataclass
class ExecutionList:
    """`Executions` in memory; throttled as often as it is told."""

    started: dict[str, ExecutionInput] = field(default_factory=dict)
    known: dict[str, Execution] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)
    throttled: int = 0

    def start(self, name: str, execution_input: ExecutionInput) -> tuple[str, int]:
        if self.throttled:
            self.throttled -= 1
            raise ServiceUnavailable("states:StartExecution", "ThrottlingException")
        self.started.setdefault(name, execution_input)
        return name, 1

    def describe(self, name: str) -> Execution | None:
        running = Execution(arn=f"arn:{name}", status="RUNNING") if name in self.started else None
        return self.known.get(name, running)

    def stop(self, name: str, cause: str) -> None:  # noqa: ARG002
        self.stopped.append(name)


@dataclass
class Noticeboard:
    """A `SummaryBus` in memory."""

    notices: list[dict[str, Any]] = field(default_factory=list)

    def announce(self, **notice: Any) -> str:
        self.notices.append(notice)
        return f"event-{len(self.notices)}"
