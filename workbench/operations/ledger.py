"""The ledger of a stack, read-only."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from summariser.adapters.ledger import BY_STATUS
from summariser.adapters.ledger_rows import entry_of
from summariser.domain.ledger import Entry
from summariser.domain.summary import Status
from workbench.stack import Stack


class LedgerReader:
    """Reads the rows of the ledger of a stack."""

    def __init__(self, stack: Stack) -> None:
        self._table = stack.output("LedgerTableName")
        self._dynamodb = stack.client("dynamodb")

    def count(self, status: Status) -> int:
        """Count the listing versions with a status."""
        pages = self._pages("query", Select="COUNT", **_of(status))
        return sum(page["Count"] for page in pages)

    def oldest(self, status: Status) -> datetime | None:
        """Return since when the oldest of them has had the status."""
        reply = self._dynamodb.query(TableName=self._table, Limit=1, **_of(status))
        return entry_of(reply["Items"][0]).moved_at if reply["Items"] else None

    def with_status(self, status: Status) -> Iterator[Entry]:
        """Read the rows with a status, oldest first."""
        for page in self._pages("query", **_of(status)):
            yield from map(entry_of, page["Items"])

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


def _of(status: Status) -> dict[str, Any]:
    return {
        "IndexName": BY_STATUS,
        "KeyConditionExpression": "#status = :status",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {":status": {"S": status}},
    }
