"""SummaryTable: what readers see of each listing; the only module that knows the table's rows.

listing_id | record  | attributes
-----------|---------|---------------------------------------------------------
L          | summary | the newest version's summary, or that it was withdrawn
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from summariser.adapters.aws import client, conditional_transaction, transient_errors_named
from summariser.adapters.ledger_rows import from_dynamodb, to_dynamodb, update_of
from summariser.domain.ledger import Announcement
from summariser.domain.standing import PublishedSummary
from summariser.domain.summary import Status, Summary, VisibleSummary

CURRENT = "summary"
# A version may be stored again (a retry), but a withdrawn one never returns.
NEWEST_TO_SEE = (
    "attribute_not_exists(version) OR version < :version "
    "OR (version = :version AND #status <> :withdrawn)"
)
NEWEST_TO_WITHDRAW = "attribute_not_exists(version) OR version <= :version"


class DynamoDBSummaryTable:
    """Implements `SummaryTable` in one DynamoDB table; `ledger` names the ledger's table.

    A summary and its version's row in the ledger change together or not at all.
    """

    def __init__(self, name: str, *, ledger: str, dynamodb: Any = None) -> None:
        self._name = name
        self._ledger = ledger
        self._dynamodb = dynamodb or client("dynamodb")

    def publish(self, summary: Summary, summary_uri: str, event_uri: str) -> Status:
        """Make a summary the visible one, unless a newer version or event is there already."""
        row = {
            "listing_id": summary.listing_id,
            "version": summary.version,
            "status": Status.PUBLISHED,
            "language": summary.language,
            "model": summary.model,
            "prompt_version": summary.prompt_version,
            "profiles": {name: profile.text for name, profile in summary.profiles.items()},
            "notices": {name: profile.notice for name, profile in summary.profiles.items()},
            "generated": summary.generated.model_dump(),
            "findings": [finding.model_dump(mode="json") for finding in summary.findings],
            "usage": {
                name: Decimal(str(value)) for name, value in summary.usage.model_dump().items()
            },
            "reused_from": summary.reused_from,
            "summary_uri": summary_uri,
            "document_uri": summary.document_uri,
            "occurred_at": summary.occurred_at.isoformat(),
            "stored_at": summary.stored_at.isoformat(),
        }
        standing = {
            "status": Status.PUBLISHED,
            "moved_at": summary.stored_at,
            "ended_at": summary.stored_at,
            "model": summary.model,
            "reused_from": summary.reused_from,
            "summary_uri": summary_uri,
            "unannounced": Announcement.of(summary, Status.PUBLISHED, summary_uri),
        }
        values = {":version": summary.version, ":withdrawn": Status.WITHDRAWN}
        condition = {
            "ConditionExpression": NEWEST_TO_SEE,
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {
                name: to_dynamodb(value) for name, value in values.items()
            },
        }
        return self._put(row, condition, standing, event_uri)

    def withdraw(
        self, listing_id: str, version: int, event_uri: str, occurred_at: datetime, now: datetime
    ) -> Status:
        """Remove a listing's summary, unless a newer version is there already."""
        row = {
            "listing_id": listing_id,
            "version": version,
            "status": Status.WITHDRAWN,
            "occurred_at": occurred_at.isoformat(),
        }
        gone = Announcement(status=Status.WITHDRAWN, since=now)
        standing = {
            "status": Status.WITHDRAWN,
            "moved_at": now,
            "ended_at": now,
            "unannounced": gone,
        }
        condition = {
            "ConditionExpression": NEWEST_TO_WITHDRAW,
            "ExpressionAttributeValues": {":version": to_dynamodb(version)},
        }
        return self._put(row, condition, standing, event_uri)

    def find(self, listing_id: str) -> PublishedSummary | None:
        """Read what readers see of a listing; None if that is nothing."""
        row = self._row(listing_id)
        if row.get("status") != Status.PUBLISHED:
            return None
        texts, notices = row["profiles"], row.get("notices", {})
        profiles = {
            name: {"text": text, "notice": notices.get(name, "")} for name, text in texts.items()
        }
        generated = {name: row[name] for name in ("model", "prompt_version")}  # as of 0.1.0
        return PublishedSummary.model_validate(
            {"generated": generated, **row, "profiles": profiles}
        )

    def is_withdrawn(self, listing_id: str) -> bool:
        """Tell whether a listing's newest version was withdrawn."""
        return self._row(listing_id).get("status") == Status.WITHDRAWN

    def visible(self, listing_id: str) -> VisibleSummary | None:
        """Read what readers see of a listing; None if nothing of it was ever shown."""
        row = self._row(listing_id)
        if not row:
            return None
        return VisibleSummary.model_validate({**row, "texts": row.get("profiles", {})})

    def _row(self, listing_id: str) -> dict[str, Any]:
        with transient_errors_named("dynamodb:GetItem"):
            reply = self._dynamodb.get_item(
                TableName=self._name,
                Key={"listing_id": {"S": listing_id}, "record": {"S": CURRENT}},
                ConsistentRead=True,
            )
        return {name: from_dynamodb(value) for name, value in reply.get("Item", {}).items()}

    def _put(
        self,
        row: dict[str, Any],
        condition: dict[str, Any],
        standing: dict[str, Any],
        event_uri: str,
    ) -> Status:
        row = {**row, "record": CURRENT}
        item = {name: to_dynamodb(value) for name, value in row.items() if value is not None}
        put = {"TableName": self._name, "Item": item, **condition}
        update = update_of(row["listing_id"], row["version"], event_uri, standing)
        stored = conditional_transaction(
            self._dynamodb, {"Put": put}, {"Update": {"TableName": self._ledger, **update}}
        )
        return Status(row["status"]) if stored else Status.SUPERSEDED
