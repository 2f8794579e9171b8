"""ListingDeadLetters: the queue where events wait that could not be processed."""

import re

from summariser.adapters.aws import client, transient_errors_named
from summariser.ports import Failure

# An attribute's value counts towards the message's size; the listing queue takes bodies that
# leave 8 KiB beside them (MaximumMessageSize in template.yaml).
LONGEST_CAUSE = 1500
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ListingDeadLetters:
    """Implements `DeadLetters` on one SQS queue: the event is the body, its failure attributes."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._sqs = client("sqs")

    def send(self, body: str, failure: Failure) -> str:
        """Put an event there with the reason beside it; returns the message's id."""
        attributes = {
            "error": failure.error,
            "cause": failure.cause[:LONGEST_CAUSE],
            "listing_id": failure.listing_id,
            "version": None if failure.version is None else str(failure.version),
            "execution_arn": failure.execution_arn,
            "state": failure.state,
            "replays": str(failure.replays),
        }
        with transient_errors_named("sqs:SendMessage"):
            reply = self._sqs.send_message(
                QueueUrl=self._url,
                MessageBody=body,
                MessageAttributes={
                    name: {"DataType": "String", "StringValue": NOT_ALLOWED.sub("\ufffd", value)}
                    for name, value in attributes.items()
                    if value
                },
            )
        return str(reply["MessageId"])
