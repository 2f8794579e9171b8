"""Published summaries: a walk over the rows of the table that dynamodb.py writes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from summariser.adapters.aws import client, transient_errors_named
from summariser.adapters.dynamodb import CURRENT
from summariser.adapters.keys import beside
from summariser.adapters.ledger_rows import from_dynamodb
from summariser.domain.backfill import WrittenSummary
from summariser.domain.summary import Status

COLUMNS = (
    "listing_id",
    "version",
    "status",
    "language",
    "prompt_version",
    "profiles",
    "occurred_at",
    "document_uri",
    "usage",
)


class DynamoDBPublishedSummaries:
    """Implements `PublishedSummaries` in the table of summaries."""

    def __init__(self, table: str, dynamodb: Any = None) -> None:
        self._table = table
        self._dynamodb = dynamodb or client("dynamodb")

    def walk(self, *, after: str | None) -> Iterator[WrittenSummary]:
        """Read every published summary in the order of a scan, behind that of a listing."""
        request: dict[str, Any] = {
            "TableName": self._table,
            "FilterExpression": "#status = :published",
            "ProjectionExpression": ", ".join(f"#{name}" for name in COLUMNS),
            "ExpressionAttributeNames": {f"#{name}": name for name in COLUMNS},
            "ExpressionAttributeValues": {":published": {"S": Status.PUBLISHED}},
        }
        if after is not None:
            request["ExclusiveStartKey"] = {"listing_id": {"S": after}, "record": {"S": CURRENT}}
        while True:
            with transient_errors_named("dynamodb:Scan"):
                page = self._dynamodb.scan(**request)
            yield from map(_summary, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _summary(item: dict[str, Any]) -> WrittenSummary:
    row = {name: from_dynamodb(value) for name, value in item.items()}
    bucket = row["document_uri"].removeprefix("s3://").partition("/")[0]
    return WrittenSummary(
        listing_id=row["listing_id"],
        version=int(row["version"]),
        language=row["language"],
        prompt_version=row["prompt_version"],
        profiles=frozenset(row["profiles"]),
        occurred_at=datetime.fromisoformat(row["occurred_at"]),
        listing_uri=f"s3://{bucket}/{beside(row['document_uri'], 'listing.json')}",
        cost_usd=float(row["usage"]["cost_usd"]),
    )
