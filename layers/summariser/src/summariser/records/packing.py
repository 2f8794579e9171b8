"""Packing: submissions become messages of a queue, through S3 if they are too long for SQS."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from summariser.domain.message import LONGEST_MESSAGE, NOT_IN_A_MESSAGE, dump_json
from summariser.records.submission import Submission

# At most ten messages and 1 MiB in total:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
MESSAGES_IN_A_BATCH = 10
BYTES_IN_A_BATCH = 1024 * 1024

Item = TypeVar("Item")


class NotSendable(Exception):
    """No queue accepts this text, so it is a dead letter before it is sent."""


def pack(submission: Submission, put_incoming: Callable[[bytes], str]) -> str:
    """Return the body to send; what is too long for SQS is stored, and sent by its URI.

    Raises `NotSendable` when that is impossible.
    """
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
        body = _by_reference(submission, put_incoming)
        if len(body.encode()) > LONGEST_MESSAGE:
            raise NotSendable(
                f"{submission.origin} has {size:,} bytes and no listing that could be sent by "
                f"reference; a message has at most {LONGEST_MESSAGE:,}"
            )
    return body


def _by_reference(submission: Submission, put_incoming: Callable[[bytes], str]) -> str:
    event = submission.event
    if event is None:
        return submission.body
    detail = event.get("detail")
    inner = detail if isinstance(detail, dict) else event
    if not isinstance(inner.get("listing"), dict):
        return submission.body
    uri = put_incoming(dump_json(inner["listing"]).encode())
    rest = {name: value for name, value in inner.items() if name != "listing"}
    # Without the listing, ingest must find the id and version in the event.
    if submission.key is not None:
        rest |= dict(zip(("listing_id", "version"), submission.key, strict=True))
    rest["listing_uri"] = uri
    return dump_json(event | {"detail": rest} if isinstance(detail, dict) else rest)


def batches(items: Iterable[Item], size_of: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Group items of so many bytes, in order, into batches that SQS accepts."""
    batch: list[Item] = []
    size = 0
    for item in items:
        own = size_of(item)
        if batch and (len(batch) == MESSAGES_IN_A_BATCH or size + own > BYTES_IN_A_BATCH):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += own
    if batch:
        yield batch
