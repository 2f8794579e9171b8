"""Subscription: receives what product teams receive, through its own rule and queue."""

import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from summariser.adapters.eventbridge import SOURCE

MAX_MESSAGES = 10  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html


@dataclass(frozen=True, slots=True)
class Message:
    """One SQS message; its attributes are all strings."""

    body: str
    attributes: dict[str, str]
    receipt: str


class Inbox:
    """Receives the messages of one queue; only handled messages are deleted."""

    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs = sqs
        self._url = url

    def receive(self, *, wait_s: int = 0) -> list[Message]:
        """Receive up to ten messages, waiting for the first one."""
        reply = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=MAX_MESSAGES,
            MessageAttributeNames=["All"],
            WaitTimeSeconds=wait_s,
        )
        return [
            Message(
                body=message["Body"],
                attributes={
                    name: value["StringValue"]
                    for name, value in message.get("MessageAttributes", {}).items()
                },
                receipt=message["ReceiptHandle"],
            )
            for message in reply.get("Messages", [])
        ]

    def delete(self, messages: list[Message]) -> None:
        """Delete messages that were handled."""
        if messages:
            self._sqs.delete_message_batch(
                QueueUrl=self._url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": message.receipt}
                    for number, message in enumerate(messages)
                ],
            )


class Subscription:
    """An SQS queue behind an EventBridge rule on the summary bus, for as long as it is open."""

    def __init__(self, sqs: Any, events: Any, *, bus: str) -> None:
        self._sqs = sqs
        self._events = events
        self._bus = bus
        self._name = f"summariser-run-{uuid4().hex[:12]}"

    def __enter__(self) -> Self:
        self._url = self._sqs.create_queue(QueueName=self._name)["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        self._events.put_rule(
            Name=self._name,
            EventBusName=self._bus,
            EventPattern=json.dumps({"source": [SOURCE]}),
        )
        self._events.put_targets(
            Rule=self._name,
            EventBusName=self._bus,
            Targets=[{"Id": "run", "Arn": arn["Attributes"]["QueueArn"]}],
        )
        self.inbox = Inbox(self._sqs, self._url)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._events.remove_targets(Rule=self._name, EventBusName=self._bus, Ids=["run"])
        self._events.delete_rule(Name=self._name, EventBusName=self._bus)
        self._sqs.delete_queue(QueueUrl=self._url)
