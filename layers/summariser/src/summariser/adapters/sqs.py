"""The listing queue and its dead letters: events that wait, and those that failed."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import ClientError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.adapters.metrics import Metrics
from summariser.domain.dead_letters import (
    RECEIVED_TOO_OFTEN,
    RECEIVED_TOO_OFTEN_CAUSE,
    DeadLetter,
    replays_of,
)
from summariser.domain.errors import EventNotUnderstood
from summariser.domain.failure import Failure
from summariser.domain.message import NOT_IN_A_MESSAGE, parse_event

# Attributes count towards a message's size; the listing queue's bodies leave 8 KiB for them
# (MaximumMessageSize in template.yaml).
LONGEST_CAUSE = 1500
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
MOST_ENTRIES = 10
REFUSED = frozenset({"InvalidMessageContents", "InvalidParameterValue"})
GIVEN_UP_CAUSE = (
    "Lambda gave up on {} changes of the ledger, none of which it names; what stands in their rows "
    "is tried again by the sweep. The log of AnnounceSummary says why."
)


class ListingDeadLetters:
    """Implements `DeadLetters` on one SQS queue: the body is the event, attributes say why."""

    def __init__(self, url: str, *, metrics: Metrics) -> None:
        self._url = url
        self._metrics = metrics
        self._sqs = client("sqs")

    def send(self, body: str, failure: Failure) -> str:
        """Send an event with the reason beside it; returns the message's id."""
        attributes = {
            "error": failure.error,
            "cause": failure.cause[:LONGEST_CAUSE],
            "listing_id": failure.listing_id or "",
            "version": "" if failure.version is None else str(failure.version),
            "execution_arn": failure.execution_arn or "",
            "state": failure.state or "",
            "replays": str(failure.replays),
        }
        with transient_errors_named("sqs:SendMessage"):
            reply = self._sqs.send_message(
                QueueUrl=self._url,
                MessageBody=body,
                MessageAttributes=text_attributes(attributes),
            )
        self._metrics.emit({"DeadLetters": 1}, properties=_reason(failure))
        return str(reply["MessageId"])


class SQSDeadLetterQueue:
    """Implements `DeadLetterQueue` on one SQS queue."""

    def __init__(self, url: str, sqs: Any = None) -> None:
        self._url = url
        self._sqs = sqs or client("sqs")

    def now(self) -> datetime:
        """Return the queue's own time, to the second: a laptop's clock may be wrong."""
        headers = self._attributes()["ResponseMetadata"]["HTTPHeaders"]
        return parsedate_to_datetime(headers["date"]).astimezone(UTC)

    def count(self) -> int:
        """Count the letters approximately, including hidden ones."""
        return sum(int(number) for number in self._attributes()["Attributes"].values())

    def receive(self, most: int, *, hidden_s: int) -> Sequence[DeadLetter]:
        """Receive some letters, in any order; none if none is visible."""
        with transient_errors_named("sqs:ReceiveMessage"):
            reply = self._sqs.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=most,
                VisibilityTimeout=hidden_s,
                WaitTimeSeconds=1,  # a long poll: a short one asks only some of SQS's servers
                MessageAttributeNames=["All"],
                MessageSystemAttributeNames=["SentTimestamp"],
            )
        return [_dead_letter(message) for message in reply.get("Messages", [])]

    def show_again(self, receipts: Sequence[str]) -> None:
        """Make received letters visible again at once."""
        for start in range(0, len(receipts), MOST_ENTRIES):
            # An entry that fails is already visible again, or soon will be.
            with transient_errors_named("sqs:ChangeMessageVisibilityBatch"):
                self._sqs.change_message_visibility_batch(
                    QueueUrl=self._url,
                    Entries=[
                        {"Id": str(number), "ReceiptHandle": receipt, "VisibilityTimeout": 0}
                        for number, receipt in enumerate(receipts[start : start + MOST_ENTRIES])
                    ],
                )

    def delete(self, receipt: str) -> None:
        """Delete a letter, given its latest receipt."""
        with transient_errors_named("sqs:DeleteMessage"):
            self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=receipt)

    def _attributes(self) -> dict[str, Any]:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        with transient_errors_named("sqs:GetQueueAttributes"):
            reply: dict[str, Any] = self._sqs.get_queue_attributes(
                QueueUrl=self._url, AttributeNames=names
            )
        return reply


class ListingQueue:
    """Implements `EventSender` and `Replays` on one SQS queue."""

    def __init__(self, url: str, sqs: Any = None) -> None:
        self._url = url
        self._sqs = sqs or client("sqs")

    def send(self, body: str) -> None:
        """Send an event."""
        with transient_errors_named("sqs:SendMessage"):
            self._sqs.send_message(QueueUrl=self._url, MessageBody=body)

    def replay(self, letter: DeadLetter) -> bool:
        """Send a dead letter's event with its number of replays; False if SQS refuses it."""
        try:
            with transient_errors_named("sqs:SendMessage"):
                self._sqs.send_message(
                    QueueUrl=self._url,
                    MessageBody=letter.body,
                    MessageAttributes=text_attributes({"replays": str(letter.replays + 1)}),
                )
        except ClientError as error:
            if code(error) in REFUSED:
                return False
            raise
        return True


def _reason(failure: Failure) -> dict[str, Any]:
    reason: dict[str, Any] = {
        "listing_id": failure.listing_id,
        "version": failure.version,
        "state": failure.state,
        "error.type": failure.error,
    }
    if failure.execution_arn is not None:  # the sweep sends letters of many executions
        reason["correlation_id"] = failure.execution_arn.rpartition(":")[2]
    return reason


def text_attributes(attributes: Mapping[str, str]) -> dict[str, Any]:
    """Make the attributes of a message, without those that are empty."""
    return {
        name: {"DataType": "String", "StringValue": NOT_IN_A_MESSAGE.sub("\ufffd", value)}
        for name, value in attributes.items()
        if value
    }


def _dead_letter(message: dict[str, Any]) -> DeadLetter:
    attributes = {
        name: value["StringValue"]
        for name, value in message.get("MessageAttributes", {}).items()
        if "StringValue" in value
    }
    listing_id, version = _named(message["Body"], attributes)
    error, cause = _given_up(message["Body"])
    return DeadLetter(
        message_id=message["MessageId"],
        listing_id=listing_id,
        version=version,
        error=attributes.get("error", error),
        cause=attributes.get("cause", cause),
        state=attributes.get("state"),
        execution_arn=attributes.get("execution_arn"),
        replays=replays_of(attributes.get("replays")),
        sent_at=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        body=message["Body"],
        receipt=message["ReceiptHandle"],
    )


def _given_up(body: str) -> tuple[str, str]:
    """Say why a message is here that has no attributes: SQS moved it, or Lambda gave up records.

    https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
    """
    try:
        told = json.loads(body)
        request, batch = told["requestContext"], told["DDBStreamBatchInfo"]
        return str(request["condition"]), GIVEN_UP_CAUSE.format(batch["batchSize"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return RECEIVED_TOO_OFTEN, RECEIVED_TOO_OFTEN_CAUSE


def _named(body: str, attributes: dict[str, str]) -> tuple[str | None, int | None]:
    """Find the listing version; SQS adds none to messages it moved."""
    if "listing_id" in attributes:
        version = attributes.get("version", "")
        return attributes["listing_id"], int(version) if version.isdecimal() else None
    try:
        event = parse_event(body)
    except EventNotUnderstood:
        return None, None
    return event.listing_id, event.version
