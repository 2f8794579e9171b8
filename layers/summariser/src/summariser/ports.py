"""Ports: what the steps need of the world outside, bound to adapters in wiring.py."""

from __future__ import annotations  # a function need not import what it names but never makes

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summariser.document import Document
    from summariser.listing import Listing, ListingEvent
    from summariser.metering import Call
    from summariser.notes import MergedNotes, Notes
    from summariser.plan import Plan
    from summariser.prompts import Prompt
    from summariser.reply import Reply
    from summariser.states import ExecutionInput
    from summariser.summary import Draft, Status, Summary, Usage


@dataclass(frozen=True)
class Failure:
    """Why an event could not be processed: an error's name, and a cause for people."""

    error: str
    cause: str
    listing_id: str | None = None
    version: int | None = None
    execution_arn: str | None = None


class TextModel(Protocol):
    """Answers prompts in the line protocol of line_protocol.py."""

    @property
    def name(self) -> str:
        """The model's name in a deployment's model chain."""

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt.

        Raises `ModelThrottled`, `ModelTimedOut`, `ModelNotReady`, `ModelUnavailable`,
        `InputTooLong`, `ContentFiltered`, `ReplyMalformed`, `ModelNotAccessible` or
        `ModelRejectedRequest`; it never tries again by itself.
        """


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


class ListingStore(Protocol):
    """Keeps events, listings, documents, drafts and summaries; every write returns a URI.

    Each read raises `ListingNotFound` where there is no such object.
    """

    def put_event(self, event: ListingEvent, body: str) -> str:
        """Keep the message's body as it came."""

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

    def put_draft(self, draft: Draft, *, document_uri: str) -> str:
        """Keep a draft beside its document."""

    def get_draft(self, uri: str) -> Draft:
        """Read a draft."""

    def put_summary(self, summary: Summary) -> str:
        """Keep a summary where its readers find it."""

    def erase(self, listing_id: str, *, keep_uri: str) -> None:
        """Delete every stored version of every object of a listing, but one event."""


class SummaryTable(Protocol):
    """Holds, for each listing, its newest summary, and where each version stands."""

    def publish(self, summary: Summary, summary_uri: str) -> Status:
        """Make a summary the visible one, unless a newer version is there already."""

    def withdraw(self, listing_id: str, version: int, occurred_at: datetime) -> Status:
        """Take a listing's summary away, unless a newer version is there already."""


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
        """Send a SummaryPublished or SummaryWithdrawn event; returns its id."""


class DeadLetters(Protocol):
    """Keeps the events that could not be processed."""

    def send(self, body: str, failure: Failure) -> str:
        """Put an event there with the reason beside it; returns the message's id."""


class Executions(Protocol):
    """Starts executions of the state machine."""

    def start(self, name: str, execution_input: ExecutionInput) -> None:
        """Start an execution, unless one of this name runs or has succeeded.

        Where the ones before it failed, the event was replayed: the next attempt starts.
        """
