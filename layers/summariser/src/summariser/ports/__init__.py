"""Ports: what the steps need from the outside world, bound to adapters in wiring.py."""

from __future__ import annotations  # a function need not import types it only names

from typing import TYPE_CHECKING, Protocol

from summariser.ports.queues import (
    Claim,
    DeadLetterQueue,
    DeadLetters,
    DelayedRetry,
    EventSender,
    IdempotencyKeys,
    Quota,
    Replays,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from summariser.core.plan import Plan
    from summariser.domain.document import Document
    from summariser.domain.event import ListingEvent
    from summariser.domain.execution import Execution, ExecutionInput
    from summariser.domain.failure import Failure
    from summariser.domain.ledger import Care, Due, Entry
    from summariser.domain.listing import Listing
    from summariser.domain.standing import PublishedSummary
    from summariser.domain.summary import Draft, Generated, Status, Summary, Usage, VisibleSummary
    from summariser.domain.verdict import Verdict
    from summariser.llm.metering import Call
    from summariser.llm.notes import ChunkProgress, MergedNotes, Notes

__all__ = [
    "Claim",
    "DeadLetterQueue",
    "DeadLetters",
    "DelayedRetry",
    "EventSender",
    "Executions",
    "IdempotencyKeys",
    "Ledger",
    "ListingStore",
    "Meter",
    "Quota",
    "Replays",
    "SummaryBus",
    "SummaryTable",
]


class Meter(Protocol):
    """Records what calls cost, by listing and by day, and how many tokens were counted."""

    def record(self, call: Call) -> None:
        """Report a call, and add an answered one to its listing, its day and its language."""

    def usage(self, listing_id: str, version: int) -> Usage:
        """Sum every call for a listing version, whichever model answered."""

    def correction(self, model: str, language: str) -> float:
        """Divide counted by estimated tokens of a model's prompts; 1 until enough were counted."""

    def spent_usd(self) -> float:
        """Sum what all models cost today, in UTC."""

    def ceiling_reached(self) -> None:
        """Report that the daily spend ceiling moves listings to a cheaper model."""

    def judged(self, draft: Draft, verdict: Verdict) -> None:
        """Count what became of a draft, and its findings by code."""


class ListingStore(Protocol):
    """Stores what is made of events; a write returns a URI, a read raises `ListingNotFound`."""

    def event_uri(self, event: ListingEvent) -> str:
        """Return where an event is stored; events of one version are stored apart."""

    def listing_uri(self, event: ListingEvent) -> str:
        """Return where the listing of an event is stored."""

    def put_event(self, event: ListingEvent, body: str) -> str:
        """Store the message's body."""

    def get_event(self, uri: str) -> str:
        """Read a message's body."""

    def get_incoming(self, event: ListingEvent) -> str:
        """Read what a board stored for an event that refers to it, or our own copy of it."""

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        """Store the listing of an event."""

    def get_listing(self, uri: str) -> Listing:
        """Read a listing."""

    def put_document(self, document: Document, *, listing_uri: str) -> str:
        """Store a document beside its listing."""

    def get_document(self, uri: str) -> Document:
        """Read a document."""

    def put_plan(self, plan: Plan, *, document_uri: str) -> str:
        """Store a plan beside its document; the plans of other attempts remain."""

    def plan_uri(self, *, beside: str) -> str:
        """Return where the first plan is stored that is made beside a listing or a document."""

    def get_plan(self, uri: str) -> Plan:
        """Read a plan."""

    def put_notes(self, notes: Notes, *, plan_uri: str, level: int, part: int) -> str:
        """Store the notes on a chunk (level 0) or of a reduced group."""

    def put_progress(self, progress: ChunkProgress, *, plan_uri: str, part: int) -> str:
        """Store how far the notes on a chunk are."""

    def find_progress(self, *, plan_uri: str, part: int) -> ChunkProgress | None:
        """Find how far the notes on a chunk were; None if they were never left unfinished."""

    def get_notes(self, *, plan_uri: str, level: int, parts: int) -> Sequence[Notes]:
        """Read the notes of every part of a level."""

    def put_merged(self, merged: MergedNotes, *, plan_uri: str, level: int) -> str:
        """Store the merged notes of a level."""

    def get_merged(self, uri: str) -> MergedNotes:
        """Read merged notes."""

    def put_written(self, draft: Draft, *, plan_uri: str, content: str) -> str:
        """Store a draft as its model wrote it; the first and the revised draft are stored apart."""

    def find_written(self, *, plan_uri: str, content: str, revised: bool) -> Draft | None:
        """Find the draft that a plan's model wrote; None if it wrote none yet for this content."""

    def put_draft(self, draft: Draft, *, plan_uri: str) -> str:
        """Store a judged draft beside its plan; the first and the revised draft are apart."""

    def keep_draft(self, draft: Draft, *, document_uri: str, content: str) -> str:
        """Store an accepted draft where every version of its listing with this content finds it."""

    def find_draft(self, *, document_uri: str, content: str) -> str | None:
        """Find the draft that was accepted for a listing's same content, if it can be read."""

    def get_draft(self, uri: str) -> Draft:
        """Read a draft."""

    def put_summary(self, summary: Summary) -> str:
        """Store a summary where its readers find it."""

    def put_held(self, summary: Summary) -> str:
        """Store a held summary where no reader finds it."""

    def erase(self, listing_id: str, version: int) -> None:
        """Delete every stored version of every object of a listing up to one of its versions.

        Its withdrawals stay, and while a newer version is stored, so do the drafts they share.
        """

    def erase_incoming(self, uri: str, *, before: datetime) -> None:
        """Delete every stored version of what a board stored, unless it did so later."""


class SummaryTable(Protocol):
    """Has the newest summary of each listing; the ledger changes with it."""

    def publish(self, summary: Summary, summary_uri: str, event_uri: str) -> Status:
        """Make a summary the visible one, unless a newer version or event is there already."""

    def withdraw(
        self, listing_id: str, version: int, event_uri: str, occurred_at: datetime, now: datetime
    ) -> Status:
        """Remove a listing's summary, unless a newer version is there already."""

    def find(self, listing_id: str) -> PublishedSummary | None:
        """Read what readers see of a listing; None if that is nothing."""

    def is_withdrawn(self, listing_id: str) -> bool:
        """Tell whether a listing's newest version was withdrawn."""

    def visible(self, listing_id: str) -> VisibleSummary | None:
        """Read what readers see of a listing; None if nothing of it was ever shown."""


class Ledger(Protocol):
    """Has one row for each listing version, with its status.

    A change is made only if the row still belongs to the event that `event_uri` names.
    """

    def receive(self, entry: Entry) -> Entry:
        """Record that an event arrived; returns its version's row afterwards."""

    def started(self, entry: Entry, name: str, attempt: int, now: datetime) -> None:
        """Record that an execution was started for an event; it may already have ended."""

    def died(
        self, failure: Failure, event_uri: str, now: datetime, *, unmoved: Entry | None = None
    ) -> bool:
        """Record that an event waits on the dead-letter queue, and why.

        Given `unmoved`, only if the row still is as it was then; False if nothing was recorded.
        """

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        """Record that a version's summary is held, unless its event no longer counts."""

    def superseded(self, listing_id: str, version: int, event_uri: str, now: datetime) -> None:
        """Record that an unfinished or held version will never be visible."""

    def erased(self, entry: Entry, now: datetime) -> None:
        """Record that a withdrawn listing was erased a second time."""

    def announced(self, entry: Entry, now: datetime) -> None:
        """Record that what stood in a row was announced."""

    def passed_over(self, entry: Entry) -> None:
        """Record that what stands in a row is not to be announced any more."""

    def not_announced(self, entry: Entry) -> None:
        """Record that nobody tries any more to announce what stands in a row."""

    def announce_again(self, entry: Entry, now: datetime) -> bool:
        """Have what stands in a row announced once more; False if it has moved, or has nothing."""

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        """Tell whether another event of its version, or a newer version, made an event obsolete."""

    def until(self, listing_id: str, version: int) -> Sequence[Entry]:
        """Read the rows of a version and of every older one."""

    def newest(self, listing_id: str) -> Entry | None:
        """Read the row of a listing's newest version; None if none of its events arrived."""

    def since(self, listing_id: str, version: int) -> Sequence[Entry]:
        """Read the rows of a version and of every newer one."""

    def due(self, care: Care, *, before: datetime) -> Iterator[Due]:
        """Read what neither moved nor was seen since a time, page by page, longest ago first."""

    def seen(self, due: Due, now: datetime) -> None:
        """Record that a row was looked at in vain: others come first the next time."""

    def adopt(self, *, before: datetime) -> None:
        """Make due what stands since before a time and was written by the last release."""


class SummaryBus(Protocol):
    """Announces to other systems what became of a listing."""

    def announce(
        self,
        *,
        listing_id: str,
        version: int,
        status: Status,
        language: str | None,
        summary_uri: str | None,
        execution_name: str | None,
        generated: Generated | None = None,
    ) -> str:
        """Send a SummaryPublished, SummaryHeld or SummaryWithdrawn event; returns its id."""


class Executions(Protocol):
    """Starts, stops and describes executions of the state machine."""

    def start(self, name: str, execution_input: ExecutionInput) -> tuple[str, int]:
        """Start an execution, unless one of this name is running or has succeeded.

        If the earlier ones failed, the next attempt starts. Returns its own name and its number.
        """

    def describe(self, name: str) -> Execution | None:
        """Describe an execution by its own name; None if it never started."""

    def running(self) -> Collection[str]:
        """Name the executions that are running; one that started or ended a moment ago may miss."""

    def stop(self, name: str, cause: str) -> None:
        """Stop an execution if it is running."""
