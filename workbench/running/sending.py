"""Sender: puts submissions on the listing queue, through S3 if they are too long for SQS."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summariser.domain.message import LONGEST_MESSAGE, NOT_IN_A_MESSAGE, dump_json
from workbench.running.submission import Submission

# At most ten messages and 1 MiB in total:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
MESSAGES_IN_A_BATCH = 10
BYTES_IN_A_BATCH = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """A submission's position and the body it is sent with."""

    position: int
    body: str

    @property
    def size(self) -> int:
        """Size of the body in bytes."""
        return len(self.body.encode())


class NotSendable(Exception):
    """No queue accepts this text, so it is a dead letter before it is sent."""


class Sender:
    """Sends to one queue and one bucket."""

    def __init__(self, sqs: Any, s3: Any, *, queue_url: str, bucket: str) -> None:
        self._sqs = sqs
        self._s3 = s3
        self._queue_url = queue_url
        self._bucket = bucket

    def pack(self, position: int, submission: Submission) -> Parcel:
        """Move what is too long for SQS to S3; raises `NotSendable` when that is impossible."""
        body = submission.body
        if submission.defect is not None:
            raise NotSendable(submission.defect)
        if NOT_IN_A_MESSAGE.search(body):
            raise NotSendable(
                f"{submission.origin} is not JSON, and has control characters that an SQS message "
                "cannot contain"
            )
        size = len(body.encode())
        if size > LONGEST_MESSAGE:
            body = self._by_reference(submission)
            if len(body.encode()) > LONGEST_MESSAGE:
                raise NotSendable(
                    f"{submission.origin} has {size:,} bytes and no listing that could be sent by "
                    f"reference; a message has at most {LONGEST_MESSAGE:,}"
                )
        return Parcel(position, body)

    def send(self, parcels: Sequence[Parcel]) -> None:
        """Send a batch; raises `RuntimeError` when SQS refuses a message."""
        reply = self._sqs.send_message_batch(
            QueueUrl=self._queue_url,
            Entries=[
                {"Id": str(number), "MessageBody": parcel.body}
                for number, parcel in enumerate(parcels)
            ],
        )
        if reply.get("Failed"):
            raise RuntimeError(f"SQS refused a message: {reply['Failed'][0]['Message']}.")

    def _by_reference(self, submission: Submission) -> str:
        event = submission.event
        if event is None:
            return submission.body
        detail = event.get("detail")
        inner = detail if isinstance(detail, dict) else event
        if not isinstance(inner.get("listing"), dict):
            return submission.body
        listing = dump_json(inner["listing"]).encode()
        key = f"incoming/{hashlib.sha256(listing).hexdigest()}.json"
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=listing)
        rest = {name: value for name, value in inner.items() if name != "listing"}
        # Without the listing, ingest must find the id and version in the event.
        if submission.key is not None:
            rest |= dict(zip(("listing_id", "version"), submission.key, strict=True))
        rest["listing_uri"] = f"s3://{self._bucket}/{key}"
        return dump_json(event | {"detail": rest} if isinstance(detail, dict) else rest)


def batches(parcels: Iterable[Parcel]) -> Iterator[list[Parcel]]:
    """Group parcels, in order, into batches that SQS accepts."""
    batch: list[Parcel] = []
    size = 0
    for parcel in parcels:
        if batch and (len(batch) == MESSAGES_IN_A_BATCH or size + parcel.size > BYTES_IN_A_BATCH):
            yield batch
            batch, size = [], 0
        batch.append(parcel)
        size += parcel.size
    if batch:
        yield batch
