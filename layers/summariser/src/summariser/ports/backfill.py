"""Ports of the backfill: what it reads, where its parts are, and its queue."""

from __future__ import annotations  # a function need not import types it only names

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from summariser.domain.backfill import (
        Backfill,
        PartRecord,
        Position,
        Rejected,
        StagedPart,
        WrittenSummary,
    )
    from summariser.domain.event import ListingEvent


class BackfillStore(Protocol):
    """Has what backfills read, how far they are, and their parts."""

    @property
    def bucket(self) -> str:
        """Name where everything is."""

    def find(self, backfill_id: str) -> Backfill | None:
        """Find a backfill; None if it has not begun."""

    def put(self, backfill: Backfill) -> None:
        """Store a backfill as it is."""

    def keys(self, source: str, *, since: Position | None) -> Iterator[str]:
        """Name the objects of a source in order, from where it was left.

        Raises `InvalidBackfill` if there are none, or where nothing may be read.
        """

    def uri_of(self, key: str) -> str:
        """Return the URI of an object."""

    def open(self, key: str) -> AbstractContextManager[BinaryIO]:
        """Open an object, which is read as it comes."""

    def parts_prefix(self, backfill_id: str) -> str:
        """Return where the parts of a backfill are."""

    def part_of(self, key: str) -> int:
        """Read the number of a part from where it is stored."""

    def put_part(self, backfill: Backfill, lines: Sequence[str]) -> None:
        """Store the last part of a backfill, unless it is empty, and then the backfill."""

    def get_part(self, backfill_id: str, part: int) -> Sequence[PartRecord]:
        """Read the records of a part."""

    def put_incoming(self, listing: bytes) -> str:
        """Store a listing that is too long for a message; returns its URI."""

    def event_uri(self, event: ListingEvent) -> str:
        """Return where an event will be stored."""

    def find_staged(self, backfill_id: str, part: int) -> StagedPart | None:
        """Find what was staged of a part; None if it is not done."""

    def put_staged(self, backfill_id: str, staged: StagedPart) -> None:
        """Note that a part is done."""

    def put_rejected(self, backfill_id: str, part: int, rejected: Sequence[Rejected]) -> None:
        """Report the records of a part that cannot be staged."""


class PublishedSummaries(Protocol):
    """Has what readers see of every listing."""

    def walk(self, *, after: str | None) -> Iterator[WrittenSummary]:
        """Read every published summary, in an order that stays, behind that of a listing."""


class BackfillQueue(Protocol):
    """Receives the events of listings in bulk."""

    def length(self) -> int:
        """Count the events that wait or are being ingested, approximately."""

    def send(self, bodies: Sequence[str]) -> None:
        """Send events."""
