"""The backfill queue: events of listings in bulk, sent in batches."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from summariser.adapters.aws import client, transient_errors_named
from summariser.domain.errors import ServiceUnavailable
from summariser.records.packing import batches

SENT_AT_ONCE = 8  # batches
COUNTS = tuple(f"ApproximateNumberOfMessages{it}" for it in ("", "Delayed", "NotVisible"))


class SQSBackfillQueue:
    """Implements `BackfillQueue` on one SQS queue."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._sqs = client("sqs")

    def length(self) -> int:
        """Count the events that wait or are being ingested, approximately."""
        with transient_errors_named("sqs:GetQueueAttributes"):
            reply = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=list(COUNTS))
        return sum(int(reply["Attributes"][name]) for name in COUNTS)

    def send(self, bodies: Sequence[str]) -> None:
        """Send events in batches, several at once; raises `ServiceUnavailable` if one is refused.

        Some may then have been sent: they are sent again with the others.
        """
        with ThreadPoolExecutor(SENT_AT_ONCE) as pool:
            for _ in pool.map(self._send, batches(bodies, lambda body: len(body.encode()))):
                pass

    def _send(self, bodies: Sequence[str]) -> None:
        with transient_errors_named("sqs:SendMessageBatch"):
            reply = self._sqs.send_message_batch(
                QueueUrl=self._url,
                Entries=[
                    {"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)
                ],
            )
        if reply.get("Failed"):
            raise ServiceUnavailable("sqs:SendMessageBatch", reply["Failed"][0]["Code"])
