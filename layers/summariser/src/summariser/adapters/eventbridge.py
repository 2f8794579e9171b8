"""SummaryBus: the event bus on which summaries are announced."""

import json

from summariser.adapters.aws import client, transient_errors_named
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.summary import Generated, Status

SOURCE = "listing-summariser"
DETAIL_TYPES = {
    Status.PUBLISHED: "SummaryPublished",
    Status.HELD: "SummaryHeld",
    Status.WITHDRAWN: "SummaryWithdrawn",
}


class EventBridgeSummaryBus:
    """Implements `SummaryBus` on one EventBridge bus."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._events = client("events")

    def announce(
        self,
        *,
        listing_id: str,
        version: int,
        status: Status,
        language: str | None,
        summary_uri: str | None,
        execution_name: str | None,
        generated: Generated | None = None,
    ) -> str:
        """Send a SummaryPublished, SummaryHeld or SummaryWithdrawn event; returns its id."""
        detail = {
            "listing_id": listing_id,
            "version": version,
            "status": status,
            "language": language,
            "summary_uri": summary_uri,
            "generated": generated.model_dump() if generated else None,
            "correlation_id": execution_name,
        }
        entry = {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": DETAIL_TYPES[status],
            "Detail": json.dumps(detail),
        }
        with transient_errors_named("events:PutEvents"):
            reply = self._events.put_events(Entries=[entry])
        # The call succeeds even if no entry was accepted:
        # https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
        if reply["FailedEntryCount"]:
            raise ServiceUnavailable("events:PutEvents", reply["Entries"][0]["ErrorCode"])
        return str(reply["Entries"][0]["EventId"])
