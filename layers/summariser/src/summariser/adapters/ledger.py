"""Ledger: one row for each listing version; the only module that knows the table's rows.

listing_id | version | attributes
-----------|---------|--------------------------------------------------
L          | V       | the fields of ledger.Entry that have a value

The index ByStatus (status, moved_at) finds stalled versions and counts versions by status.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from summariser.adapters.aws import client, conditional_write, transient_errors_named
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.ledger import UNFINISHED, Entry, is_obsolete, received, row_of
from summariser.domain.summary import Status, Summary
from summariser.ports import Failure

BY_STATUS = "ByStatus"
# Rows of superseded versions are kept long enough to answer questions.
RETENTION = timedelta(days=90)
LONGEST_CAUSE = 500  # characters
TRIES = 5  # against concurrent changes of the same row
to_dynamodb = TypeSerializer().serialize
from_dynamodb = TypeDeserializer().deserialize


class DynamoDBLedger:
    """Implements `Ledger` in one DynamoDB table."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._dynamodb = client("dynamodb")

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

    def died(self, failure: Failure, event_uri: str, now: datetime) -> None:
        """Record that an event waits on the dead-letter queue, and why."""
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
        self._update(failure.listing_id, failure.version, event_uri, changes)

    def held(self, summary: Summary, summary_uri: str, event_uri: str, *, cause: str) -> Status:
        """Record that a version's summary is held, unless its event no longer counts."""
        changes = {
            "status": Status.HELD,
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "summary_uri": summary_uri,
            "cause": cause[:LONGEST_CAUSE],
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
        self._update(entry.listing_id, entry.version, entry.event_uri, {"erased_at": now})

    def is_obsolete(self, listing_id: str, version: int, event_uri: str) -> bool:
        """Tell whether another event of its version, or a newer version, made an event obsolete."""
        return is_obsolete(version, event_uri, self.since(listing_id, version))

    def since(self, listing_id: str, version: int) -> list[Entry]:
        """Read the rows of a version and of every newer one."""
        return self._rows_of(listing_id, "version >= :version", version)

    def until(self, listing_id: str, version: int) -> list[Entry]:
        """Read the rows of a version and of every older one."""
        return self._rows_of(listing_id, "version <= :version", version)

    def standing(
        self, status: Status, *, before: datetime, since: datetime | None = None
    ) -> Iterator[Entry]:
        """Read the rows that took on a status before a time, the oldest first."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=BY_STATUS,
            KeyConditionExpression="#status = :status AND moved_at BETWEEN :since AND :before",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={
                ":status": {"S": status},
                ":since": {"S": _text(since) if since else "0"},
                ":before": {"S": _text(before)},
            },
        )
        with transient_errors_named("dynamodb:Query"):
            for page in pages:
                yield from map(entry_of, page["Items"])

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
            request = {
                "ConditionExpression": "event_uri = :uri AND #status = :status AND moved_at = :at",
                "ExpressionAttributeNames": {"#status": "status"},
                "ExpressionAttributeValues": {
                    ":uri": {"S": instead_of.event_uri},
                    ":status": {"S": instead_of.status},
                    ":at": {"S": _text(instead_of.moved_at)},
                },
            }
        if row.status is Status.SUPERSEDED:
            row = row.model_copy(update={"expires_at": _expiry(row.moved_at)})
        put = self._dynamodb.put_item
        return conditional_write(
            "dynamodb:PutItem", put, TableName=self._table, Item=_item(row), **request
        )

    def _update(
        self,
        listing_id: str,
        version: int,
        event_uri: str,
        changes: dict[str, Any],
        *,
        only_from: tuple[Status, ...] = (),
    ) -> bool:
        update = update_of(listing_id, version, event_uri, changes, only_from=only_from)
        call = self._dynamodb.update_item
        return conditional_write("dynamodb:UpdateItem", call, TableName=self._table, **update)


def update_of(
    listing_id: str,
    version: int,
    event_uri: str,
    changes: dict[str, Any],
    *,
    only_from: tuple[Status, ...] = (),
) -> dict[str, Any]:
    """Build the update of a row, conditional on its still belonging to this event."""
    changes = {name: value for name, value in changes.items() if value is not None}
    values: dict[str, Any] = {
        f":{name}": to_dynamodb(_plain(value)) for name, value in changes.items()
    }
    condition = "event_uri = :of"
    if only_from:
        names = {f":from{number}": {"S": status} for number, status in enumerate(only_from)}
        values |= names
        condition += f" AND #status IN ({', '.join(names)})"
    # `status`, `state` and others are reserved words of DynamoDB.
    aliases = {f"#{name}": name for name in changes} | ({"#status": "status"} if only_from else {})
    return {
        "Key": {"listing_id": {"S": listing_id}, "version": {"N": str(version)}},
        "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in changes),
        "ConditionExpression": condition,
        "ExpressionAttributeNames": aliases,
        "ExpressionAttributeValues": values | {":of": {"S": event_uri}},
    }


def _expiry(now: datetime) -> int:
    return int((now + RETENTION).timestamp())


def _text(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")  # of one length, so texts sort as times do


def _plain(value: Any) -> Any:
    return _text(value) if isinstance(value, datetime) else value


def _item(entry: Entry) -> dict[str, Any]:
    fields = {name: _plain(value) for name, value in dict(entry).items() if value is not None}
    return {name: to_dynamodb(value) for name, value in fields.items()}


def entry_of(item: dict[str, Any]) -> Entry:
    """Read a row of the table."""
    return Entry.model_validate({name: from_dynamodb(value) for name, value in item.items()})
