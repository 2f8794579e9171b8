"""The rows of the ledger's table: how an entry is written, changed and read.

Beside the fields of `ledger.Entry`, a row has the keys of the index ByStanding: `standing`, which
is what is due of it, its status and a shard, and `seen_at`, when it moved or was last looked at.
`moved_at` is written as `since`: release 0.1.0 has an index of rows by status and `moved_at`, which
is one partition a status, so rows that change leave it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zlib import crc32

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from pydantic import BaseModel

from summariser.domain.ledger import Care, Due, Entry, care_of
from summariser.domain.summary import Status

# A partition takes 1,000 writes a second, and a listing makes at most two to one of its shard:
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
SHARDS = 4
SETTLED = "settled"  # nothing is due
NAMES = {"moved_at": "since"}
OLD_NAMES = ("moved_at",)
to_dynamodb = TypeSerializer().serialize
from_dynamodb = TypeDeserializer().deserialize


def update_of(
    listing_id: str,
    version: int,
    event_uri: str,
    changes: dict[str, Any],
    *,
    remove: tuple[str, ...] = (),
    only_from: tuple[Status, ...] = (),
    unmoved: Entry | None = None,
) -> dict[str, Any]:
    """Build the update of a row, conditional on its still belonging to this event.

    A change of status changes what is due of the row.
    """
    changes = {name: value for name, value in changes.items() if value is not None}
    if "status" in changes:
        care = care_of(changes["status"], unannounced="unannounced" in changes)
        changes |= {
            "standing": standing_of(listing_id, changes["status"], care),
            "seen_at": changes["moved_at"],
        }
        if changes["status"] is Status.SUPERSEDED:
            remove = (*remove, "unannounced")
    condition, values = "event_uri = :of", {f":{name}": it for name, it in changes.items()}
    if unmoved is not None:
        condition, found = unmoved_since(unmoved)
        values |= found
    if only_from:
        names = {f":from{number}": status for number, status in enumerate(only_from)}
        values |= names
        condition += f" AND #status IN ({', '.join(names)})"
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in changes)
    # `status`, `state` and others are reserved words of DynamoDB.
    used = {*changes, *remove} | ({"status"} if only_from or unmoved else set())
    removed = [f"#{name}" for name in remove] + [*(OLD_NAMES if "moved_at" in changes else ())]
    return {
        "Key": key_of(listing_id, version),
        "UpdateExpression": expression + (f" REMOVE {', '.join(removed)}" if removed else ""),
        "ConditionExpression": condition,
        "ExpressionAttributeNames": {f"#{name}": NAMES.get(name, name) for name in sorted(used)},
        "ExpressionAttributeValues": serialised(values | {":of": event_uri}),
    }


def unmoved_since(row: Entry) -> tuple[str, dict[str, Any]]:
    """Return the condition that a row still is as it was, and its values but `:of`, the event."""
    condition = "event_uri = :of AND #status = :was AND (since = :since OR moved_at = :since)"
    return condition, {":was": row.status, ":since": row.moved_at}


def standing_of(listing_id: str, status: Status, care: Care | None) -> str:
    """Return the hash key of a row in the index ByStanding."""
    return f"{care or SETTLED}:{status}#{crc32(listing_id.encode()) % SHARDS}"


def standings_of(status: Status, *cares: Care | None) -> Iterator[str]:
    """Return the hash keys of the rows with a status, or of those with one of `cares`."""
    for care in cares or (None, *Care):
        if care in possible_cares(status):
            yield from (f"{care or SETTLED}:{status}#{shard}" for shard in range(SHARDS))


def possible_cares(status: Status) -> set[Care | None]:
    """Return what may be due of a row with a status."""
    flags = (False, True)
    return {care_of(status, unannounced=one, erased=two) for one in flags for two in flags}


def serialised(values: dict[str, Any]) -> dict[str, Any]:
    """Write values as DynamoDB reads them."""
    return {name: to_dynamodb(_plain(value)) for name, value in values.items()}


def key_of(listing_id: str, version: int) -> dict[str, Any]:
    """Return the key of a row."""
    return {"listing_id": {"S": listing_id}, "version": {"N": str(version)}}


def text_of(time: datetime) -> str:
    """Write a time so that texts sort as times do."""
    return time.isoformat(timespec="microseconds")  # of one length


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    return text_of(value) if isinstance(value, datetime) else value


def item_of(entry: Entry) -> dict[str, Any]:
    """Write a row as its status has it."""
    fields = dict(entry) | {
        "standing": standing_of(entry.listing_id, entry.status, care_of_row(entry)),
        "seen_at": entry.moved_at,
    }
    return serialised(
        {NAMES.get(name, name): value for name, value in fields.items() if value is not None}
    )


def care_of_row(entry: Entry) -> Care | None:
    """Tell what is due of a row as it is."""
    unannounced, erased = entry.unannounced is not None, entry.erased_at is not None
    return care_of(entry.status, unannounced=unannounced, erased=erased)


def due_of(item: dict[str, Any]) -> Due:
    """Read a row of the index ByStanding."""
    return Due(
        listing_id=item["listing_id"]["S"],
        version=int(item["version"]["N"]),
        status=Status(item["status"]["S"]),
        execution_name=item["execution_name"]["S"],
    )


def entry_of(item: dict[str, Any]) -> Entry:
    """Read a row of the table."""
    names = {new: old for old, new in NAMES.items()}
    return Entry.model_validate(
        {names.get(name, name): from_dynamodb(value) for name, value in item.items()}
    )
