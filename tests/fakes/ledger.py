"""`Ledger` and `SummaryTable` in memory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from summariser.domain.ledger import UNFINISHED, Entry, is_obsolete, received
from summariser.domain.summary import Status, Summary
from summariser.ports import Failure

HELD_FROM = (*UNFINISHED, Status.HELD)  # held already: a function that was tried again


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
        key = (entry.listing_id, entry.version, entry.event_uri)
        running: dict[str, Any] = {"execution_name": name, "attempts": attempt}
        moved: dict[str, Any] = {"status": Status.RUNNING, "started_at": now, "moved_at": now}
        if not self.move(*key, only_from=(Status.RECEIVED,), **(running | moved)):
            self.move(*key, **running)

    def died(self, failure: Failure, event_uri: str, now: datetime) -> None:
        assert failure.listing_id is not None
        assert failure.version is not None
        reason = {"error": failure.error, "cause": failure.cause, "state": failure.state}
        changes: dict[str, Any] = {
            "status": Status.DEAD,
            "moved_at": now,
            "ended_at": now,
            **reason,
        }
        self.move(failure.listing_id, failure.version, event_uri, **changes)

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        changes: dict[str, Any] = {
            "status": Status.HELD,
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "summary_uri": summary_uri,
            "cause": cause,
        }
        key = (summary.listing_id, summary.version, event_uri)
        moved = self.move(*key, only_from=HELD_FROM, **changes)
        return Status.HELD if moved else Status.SUPERSEDED

    def superseded(self, listing_id: str, version: int, event_uri: str, now: datetime) -> None:
        changes: dict[str, Any] = {"status": Status.SUPERSEDED, "moved_at": now, "ended_at": now}
        self.move(listing_id, version, event_uri, only_from=HELD_FROM, **changes)

    def erased(self, entry: Entry, now: datetime) -> None:
        self.move(entry.listing_id, entry.version, entry.event_uri, erased_at=now)

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        return is_obsolete(version, event_uri, self._of(listing_id, since=version))

    def until(self, listing_id: str, version: int) -> list[Entry]:
        return [row for row in self._of(listing_id) if row.version <= version]

    def standing(
        self, status: Status, *, before: datetime, since: datetime | None = None
    ) -> Iterator[Entry]:
        rows = sorted(self.rows.values(), key=lambda row: row.moved_at)
        found = [row for row in rows if row.status is status and row.moved_at <= before]
        return iter([row for row in found if since is None or since <= row.moved_at])

    def move(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        *,
        only_from: Collection[Status] = tuple(Status),
        **changes: Any,
    ) -> bool:
        row = self.rows.get((listing_id, version))
        if row is None or row.event_uri != event_uri or row.status not in only_from:
            return False
        known = {name: value for name, value in changes.items() if value is not None}
        self.add(row.model_copy(update=known))
        return True

    def _of(self, listing_id: str, since: int = 0) -> list[Entry]:
        rows = sorted(self.rows.values(), key=lambda row: row.version)
        return [row for row in rows if row.listing_id == listing_id and row.version >= since]


@dataclass
class SummaryRows:
    """A `SummaryTable` in memory."""

    ledger: LedgerRows = field(default_factory=LedgerRows)
    rows: dict[str, tuple[int, Status]] = field(default_factory=dict)

    def publish(self, summary: Summary, summary_uri: str, event_uri: str) -> Status:
        changes = {
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "reused_from": summary.reused_from,
            "summary_uri": summary_uri,
        }
        key = (summary.listing_id, summary.version, event_uri)
        return self._put(*key, Status.PUBLISHED, changes)

    def withdraw(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        occurred_at: datetime,  # noqa: ARG002
        now: datetime,
    ) -> Status:
        changes = {"moved_at": now, "ended_at": now}
        return self._put(listing_id, version, event_uri, Status.WITHDRAWN, changes)

    def is_withdrawn(self, listing_id: str) -> bool:
        return self.rows.get(listing_id, (0, None))[1] is Status.WITHDRAWN

    def _put(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        status: Status,
        changes: dict[str, Any],
    ) -> Status:
        newest, before = self.rows.get(listing_id, (0, status))
        withdrawn = newest == version and before is Status.WITHDRAWN is not status
        if newest > version or withdrawn:
            return Status.SUPERSEDED
        if not self.ledger.move(listing_id, version, event_uri, status=status, **changes):
            return Status.SUPERSEDED
        self.rows[listing_id] = (version, status)
        return status
