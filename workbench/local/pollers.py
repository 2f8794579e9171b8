"""SQS events: a queue is polled as Lambda polls it.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
Only messages that succeeded are deleted; the others come back after the queue's visibility
timeout, and go to its dead-letter queue after `maxReceiveCount` deliveries.
"""

import base64
import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from workbench.local import loops
from workbench.local.concurrency import TooManyRequestsError
from workbench.local.sandbox import Invocation
from workbench.local.sandboxes import EngineClosedError, Sandboxes

_LOG = logging.getLogger(__name__)
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
_MOST_MESSAGES = 10
_WAIT_SECONDS = 1  # short of SQS's 20, so that an engine stops soon
# A machine has few sandboxes where Lambda has a thousand: while this many invocations wait, the
# queue keeps its messages, lest tasks time out that wait behind hundreds of others.
_MOST_WAITING = 16


class InvalidBatchResponseError(ValueError):
    """An answer to a batch that Lambda would not understand: the whole batch failed."""


@dataclass(frozen=True)
class QueueEvents:
    """The SQS event of a function, as its template declares it."""

    queue_url: str
    queue_arn: str
    function: str
    batch_size: int = 10
    concurrency: int = 2
    reports_failures: bool = False
    """Whether FunctionResponseTypes names ReportBatchItemFailures."""
    allows_loops: bool = False
    """Whether the function's RecursiveLoop is Allow."""


class Poller:
    """Delivers the messages of one queue to one function until it is closed."""

    def __init__(self, events: QueueEvents, sqs: Any, sandboxes: Sandboxes) -> None:
        self.events = events
        self._sqs = sqs
        self._sandboxes = sandboxes
        self._closing = threading.Event()
        self._threads = [
            threading.Thread(target=self._poll, name=f"poller {events.function}", daemon=True)
            for _ in range(events.concurrency)
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop polling; what is in flight becomes visible again by its timeout."""
        self._closing.set()

    def join(self) -> None:
        """Wait for the last poll."""
        for thread in self._threads:
            thread.join()

    def _poll(self) -> None:
        while not self._closing.is_set():
            if self._sandboxes.waiting() >= _MOST_WAITING:
                self._closing.wait(0.02)
                continue
            try:
                if messages := self._out_of_loops(self._receive()):
                    self._deliver(messages)
            except EngineClosedError:
                return
            except TooManyRequestsError:  # the messages come again after their timeout
                _LOG.warning("%s is throttled", self.events.function)
            except (BotoCoreError, ClientError) as error:
                if not self._closing.wait(_WAIT_SECONDS):
                    _LOG.warning("polling %s: %s", self.events.queue_url, error)

    def _receive(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []
        while room := min(self.events.batch_size - len(messages), _MOST_MESSAGES):
            try:
                received = self._sqs.receive_message(
                    QueueUrl=self.events.queue_url,
                    MaxNumberOfMessages=room,
                    WaitTimeSeconds=0 if messages else _WAIT_SECONDS,
                    MessageSystemAttributeNames=["All"],
                    MessageAttributeNames=["All"],
                ).get("Messages", [])
            except (BotoCoreError, ClientError):
                if not messages:
                    raise
                break  # those received before are not left lying until their timeout
            if not received:
                break
            messages += received
        return messages

    def _out_of_loops(self, messages: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
        """Leave out what Lambda does not deliver: it goes to the dead letters by its receipts."""
        if self.events.allows_loops:
            return messages
        stopped = [it for it in messages if loops.in_a_loop(it, self.events.function)]
        if stopped:
            _LOG.warning("%s: %d messages are in a loop", self.events.function, len(stopped))
        return [it for it in messages if it not in stopped]

    def _deliver(self, messages: Sequence[dict[str, Any]]) -> None:
        event = {"Records": [record(message, self.events.queue_arn) for message in messages]}
        invocation = self._sandboxes.invoke(
            self.events.function,
            json.dumps(event).encode(),
            loops.lineage(messages, self.events.function),
        )
        try:
            failed = failed_messages(invocation, self.events.reports_failures)
        except InvalidBatchResponseError as error:
            _LOG.warning("%s failed on %d messages: %s", self.events.function, len(messages), error)
            return
        done = [it for it in messages if it["MessageId"] not in failed]
        for start in range(0, len(done), _MOST_MESSAGES):
            self._delete(done[start : start + _MOST_MESSAGES])

    def _delete(self, messages: Sequence[dict[str, Any]]) -> None:
        """Delete at most ten messages; those that stay are delivered again."""
        try:
            reply = self._sqs.delete_message_batch(
                QueueUrl=self.events.queue_url,
                Entries=[
                    {"Id": str(index), "ReceiptHandle": message["ReceiptHandle"]}
                    for index, message in enumerate(messages)
                ],
            )
        except (BotoCoreError, ClientError) as error:
            _LOG.warning("%d messages will come again: %s", len(messages), error)
            return
        for failed in reply.get("Failed", []):
            _LOG.warning("a message will come again: %s", failed.get("Code"))


def failed_messages(invocation: Invocation, reports_failures: bool) -> set[str]:
    """Return the ids of the messages that failed; raise InvalidBatchResponseError for all of them.

    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    lists what counts as success and what as failure.
    """
    if invocation.function_error:
        raise InvalidBatchResponseError(invocation.payload.decode())
    if not reports_failures:
        return set()
    answer = json.loads(invocation.payload or b"null")
    if answer is None:
        return set()
    try:
        failed = [it["itemIdentifier"] for it in answer.get("batchItemFailures") or []]
    except (AttributeError, KeyError, TypeError) as error:
        raise InvalidBatchResponseError(f"not a batch response: {answer}") from error
    if not all(isinstance(it, str) and it for it in failed):
        raise InvalidBatchResponseError(f"empty itemIdentifier: {answer}")
    return set(failed)


def record(message: dict[str, Any], queue_arn: str) -> dict[str, Any]:
    """Return a received message as the record Lambda makes of it."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {
            name: _attribute(value) for name, value in message.get("MessageAttributes", {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": queue_arn.split(":")[3],
    }


def _attribute(value: dict[str, Any]) -> dict[str, Any]:
    attribute = {"dataType": value["DataType"], "stringListValues": [], "binaryListValues": []}
    if "StringValue" in value:
        attribute["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        attribute["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return attribute
