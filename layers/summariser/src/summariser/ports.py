"""Ports: what the steps need of the world outside, bound to adapters in wiring.py."""

from __future__ import annotations  # a function need not import what it names but never makes

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from summariser.core.plan import Plan
    from summariser.domain.dead_letters import DeadLetter
    from summariser.domain.document import Document
    from summariser.domain.event import ListingEvent
    from summariser.domain.execution import ExecutionInput
    from summariser.domain.ledger import Entry
    from summariser.domain.listing import Listing
    from summariser.domain.summary import Draft, Status, Summary, Usage
    from summariser.domain.verdict import Verdict
    from summariser.llm.metering import Call
    from summariser.llm.notes import MergedNotes, Notes


@dataclass(frozen=True)
class Failure:
    """Why an event could not be processed: an error's name, and a cause for people."""

    error: str
    cause: str
    listing_id: str | None = None
    version: int | None = None
    execution_arn: str | None = None
    state: str | None = None  # the one that failed
    replays: int = 0  # how often the event was sent back before


class Meter(Protocol):
    """Keeps what calls cost, by listing and by day, and how many tokens texts turned out to be."""

    def record(self, call: Call) -> None:
        """Add an answered call to its listing, its model's day and its model's token counts."""

    def usage(self, listing_id: str, version: int) -> Usage:
        """Sum up every call for a listing version, whichever model answered."""

    def correction(self, model: str, language: str) -> float:
        """Divide counted by estimated tokens of a model's prompts; 1 while little is known."""

    def spent_usd(self) -> float:
        """Sum up what all models cost today, in UTC."""

    def ceiling_reached(self) -> None:
        """Tell whoever watches that a day's spend ceiling moves listings to cheaper models."""

    def judged(self, draft: Draft, verdict: Verdict) -> None:
        """Count what became of a draft, and its findings by code."""


class ListingStore(Protocol):
    """Keeps events, listings, documents, drafts and summaries; every write returns a URI.

    Each read raises `ListingNotFound` where there is no such object.
    """

    def event_uri(self, event: ListingEvent) -> str:
        """Say where an event is kept: events of one version lie apart."""

    def listing_uri(self, event: ListingEvent) -> str:
        """Say where the listing of an event is kept."""

    def put_event(self, event: ListingEvent, body: str) -> str:
        """Keep the message's body."""

    def get_event(self, uri: str) -> str:
        """Read a message's body."""

    def get_incoming(self, uri: str) -> str:
        """Read what a board laid down for an event that refers to it."""

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        """Keep the listing of an event."""

    def get_listing(self, uri: str) -> Listing:
        """Read a listing."""

    def put_document(self, document: Document, *, listing_uri: str) -> str:
        """Keep a document beside its listing."""

    def get_document(self, uri: str) -> Document:
        """Read a document."""

    def put_plan(self, plan: Plan, *, document_uri: str) -> str:
        """Keep a plan beside its document; plans of other attempts stay."""

    def get_plan(self, uri: str) -> Plan:
        """Read a plan."""

    def put_notes(self, notes: Notes, *, plan_uri: str, level: int, part: int) -> str:
        """Keep the notes on a chunk (level 0) or of a group that was reduced."""

    def get_notes(self, *, plan_uri: str, level: int, parts: int) -> Sequence[Notes]:
        """Read the notes of every part of a level."""

    def put_merged(self, merged: MergedNotes, *, plan_uri: str, level: int) -> str:
        """Keep the merged notes of a level."""

    def get_merged(self, uri: str) -> MergedNotes:
        """Read merged notes."""

    def put_draft(self, draft: Draft, *, plan_uri: str) -> str:
        """Keep a draft beside the plan it was written by; the first and the revised one apart."""

    def keep_draft(self, draft: Draft, *, document_uri: str, content: str) -> str:
        """Keep an accepted draft where every version of its listing with this content finds it."""

    def find_draft(self, *, document_uri: str, content: str) -> str | None:
        """Find the draft that was accepted for the same content of the same listing."""

    def get_draft(self, uri: str) -> Draft:
        """Read a draft."""

    def put_summary(self, summary: Summary) -> str:
        """Keep a summary where its readers find it."""

    def put_held(self, summary: Summary) -> str:
        """Keep a held summary apart from those that readers find."""

    def erase(self, listing_id: str) -> None:
        """Delete every stored version of every object of a listing, but its withdrawals."""


class SummaryTable(Protocol):
    """Holds, for each listing, its newest summary; the ledger changes with it."""

    def publish(self, summary: Summary, summary_uri: str, event_uri: str) -> Status:
        """Make a summary the visible one, unless a newer version or event is there already."""

    def withdraw(
        self, listing_id: str, version: int, event_uri: str, occurred_at: datetime, now: datetime
    ) -> Status:
        """Take a listing's summary away, unless a newer version is there already."""

    def is_withdrawn(self, listing_id: str) -> bool:
        """Tell whether a listing's newest version was withdrawn."""


class Ledger(Protocol):
    """Has one row for each listing version that says where it stands.

    A change is made only where the row still is that of the event that `event_uri` names.
    """

    def receive(self, entry: Entry) -> Entry:
        """Note that an event arrived; returns its version's row as it stands then."""

    def started(self, entry: Entry, name: str, attempt: int, now: datetime) -> None:
        """Note that an execution runs for an event, which may have ended meanwhile."""

    def died(self, failure: Failure, event_uri: str, now: datetime) -> None:
        """Note that an event waits on the dead-letter queue, and why."""

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        """Note that a version's summary is held, unless its event does not count any more."""

    def superseded(self, listing_id: str, version: int, event_uri: str, now: datetime) -> None:
        """Note that an unfinished or held version will not be seen any more."""

    def erased(self, entry: Entry, now: datetime) -> None:
        """Note that a withdrawn listing's text was looked for once more, and is gone."""

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        """Tell whether another event of its version, or a newer version, made one pointless."""

    def until(self, listing_id: str, version: int) -> Sequence[Entry]:
        """Read the rows of a version and every older one."""

    def standing(
        self, status: Status, *, before: datetime, since: datetime | None = None
    ) -> Iterator[Entry]:
        """Read the rows that moved to a status before a time, the oldest first."""


class SummaryBus(Protocol):
    """Tells other systems what became of a listing."""

    def announce(
        self,
        *,
        listing_id: str,
        version: int,
        status: Status,
        language: str | None,
        summary_uri: str | None,
    ) -> str:
        """Send a SummaryPublished, SummaryHeld or SummaryWithdrawn event; returns its id."""


class DeadLetters(Protocol):
    """Keeps the events that could not be processed."""

    def send(self, body: str, failure: Failure) -> str:
        """Put an event there with the reason beside it; returns the message's id."""


class DeadLetterQueue(Protocol):
    """Shows the events that could not be processed, which hides them from others for a while."""

    def now(self) -> datetime:
        """Tell the queue's own time, down to the second: a desk's clock may be wrong."""

    def count(self) -> int:
        """Count the letters, hidden ones too; about."""

    def receive(self, most: int, *, hidden_s: int) -> Sequence[DeadLetter]:
        """Receive some letters, in any order; none where none was to be seen."""

    def show_again(self, receipts: Sequence[str]) -> None:
        """Show letters at once that were received and not deleted."""

    def delete(self, receipt: str) -> None:
        """Delete a letter, given its latest receipt."""


class Quota(Protocol):
    """Shares out a model's requests a minute."""

    def admits(self, share: float) -> bool:
        """Tell whether a listing may start now, that is while a share of the minute is unused."""


class DelayedRetry(Protocol):
    """Keeps events that may not start yet."""

    def defer(self, body: str, *, replays: int, backfill: bool) -> None:
        """Put an event back on its queue, to come again in the next minute or the one after."""


class Replays(Protocol):
    """Sets events on their way again."""

    def replay(self, letter: DeadLetter) -> bool:
        """Set a dead letter's event on its way; false where it will never be taken."""


@dataclass(frozen=True)
class Execution:
    """How an execution stands: RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED."""

    arn: str
    status: str
    error: str | None = None
    cause: str | None = None


class Executions(Protocol):
    """Starts, stops and looks at executions of the state machine."""

    def start(self, name: str, execution_input: ExecutionInput) -> tuple[str, int]:
        """Start an execution, unless one of this name runs or has succeeded.

        Where the ones before it failed, the event was replayed: the next attempt starts. Returns
        the execution's own name, and the number of its attempt.
        """

    def describe(self, name: str) -> Execution | None:
        """Look at an execution by its own name; none where it never started."""

    def stop(self, name: str, cause: str) -> None:
        """Stop an execution where it runs."""
