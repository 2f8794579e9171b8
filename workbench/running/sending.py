"""Sender: puts submissions on the listing queue, through S3 if they are too long for SQS."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summariser.adapters.keys import incoming_key
from summariser.records import packing
from summariser.records.submission import Submission


@dataclass(frozen=True, slots=True)
class Parcel:
    """A submission's position and the body it is sent with."""

    position: int
    body: str

    @property
    def size(self) -> int:
        """Size of the body in bytes."""
        return len(self.body.encode())


class Sender:
    """Sends to one queue and one bucket."""

    def __init__(self, sqs: Any, s3: Any, *, queue_url: str, bucket: str) -> None:
        self._sqs = sqs
        self._s3 = s3
        self._queue_url = queue_url
        self._bucket = bucket

    def pack(self, position: int, submission: Submission) -> Parcel:
        """Move what is too long for SQS to S3; raises `NotSendable` when that is impossible."""
        return Parcel(position, packing.pack(submission, self._put_incoming))

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

    def _put_incoming(self, listing: bytes) -> str:
        key = incoming_key(listing)
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=listing)
        return f"s3://{self._bucket}/{key}"


def batches(parcels: Iterable[Parcel]) -> Iterator[list[Parcel]]:
    """Group parcels, in order, into batches that SQS accepts."""
    return packing.batches(parcels, lambda parcel: parcel.size)
