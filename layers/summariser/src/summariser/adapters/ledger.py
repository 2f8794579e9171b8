"""Ledger: one row for each listing version; ledger_rows.py knows how they are written.

listing_id | version | attributes
-----------|---------|--------------------------------------------------
L          | V       | the fields of ledger.Entry that have a value

The index ByStanding (standing, seen_at) has no more of each row than `Due`. `standing` is what is
due of it, its status and one of `SHARDS` shards, so that no partition takes every listing's writes;
`seen_at` is when it moved or was last looked at. The index ByStatus is release 0.1.0's: it has what
that release wrote and nothing has changed since.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from typing import Any

from summariser.adapters.aws import client, conditional_write, transient_errors_named
from summariser.adapters.ledger_rows import (
    SETTLED,
    care_of_row,
    due_of,
    entry_of,
    item_of,
    key_of,
    serialised,
    standing_of,
    standings_of,
    text_of,
    unmoved_since,
    update_of,
)
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.failure import Failure
from summariser.domain.ledger import (
    UNFINISHED,
    Announcement,
    Care,
    Due,
    Entry,
    is_obsolete,
    received,
    row_of,
)
from summariser.domain.summary import Status, Summary

BY_STATUS = "ByStatus"
BY_STANDING = "ByStanding"
# Rows of superseded versions are kept long enough to answer questions.
RETENTION = timedelta(days=90)
LONGEST_CAUSE = 500  # characters
# A withdrawn row of release 0.1.0 is erased again at once or not at all.
ADOPTED_WITHIN = timedelta(hours=1)
WITHOUT_CARE = "attribute_not_exists(erased_at)"
TRIES = 5  # against concurrent changes of the same row


class DynamoDBLedger:
    """Implements `Ledger` in one DynamoDB table."""

    def __init__(self, table: str, dynamodb: Any = None) -> None:
        self._table = table
        self._dynamodb = dynamodb or client("dynamodb")

    def receive(self, entry: Entry) -> Entry:
        """Record that an event arrived; returns its version's row afterwards."""
        for _ in range(TRIES):
            known = self.since(entry.listing_id, entry.version)
            own = row_of(entry.version, known)
            row = received(entry, known)
            if row is own or self._put(row, instead_of=own):
                return row
        raise ServiceUnavailable("dynamodb:PutItem", "ConditionalCheckFailedException")

    def started(self, entry: Entry, name: str, attempt: int, now: datetime) -> None:
        """Record that an execution was started for an event; it may already have ended."""
        running = {"execution_name": name, "attempts": attempt}
        moved = {"status": Status.RUNNING, "started_at": now, "moved_at": now}
        if not self._update(
            entry.listing_id,
            entry.version,
            entry.event_uri,
            running | moved,
            only_from=(Status.RECEIVED,),
        ):
            self._update(entry.listing_id, entry.version, entry.event_uri, running)

    def died(
        self, failure: Failure, event_uri: str, now: datetime, *, unmoved: Entry | None = None
    ) -> bool:
        """Record that an event waits on the dead-letter queue; False if nothing was recorded."""
        if failure.listing_id is None or failure.version is None:
            raise ValueError("only an event that names its listing version has a row")
        changes = {
            "status": Status.DEAD,
            "moved_at": now,
            "ended_at": now,
            "error": failure.error,
            "cause": failure.cause[:LONGEST_CAUSE],
            "state": failure.state,
        }
        return self._update(
            failure.listing_id, failure.version, event_uri, changes, unmoved=unmoved
        )

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        """Record that a version's summary is held, unless its event no longer counts."""
        changes = {
            "status": Status.HELD,
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "summary_uri": summary_uri,
            "cause": cause[:LONGEST_CAUSE],
            "unannounced": Announcement.of(summary, Status.HELD, summary_uri),
        }
        held = self._update(
            summary.listing_id,
            summary.version,
            event_uri,
            changes,
            only_from=(*UNFINISHED, Status.HELD),  # held already: the function was retried
        )
        return Status.HELD if held else Status.SUPERSEDED

    def superseded(self, listing_id: str, version: int, event_uri: str, now: datetime) -> None:
        """Record that an unfinished or held version will never be visible."""
        changes = {
            "status": Status.SUPERSEDED,
            "moved_at": now,
            "ended_at": now,
            "expires_at": _expiry(now),
        }
        self._update(listing_id, version, event_uri, changes, only_from=(*UNFINISHED, Status.HELD))

    def erased(self, entry: Entry, now: datetime) -> None:
        """Record that a withdrawn listing was erased a second time."""
        self._change(entry, {"erased_at": now}, seen_at=now)

    def announced(self, entry: Entry, now: datetime) -> None:
        """Record that what stood in a row was announced."""
        self._change(entry, {"unannounced": None, "announced_at": now})

    def passed_over(self, entry: Entry) -> None:
        """Record that what stands in a row is not to be announced any more."""
        self._change(entry, {"unannounced": None})

    def not_announced(self, entry: Entry) -> None:
        """Record that nobody tries any more to announce what stands in a row."""
        care = care_of_row(entry.model_copy(update={"unannounced": None}))
        self._change(entry, {"standing": standing_of(entry.listing_id, entry.status, care)})

    def announce_again(self, entry: Entry, now: datetime) -> bool:
        """Have what stands in a row announced once more; False if it has moved, or has nothing."""
        if entry.unannounced is None:
            return False
        again = entry.unannounced.model_copy(update={"since": now})
        return self._change(entry, {"unannounced": again}, seen_at=now)

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        """Tell whether another event of its version, or a newer version, made an event obsolete."""
        return is_obsolete(version, event_uri, self.since(listing_id, version))

    def since(self, listing_id: str, version: int) -> list[Entry]:
        """Read the rows of a version and of every newer one."""
        return self._rows_of(listing_id, "version >= :version", version)

    def until(self, listing_id: str, version: int) -> list[Entry]:
        """Read the rows of a version and of every older one."""
        return self._rows_of(listing_id, "version <= :version", version)

    def newest(self, listing_id: str) -> Entry | None:
        """Read the row of a listing's newest version; None if none of its events arrived."""
        with transient_errors_named("dynamodb:Query"):
            page = self._dynamodb.query(
                TableName=self._table,
                KeyConditionExpression="listing_id = :listing_id",
                ExpressionAttributeValues={":listing_id": {"S": listing_id}},
                ScanIndexForward=False,
                Limit=1,
                ConsistentRead=True,
            )
        return next(map(entry_of, page["Items"]), None)

    def due(self, care: Care, *, before: datetime) -> Iterator[Due]:
        """Read what neither moved nor was seen since a time, page by page, longest ago first."""
        standings = [one for status in Status for one in standings_of(status, care)]
        shards = [self._standing(standing, before) for standing in standings]
        yield from map(due_of, merge(*shards, key=lambda item: str(item["seen_at"]["S"])))

    def _standing(self, standing: str, before: datetime) -> Iterator[dict[str, Any]]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=BY_STANDING,
            KeyConditionExpression="standing = :standing AND seen_at <= :before",
            ExpressionAttributeValues={
                ":standing": {"S": standing},
                ":before": {"S": text_of(before)},
            },
        )
        with transient_errors_named("dynamodb:Query"):
            for page in pages:
                yield from page["Items"]

    def seen(self, due: Due, now: datetime) -> None:
        """Record that a row was looked at in vain: others come first the next time."""
        conditional_write(
            "dynamodb:UpdateItem",
            self._dynamodb.update_item,
            TableName=self._table,
            Key=key_of(due.listing_id, due.version),
            UpdateExpression="SET seen_at = :now",
            ConditionExpression="attribute_exists(standing) AND NOT begins_with(standing, :done)",
            ExpressionAttributeValues={":now": {"S": text_of(now)}, ":done": {"S": SETTLED}},
        )

    def adopt(self, *, before: datetime) -> None:
        """Make due what stands since before a time and was written by release 0.1.0."""
        for status in (*UNFINISHED, Status.WITHDRAWN):
            since = before - ADOPTED_WITHIN if status is Status.WITHDRAWN else None
            with transient_errors_named("dynamodb:Query"):
                page = self._dynamodb.query(
                    TableName=self._table,
                    IndexName=BY_STATUS,
                    KeyConditionExpression="#status = :status AND moved_at BETWEEN :since AND :to",
                    FilterExpression=WITHOUT_CARE,
                    ExpressionAttributeNames={"#status": "status"},
                    ExpressionAttributeValues={
                        ":status": {"S": status},
                        ":since": {"S": text_of(since) if since else "0"},
                        ":to": {"S": text_of(before)},
                    },
                )
            for row in map(entry_of, page["Items"]):
                self._adopt(row)

    def _adopt(self, row: Entry) -> None:
        self._change(row, {"moved_at": row.moved_at}, seen_at=row.moved_at)

    def _rows_of(self, listing_id: str, versions: str, version: int) -> list[Entry]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression=f"listing_id = :listing_id AND {versions}",
            ExpressionAttributeValues={
                ":listing_id": {"S": listing_id},
                ":version": {"N": str(version)},
            },
            ConsistentRead=True,
        )
        with transient_errors_named("dynamodb:Query"):
            return [entry_of(item) for page in pages for item in page["Items"]]

    def _put(self, row: Entry, *, instead_of: Entry | None) -> bool:
        request: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(listing_id)"}
        if instead_of is not None:
            condition, values = unmoved_since(instead_of)
            request = {
                "ConditionExpression": condition,
                "ExpressionAttributeNames": {"#status": "status"},
                "ExpressionAttributeValues": serialised(values | {":of": instead_of.event_uri}),
            }
        if row.status is Status.SUPERSEDED:
            row = row.model_copy(update={"expires_at": _expiry(row.moved_at)})
        put = self._dynamodb.put_item
        return conditional_write(
            "dynamodb:PutItem", put, TableName=self._table, Item=item_of(row), **request
        )

    def _change(
        self, entry: Entry, changes: dict[str, Any], *, seen_at: datetime | None = None
    ) -> bool:
        """Change a row that has not moved, and what is due of it; a field that is None goes."""
        changed = entry.model_copy(update=changes)
        standing = standing_of(entry.listing_id, entry.status, care_of_row(changed))
        gone = tuple(name for name, value in changes.items() if value is None)
        return self._update(
            entry.listing_id,
            entry.version,
            entry.event_uri,
            {"standing": standing, "seen_at": seen_at, **changes},
            remove=gone,
            unmoved=entry,
        )

    def _update(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        changes: dict[str, Any],
        **conditions: Any,
    ) -> bool:
        update = update_of(listing_id, version, event_uri, changes, **conditions)
        call = self._dynamodb.update_item
        return conditional_write("dynamodb:UpdateItem", call, TableName=self._table, **update)


def _expiry(now: datetime) -> int:
    return int((now + RETENTION).timestamp())
