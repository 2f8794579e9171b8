"""The ledger of a stack, read-only."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from summariser.adapters.ledger import BY_STANDING, BY_STATUS
from summariser.adapters.ledger_rows import entry_of, standings_of
from summariser.domain.ledger import Entry
from summariser.domain.summary import Status
from workbench.stack import Stack


class LedgerReader:
    """Reads the rows of the ledger of a stack.

    Rows with a status are found by the index ByStanding, and by the index of release 0.1.0 where
    nothing has changed them since.
    """

    def __init__(self, stack: Stack) -> None:
        self._table = stack.output("LedgerTableName")
        self._dynamodb = stack.client("dynamodb")

    def count(self, status: Status) -> int:
        """Count the listing versions with a status; reads about 150 bytes for each."""
        found = (self._pages("query", Select="COUNT", **request) for request in _of(status))
        return sum(page["Count"] for pages in found for page in pages)

    def oldest(self, status: Status) -> datetime | None:
        """Return since when the oldest of them has had the status, or was last looked at."""
        found = (
            self._dynamodb.query(TableName=self._table, Limit=1, **request)["Items"]
            for request in _of(status)
        )
        times = [item.get("seen_at") or item["moved_at"] for items in found for item in items]
        return min((datetime.fromisoformat(it["S"]) for it in times), default=None)

    def with_status(self, status: Status) -> Iterator[Entry]:
        """Read the rows with a status, one by one."""
        for request in _of(status):
            for page in self._pages("query", **request):
                for item in page["Items"]:
                    key = {name: item[name] for name in ("listing_id", "version")}
                    row = self._dynamodb.get_item(
                        TableName=self._table, Key=key, ConsistentRead=True
                    ).get("Item")
                    if row is not None and row["status"]["S"] == status:
                        yield entry_of(row)

    def of_listing(self, listing_id: str) -> list[Entry]:
        """Read the rows of a listing, oldest version first."""
        pages = self._pages(
            "query",
            KeyConditionExpression="listing_id = :listing_id",
            ExpressionAttributeValues={":listing_id": {"S": listing_id}},
            ConsistentRead=True,
        )
        return [entry_of(item) for page in pages for item in page["Items"]]

    def all(self) -> Iterator[Entry]:
        """Read every row."""
        for page in self._pages("scan", ConsistentRead=True):
            yield from map(entry_of, page["Items"])

    def _pages(self, operation: str, **request: Any) -> Any:
        pages = self._dynamodb.get_paginator(operation)
        return pages.paginate(TableName=self._table, **request)


def _of(status: Status) -> Iterator[dict[str, Any]]:
    for standing in standings_of(status):
        yield {
            "IndexName": BY_STANDING,
            "KeyConditionExpression": "standing = :standing",
            "ExpressionAttributeValues": {":standing": {"S": standing}},
        }
    yield {
        "IndexName": BY_STATUS,
        "KeyConditionExpression": "#status = :status",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {":status": {"S": status}},
    }
