"""The rows of the ledger's table: how an entry is written, changed and read.

Beside the fields of `ledger.Entry`, a row that the sweep looks after has `due` (what for) and
`seen_at` (when it moved or was last looked at). Both come and go with the status.
"""

from datetime import datetime
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from summariser.domain.ledger import Due, Entry, care_of
from summariser.domain.summary import Status

CARE = ("due", "seen_at")
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
        care = _care(changes["status"], changes["moved_at"])
        changes, remove = changes | care, remove if care else CARE
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
    return {
        "Key": key_of(listing_id, version),
        "UpdateExpression": expression + (f" REMOVE #{', #'.join(remove)}" if remove else ""),
        "ConditionExpression": condition,
        "ExpressionAttributeNames": {f"#{name}": name for name in sorted(used)},
        "ExpressionAttributeValues": serialised(values | {":of": event_uri}),
    }


def unmoved_since(row: Entry) -> tuple[str, dict[str, Any]]:
    """Return the condition that a row still is as it was, and its values but `:of`, the event."""
    condition = "event_uri = :of AND #status = :was AND moved_at = :since"
    return condition, {":was": row.status, ":since": row.moved_at}


def _care(status: Status, moved_at: datetime) -> dict[str, Any]:
    care = care_of(status)
    return {"due": care, "seen_at": moved_at} if care else {}


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
    return text_of(value) if isinstance(value, datetime) else value


def item_of(entry: Entry) -> dict[str, Any]:
    """Write a row as its status has it."""
    fields = dict(entry) | _care(entry.status, entry.moved_at)
    return serialised({name: value for name, value in fields.items() if value is not None})


def due_of(item: dict[str, Any]) -> Due:
    """Read a row of the index ByDue."""
    return Due(
        listing_id=item["listing_id"]["S"],
        version=int(item["version"]["N"]),
        status=Status(item["status"]["S"]),
        execution_name=item["execution_name"]["S"],
    )


def entry_of(item: dict[str, Any]) -> Entry:
    """Read a row of the table."""
    return Entry.model_validate({name: from_dynamodb(value) for name, value in item.items()})
