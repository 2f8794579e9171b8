"""`Ledger` and `SummaryTable` in memory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from summariser.domain.failure import Failure
from summariser.domain.ledger import (
    UNFINISHED,
    Announcement,
    Care,
    Due,
    Entry,
    care_of,
    is_obsolete,
    received,
)
from summariser.domain.standing import PublishedSummary
from summariser.domain.summary import Status, Summary, VisibleSummary

HELD_FROM = (*UNFINISHED, Status.HELD)  # held already: a function that was tried again


@dataclass
class LedgerRows:
    """A `Ledger` in memory."""

    rows: dict[tuple[str, int], Entry] = field(default_factory=dict)
    care: dict[tuple[str, int], tuple[Care, datetime]] = field(default_factory=dict)

    def status(self, listing_id: str, version: int = 1) -> Status:
        return self.rows[listing_id, version].status

    def add(self, *entries: Entry) -> None:
        for entry in entries:
            self.rows[entry.listing_id, entry.version] = entry
            self._care_for(entry)

    def receive(self, entry: Entry) -> Entry:
        known = self.since(entry.listing_id, entry.version)
        row = received(entry, known)
        if row not in known:
            self.add(row)
        return row

    def started(self, entry: Entry, name: str, attempt: int, now: datetime) -> None:
        key = (entry.listing_id, entry.version, entry.event_uri)
        running: dict[str, Any] = {"execution_name": name, "attempts": attempt}
        moved: dict[str, Any] = {"status": Status.RUNNING, "started_at": now, "moved_at": now}
        if not self.move(*key, only_from=(Status.RECEIVED,), **(running | moved)):
            self.move(*key, **running)

    def died(
        self, failure: Failure, event_uri: str, now: datetime, *, unmoved: Entry | None = None
    ) -> bool:
        assert failure.listing_id is not None
        assert failure.version is not None
        reason = {"error": failure.error, "cause": failure.cause, "state": failure.state}
        changes: dict[str, Any] = {
            "status": Status.DEAD,
            "moved_at": now,
            "ended_at": now,
            **reason,
        }
        return self.move(failure.listing_id, failure.version, event_uri, unmoved=unmoved, **changes)

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        changes: dict[str, Any] = {
            "status": Status.HELD,
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "summary_uri": summary_uri,
            "cause": cause,
            "unannounced": Announcement.of(summary, Status.HELD, summary_uri),
        }
        key = (summary.listing_id, summary.version, event_uri)
        moved = self.move(*key, only_from=HELD_FROM, **changes)
        return Status.HELD if moved else Status.SUPERSEDED

    def superseded(self, listing_id: str, version: int, event_uri: str, now: datetime) -> None:
        changes: dict[str, Any] = {"status": Status.SUPERSEDED, "moved_at": now, "ended_at": now}
        if self.move(listing_id, version, event_uri, only_from=HELD_FROM, **changes):
            self._change(self.rows[listing_id, version], unannounced=None)

    def erased(self, entry: Entry, now: datetime) -> None:
        self._change(entry, seen_at=now, erased_at=now)

    def announced(self, entry: Entry, now: datetime) -> None:
        self._change(entry, unannounced=None, announced_at=now)

    def passed_over(self, entry: Entry) -> None:
        self._change(entry, unannounced=None)

    def not_announced(self, entry: Entry) -> None:
        key = (entry.listing_id, entry.version)
        if self._change(entry) and self.care.get(key, (None,))[0] is Care.ANNOUNCEMENT:
            del self.care[key]

    def announce_again(self, entry: Entry, now: datetime) -> bool:
        if entry.unannounced is None:
            return False
        again = entry.unannounced.model_copy(update={"since": now})
        return self._change(entry, seen_at=now, unannounced=again)

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        return is_obsolete(version, event_uri, self.since(listing_id, version))

    def until(self, listing_id: str, version: int) -> list[Entry]:
        return [row for row in self._of(listing_id) if row.version <= version]

    def newest(self, listing_id: str) -> Entry | None:
        return next(reversed(self._of(listing_id)), None)

    def since(self, listing_id: str, version: int) -> list[Entry]:
        return [row for row in self._of(listing_id) if row.version >= version]

    def due(self, care: Care, *, before: datetime) -> Iterator[Due]:
        found = [(at, key) for key, (kind, at) in self.care.items() if kind is care]
        for key in [key for at, key in sorted(found) if at <= before]:
            row = self.rows[key]
            yield Due(row.listing_id, row.version, row.status, row.execution_name)

    def seen(self, due: Due, now: datetime) -> None:
        key = (due.listing_id, due.version)
        if key in self.care:
            self.care[key] = (self.care[key][0], now)

    def adopt(self, *, before: datetime) -> None:
        for key, row in self.rows.items():
            if key not in self.care and row.erased_at is None and row.moved_at <= before:
                self._care_for(row)

    def move(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        *,
        only_from: Collection[Status] = tuple(Status),
        unmoved: Entry | None = None,
        **changes: Any,
    ) -> bool:
        row = self.rows.get((listing_id, version))
        if row is None or row.event_uri != event_uri or row.status not in only_from:
            return False
        if unmoved and (row.status, row.moved_at) != (unmoved.status, unmoved.moved_at):
            return False
        known = {name: value for name, value in changes.items() if value is not None}
        self.rows[listing_id, version] = row.model_copy(update=known)
        if "status" in known:
            self._care_for(self.rows[listing_id, version])
        return True

    def _change(self, entry: Entry, *, seen_at: datetime | None = None, **changes: Any) -> bool:
        key = (entry.listing_id, entry.version)
        row = self.rows.get(key)
        if row is None or (row.event_uri, row.status, row.moved_at) != (
            entry.event_uri,
            entry.status,
            entry.moved_at,
        ):
            return False
        self.rows[key] = row.model_copy(update=changes)
        before = self.care.get(key, (None, row.moved_at))[1]
        self._care_for(self.rows[key], seen_at or before)
        return True

    def _care_for(self, row: Entry, seen_at: datetime | None = None) -> None:
        key = (row.listing_id, row.version)
        self.care.pop(key, None)
        unannounced, erased = row.unannounced is not None, row.erased_at is not None
        if care := care_of(row.status, unannounced=unannounced, erased=erased):
            self.care[key] = (care, seen_at or row.moved_at)

    def _of(self, listing_id: str) -> list[Entry]:
        rows = sorted(self.rows.values(), key=lambda row: row.version)
        return [row for row in rows if row.listing_id == listing_id]


@dataclass
class SummaryRows:
    """A `SummaryTable` in memory."""

    ledger: LedgerRows = field(default_factory=LedgerRows)
    rows: dict[str, VisibleSummary] = field(default_factory=dict)
    summaries: dict[str, Summary] = field(default_factory=dict)

    def publish(self, summary: Summary, summary_uri: str, event_uri: str) -> Status:
        changes = {
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "reused_from": summary.reused_from,
            "summary_uri": summary_uri,
            "unannounced": Announcement.of(summary, Status.PUBLISHED, summary_uri),
        }
        row = VisibleSummary(
            listing_id=summary.listing_id,
            version=summary.version,
            status=Status.PUBLISHED,
            language=summary.language,
            texts={name: profile.text for name, profile in summary.profiles.items()},
            summary_uri=summary_uri,
            document_uri=summary.document_uri,
            occurred_at=summary.occurred_at,
            stored_at=summary.stored_at,
        )
        status = self._put(row, event_uri, changes)
        if status is Status.PUBLISHED:
            self.summaries[summary.listing_id] = summary
        return status

    def withdraw(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        occurred_at: datetime,
        now: datetime,
    ) -> Status:
        gone = Announcement(status=Status.WITHDRAWN, since=now)
        changes = {"moved_at": now, "ended_at": now, "unannounced": gone}
        row = VisibleSummary(
            listing_id=listing_id,
            version=version,
            status=Status.WITHDRAWN,
            occurred_at=occurred_at,
        )
        return self._put(row, event_uri, changes)

    def find(self, listing_id: str) -> PublishedSummary | None:
        if listing_id not in self.rows or self.is_withdrawn(listing_id):
            return None
        summary = self.summaries[listing_id].model_dump()
        return PublishedSummary.model_validate(summary)

    def is_withdrawn(self, listing_id: str) -> bool:
        return listing_id in self.rows and self.rows[listing_id].status is Status.WITHDRAWN

    def visible(self, listing_id: str) -> VisibleSummary | None:
        return self.rows.get(listing_id)

    def _put(self, row: VisibleSummary, event_uri: str, changes: dict[str, Any]) -> Status:
        listing_id, version, status = row.listing_id, row.version, row.status
        before = self.rows.get(listing_id, row)
        withdrawn = before.version == version and before.status is Status.WITHDRAWN is not status
        if before.version > version or withdrawn:
            return Status.SUPERSEDED
        if not self.ledger.move(listing_id, version, event_uri, status=status, **changes):
            return Status.SUPERSEDED
        self.rows[listing_id] = row
        return status
