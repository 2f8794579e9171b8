"""A job board: the events it sends, and what became of them."""

import json
import time
from pathlib import Path
from typing import Any

from tests.workflow.listings import any_listing_fields
from workbench.local.engine import LocalEngine

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


class Board:
    """A job board: sends events, and looks at what became of them."""

    def __init__(self, engine: LocalEngine) -> None:
        self.engine = engine
        self.outputs = engine.outputs
        self.announcements_url = self._subscribe()

    def _subscribe(self) -> str:
        sqs, events = self.engine.client("sqs"), self.engine.client("events")
        url = str(sqs.create_queue(QueueName="announcements")["QueueUrl"])
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        bus = self.outputs["SummaryBusName"]
        pattern = json.dumps({"source": ["listing-summariser"]})
        events.put_rule(Name="announcements", EventBusName=bus, EventPattern=pattern)
        target = {"Id": "announcements", "Arn": arn["Attributes"]["QueueArn"]}
        events.put_targets(Rule="announcements", EventBusName=bus, Targets=[target])
        return url

    def send(self, *bodies: str | dict[str, Any]) -> None:
        """Send events, and wait until nothing moves any more."""
        for body in bodies:
            self.engine.client("sqs").send_message(
                QueueUrl=self.outputs["ListingQueueUrl"],
                MessageBody=body if isinstance(body, str) else json.dumps(body),
            )
        self.settle()

    def settle(self) -> None:
        deadline = time.monotonic() + 60
        while not self.engine.idle():
            assert time.monotonic() < deadline, "the engine did not come to rest in 60 s"
            time.sleep(0.1)

    def receive(self, url: str) -> list[dict[str, Any]]:
        """Take every message off a queue."""
        messages: list[dict[str, Any]] = []
        while (
            received := self.engine.client("sqs")
            .receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
            .get("Messages")
        ):
            for message in received:
                self.engine.client("sqs").delete_message(
                    QueueUrl=url, ReceiptHandle=message["ReceiptHandle"]
                )
            messages += received
        return messages

    def announcements(self) -> list[tuple[str, dict[str, Any]]]:
        """Take what was announced on the bus: each event's detail-type and detail."""
        events = [json.loads(message["Body"]) for message in self.receive(self.announcements_url)]
        return [(event["detail-type"], event["detail"]) for event in events]

    def dead_letters(self) -> list[tuple[str, dict[str, str]]]:
        """Take the dead letters: each event's body and attributes."""
        return [
            (
                message["Body"],
                {
                    name: attribute["StringValue"]
                    for name, attribute in message.get("MessageAttributes", {}).items()
                },
            )
            for message in self.receive(self.outputs["ListingDeadLettersUrl"])
        ]

    def rows(self, listing_id: str) -> dict[str, dict[str, Any]]:
        """Read the table's rows of a listing."""
        items = self.engine.client("dynamodb").query(
            TableName=self.outputs["SummaryTableName"],
            KeyConditionExpression="listing_id = :id",
            ExpressionAttributeValues={":id": {"S": listing_id}},
        )["Items"]
        return {item["record"]["S"]: item for item in items}

    def status(self, listing_id: str, version: int = 1) -> str | None:
        """Read where the ledger says that a listing version stands."""
        item = self.engine.client("dynamodb").get_item(
            TableName=self.outputs["LedgerTableName"],
            Key={"listing_id": {"S": listing_id}, "version": {"N": str(version)}},
        )
        status: str | None = item.get("Item", {}).get("status", {}).get("S")
        return status

    def object_at(self, uri: str) -> dict[str, Any]:
        """Read a JSON object from the bucket."""
        bucket, _, key = uri.removeprefix("s3://").partition("/")
        body = self.engine.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
        value: dict[str, Any] = json.loads(body)
        return value

    def keys(self, listing_id: str) -> list[str]:
        """Find every stored object version of a listing."""
        reply = self.engine.client("s3").list_object_versions(
            Bucket=self.outputs["ListingBucketName"]
        )
        found = reply.get("Versions", []) + reply.get("DeleteMarkers", [])
        return [one["Key"] for one in found if f"/{listing_id}/" in one["Key"]]

    def executions(self, listing_id: str) -> list[str]:
        """Read the status of each execution of a listing."""
        found = self.engine.client("stepfunctions").list_executions(
            stateMachineArn=self.outputs["StateMachineArn"], maxResults=1000
        )["executions"]
        return [one["status"] for one in found if one["name"].startswith(f"{listing_id}-v")]


def event(listing_id: str, version: int = 1, **changes: Any) -> dict[str, Any]:
    """Make a listing event."""
    made = {
        "type": "listing.published",
        "listing_id": listing_id,
        "version": version,
        "occurred_at": "2026-11-23T09:30:00Z",
        "listing": any_listing_fields(),
    }
    return {key: value for key, value in (made | changes).items() if value is not None}


def unpublished(listing_id: str, version: int = 2) -> dict[str, Any]:
    """Make the event that takes a listing down."""
    return event(listing_id, version=version, type="listing.unpublished", listing=None)
