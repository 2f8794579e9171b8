"""SummaryTable: the one table, and the only place that knows its rows.

listing_id | record                | attributes
-----------|-----------------------|---------------------------------------------------------
L          | summary               | the newest version's summary, or that it was withdrawn
L          | version#{16 digits}   | where one version stands
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.errors import ServiceUnavailable
from summariser.summary import Status, Summary

CURRENT = "summary"
# Rows of versions that nobody can see any more are kept long enough to answer questions.
RETENTION = timedelta(days=90)
# A version may be stored again (a retry), but a withdrawn one never comes back.
NEWEST = (
    "attribute_not_exists(version) OR version < :version "
    "OR (version = :version AND #status <> :withdrawn)"
)
to_dynamodb = TypeSerializer().serialize


def version_record(version: int) -> str:
    """Name the row that says where one version of a listing stands."""
    return f"version#{version:016d}"


class SummaryTable:
    """Implements the port of the same name in one DynamoDB table."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._dynamodb = client("dynamodb")

    def publish(self, summary: Summary, summary_uri: str) -> Status:
        """Make a summary the visible one, unless a newer version is there already."""
        row = {
            "listing_id": summary.listing_id,
            "version": summary.version,
            "status": Status.PUBLISHED,
            "language": summary.language,
            "model": summary.model,
            "prompt_version": summary.prompt_version,
            "profiles": {name: profile.text for name, profile in summary.profiles.items()},
            "findings": [finding.model_dump(mode="json") for finding in summary.findings],
            "usage": {
                name: Decimal(str(value)) for name, value in summary.usage.model_dump().items()
            },
            "summary_uri": summary_uri,
            "document_uri": summary.document_uri,
            "occurred_at": summary.occurred_at.isoformat(),
            "stored_at": summary.stored_at.isoformat(),
        }
        ledger = {key: row[key] for key in row.keys() - {"profiles", "findings"}}
        return self._put_if_newest(row, ledger, summary.stored_at)

    def withdraw(self, listing_id: str, version: int, occurred_at: datetime) -> Status:
        """Take a listing's summary away, unless a newer version is there already."""
        row = {
            "listing_id": listing_id,
            "version": version,
            "status": Status.WITHDRAWN,
            "occurred_at": occurred_at.isoformat(),
        }
        return self._put_if_newest(row, row, occurred_at)

    def _put_if_newest(self, row: dict[str, Any], ledger: dict[str, Any], now: datetime) -> Status:
        ledger = ledger | {"record": version_record(row["version"])}
        values = {":version": row["version"], ":withdrawn": Status.WITHDRAWN}
        newest = self._put(row | {"record": CURRENT}) | {
            "ConditionExpression": NEWEST,
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {key: to_dynamodb(value) for key, value in values.items()},
        }
        try:
            with transient_errors_named("dynamodb:TransactWriteItems"):
                self._dynamodb.transact_write_items(
                    TransactItems=[{"Put": newest}, {"Put": self._put(ledger)}]
                )
        except ClientError as error:
            if code(error) != "TransactionCanceledException":
                raise
            reasons = [reason.get("Code") for reason in error.response["CancellationReasons"]]
            if "ConditionalCheckFailed" not in reasons:
                raise ServiceUnavailable("dynamodb:TransactWriteItems", str(reasons)) from error
        else:
            return Status(row["status"])
        expires = {"status": Status.SUPERSEDED, "expires_at": int((now + RETENTION).timestamp())}
        with transient_errors_named("dynamodb:PutItem"):
            self._dynamodb.put_item(**self._put(ledger | expires))
        return Status.SUPERSEDED

    def _put(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "TableName": self._name,
            "Item": {key: to_dynamodb(value) for key, value in row.items()},
        }
