"""Embed: every listing of the summary table is put on the queue of those to embed."""

import json
from collections.abc import Iterator, Sequence

from rich.console import Console

from summariser.adapters.sqs import MOST_ENTRIES
from workbench.errors import UsageError
from workbench.stack import Stack, aws_errors_explained


def embed_all(stack: Stack) -> None:
    """Have the vector of every listing follow its summary once more; raises `UsageError`.

    A published one is embedded, and one that was withdrawn has its vector deleted.
    """
    queue, sqs = stack.vector_queue_url, stack.client("sqs")
    sent = 0
    with aws_errors_explained():
        for listing_ids in _pages(stack):
            for start in range(0, len(listing_ids), MOST_ENTRIES):
                some = listing_ids[start : start + MOST_ENTRIES]
                reply = sqs.send_message_batch(QueueUrl=queue, Entries=_entries(some))
                if reply.get("Failed"):
                    raise UsageError(
                        f"{sent} listings were sent before SQS refused some: try again, since a "
                        "listing may be sent twice."
                    )
                sent += len(some)
    Console(highlight=False).print(f"The vectors of {sent} listings will be made again.")


def _pages(stack: Stack) -> Iterator[Sequence[str]]:
    scan = stack.client("dynamodb").get_paginator("scan")
    for page in scan.paginate(TableName=stack.summary_table, ProjectionExpression="listing_id"):
        yield [item["listing_id"]["S"] for item in page["Items"]]


def _entries(listing_ids: Sequence[str]) -> list[dict[str, str]]:
    """Write listings as their announcements name them."""
    return [
        {"Id": str(number), "MessageBody": json.dumps({"detail": {"listing_id": listing_id}})}
        for number, listing_id in enumerate(listing_ids)
    ]
