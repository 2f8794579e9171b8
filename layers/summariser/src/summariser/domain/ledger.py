"""Ledger: the status of each listing version, and which of several events counts for it.

Events arrive at least once and in any order. Which event counts never depends on that order: of a
listing, the newest version; of a version, its withdrawal, otherwise the event that occurred last,
or of several that did, the one by which it was last decided to summarise again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from summariser.domain.event_type import EventType
from summariser.domain.summary import Generated, Status, Summary

UNFINISHED = frozenset({Status.RECEIVED, Status.RUNNING})
NEVER = datetime.min.replace(tzinfo=UTC)
SETTLED = frozenset({Status.PUBLISHED, Status.WITHDRAWN})  # no older version will be visible again


class Care(StrEnum):
    """What the sweep does about a row that stands still."""

    ERASURE = "erasure"  # of a withdrawn listing, a second time
    UNFINISHED = "unfinished"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True)
class Due:
    """A row that is due, as the index of such rows has it: it may have moved since."""

    listing_id: str
    version: int
    status: Status
    execution_name: str


class Announcement(BaseModel):
    """What other systems are to hear of a listing version; `since` when it stands in its row."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    status: Status
    language: str | None = None
    summary_uri: str | None = None
    generated: Generated | None = None
    since: datetime

    @classmethod
    def of(cls, summary: Summary, status: Status, summary_uri: str) -> "Announcement":
        """Say what became of a summary that is stored."""
        return cls(
            status=status,
            language=summary.language,
            summary_uri=summary_uri,
            generated=summary.generated,
            since=summary.stored_at,
        )


class Entry(BaseModel):
    """The row of one listing version: references and times, never a listing's text."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    listing_id: str
    version: int
    status: Status
    event_type: EventType
    event_uri: str  # distinguishes events of one version
    sources: tuple[str, ...] = ()  # where its board stored the listing, for every event of it
    listing_uri: str | None = None
    execution_name: str  # the first attempt's until one has started, then the latest's
    overtook: str | None = None  # a running execution of another event of this version
    occurred_at: datetime
    summarise_again: datetime | None = None  # since when, though its listing is the same
    received_at: datetime
    moved_at: datetime  # when the status last changed
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attempts: int = 0  # executions that were started
    replays: int = 0
    error: str | None = None
    cause: str | None = None
    state: str | None = None  # the one that failed
    model: str | None = None
    reused_from: int | None = None
    summary_uri: str | None = None
    erased_at: datetime | None = None  # when a withdrawn listing was erased a second time
    unannounced: Announcement | None = None  # comes with a status, and goes once it was announced
    announced_at: datetime | None = None  # when other systems last heard of this version
    expires_at: int | None = None  # seconds since the epoch

    @property
    def withdraws(self) -> bool:
        """Whether the event takes its listing down."""
        return self.event_type is EventType.UNPUBLISHED


def care_of(status: Status, *, unannounced: bool = False, erased: bool = False) -> Care | None:
    """Tell what is due of a row with a status; None if it needs no care."""
    if status in UNFINISHED:
        return Care.UNFINISHED
    if status is Status.WITHDRAWN and not erased:
        return Care.ERASURE
    return Care.ANNOUNCEMENT if unannounced else None


def row_of(version: int, known: Sequence[Entry]) -> Entry | None:
    """Find a version's row; None if it has none yet."""
    return next((row for row in known if row.version == version), None)


def is_obsolete(version: int, event_uri: str, known: Sequence[Entry]) -> bool:
    """Tell whether another event of its version, or a newer version, made an event obsolete."""
    own = row_of(version, known)
    return own is not None and (own.event_uri != event_uri or _settled_later(version, known))


def is_passed_over(version: int, known: Sequence[Entry]) -> bool:
    """Tell whether nothing may be announced of a version any more, given the newer rows.

    Nothing older is announced behind what readers see, nor anything of a listing taken down.
    """
    return any(
        row.version > version
        and (row.status is Status.WITHDRAWN or (row.status in SETTLED and row.announced_at))
        for row in known
    )


def is_settled(version: int, known: Sequence[Entry]) -> bool:
    """Tell whether a version was withdrawn or a newer one is settled: it needs no listing."""
    own = row_of(version, known)
    withdrawn = own is not None and own.withdraws and own.status is not Status.DEAD
    return withdrawn or _settled_later(version, known)


def received(entry: Entry, known: Sequence[Entry]) -> Entry:
    """Return a version's row after an event arrived, given the rows of it and of newer versions.

    Its status is `RECEIVED` if there is work to do; any other status means that there is none, or
    that it is already being done.
    """
    row = _counting(entry, known)
    own = row_of(entry.version, known)
    sources = tuple(dict.fromkeys((*(own.sources if own else ()), *entry.sources)))
    return row if row.sources == sources else row.model_copy(update={"sources": sources})


def _counting(entry: Entry, known: Sequence[Entry]) -> Entry:
    own = row_of(entry.version, known)
    if own is None:
        return _superseded(entry) if _settled_later(entry.version, known) else entry
    if own.event_uri == entry.event_uri:
        return _again(entry, own, known)
    counts = own.status is Status.DEAD or _order(entry) > _order(own)
    if not counts or _settled_later(entry.version, known):
        return own
    running = own.execution_name if own.status in UNFINISHED else None
    # Its summary may stay visible, so what stands there to be announced still is.
    announcing = {"unannounced": own.unannounced, "announced_at": own.announced_at}
    return entry.model_copy(update={"overtook": running, **announcing})


def _again(entry: Entry, own: Entry, known: Sequence[Entry]) -> Entry:
    if own.status is Status.RECEIVED:
        # It is worked on from now: the sweep gives up no row that has moved.
        return own.model_copy(update={"moved_at": entry.moved_at})
    if own.status is not Status.DEAD:
        return own
    if _settled_later(entry.version, known):
        return _superseded(own)
    return own.model_copy(
        update={
            "status": Status.RECEIVED,
            "moved_at": entry.moved_at,
            "execution_name": entry.execution_name,
            "replays": max(entry.replays, own.replays),
            "ended_at": None,
        }
    )


def _settled_later(version: int, known: Sequence[Entry]) -> bool:
    return any(row.version > version and row.status in SETTLED for row in known)


def _superseded(entry: Entry) -> Entry:
    return entry.model_copy(update={"status": Status.SUPERSEDED, "ended_at": entry.moved_at})


def _order(entry: Entry) -> tuple[bool, datetime, datetime, str]:
    return entry.withdraws, entry.occurred_at, entry.summarise_again or NEVER, entry.event_uri
