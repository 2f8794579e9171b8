"""Status: the number of listing versions by status, and of messages on the queues."""

import json
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from summariser.domain.summary import Status
from workbench.operations.dead_letters import age
from workbench.operations.ledger import LedgerReader
from workbench.stack import Stack, aws_errors_explained

MEANS = {
    Status.RECEIVED: "stored, not started yet",
    Status.RUNNING: "an execution is processing it",
    Status.PUBLISHED: "a summary was stored",
    Status.HELD: "a check blocks its summary; see `summariser held`",
    Status.SUPERSEDED: "replaced by a newer version or event",
    Status.WITHDRAWN: "taken down and erased",
    Status.DEAD: "failed; its event is on the dead-letter queue",
}
QUEUES = {
    "InteractiveQueueUrl": "interactive queue",
    "ListingQueueUrl": "listing queue",
    "BackfillQueueUrl": "backfill queue",
    "ListingDeadLettersUrl": "dead letters",
    "AnnouncementDeadLettersUrl": "announcement dead letters",
}


def print_status(stack: Stack, *, as_json: bool) -> None:
    """Print the counts of the ledger and the queues of a stack."""
    ledger = LedgerReader(stack)
    with aws_errors_explained():
        counts = {status: ledger.count(status) for status in MEANS}
        oldest = {status: ledger.oldest(status) for status in MEANS}
        waiting = {name: _waiting(stack, output) for output, name in QUEUES.items()}
    console = Console(highlight=False)
    if as_json:
        console.out(json.dumps({"versions": counts, "queues": waiting}))
        return
    now = datetime.now(UTC)
    table = Table(title=f"Listing versions of {stack.name}", title_justify="left")
    for heading in ("Status", "Versions", "Oldest", "Meaning"):
        table.add_column(heading, justify="right" if heading == "Versions" else "left")
    for status, count in counts.items():
        moved_at = oldest[status]
        table.add_row(status, str(count), age(now - moved_at) if moved_at else "", MEANS[status])
    console.print(table)
    for name, numbers in waiting.items():
        console.print(f"{name}: {numbers['waiting']} waiting, {numbers['in_flight']} in flight")


def _waiting(stack: Stack, output: str) -> dict[str, int]:
    names = ("", "Delayed", "NotVisible")  # delayed: an event that may not start yet
    attributes: dict[str, Any] = stack.client("sqs").get_queue_attributes(
        QueueUrl=stack.output(output),
        AttributeNames=[f"ApproximateNumberOfMessages{name}" for name in names],
    )["Attributes"]
    ready, delayed, in_flight = (int(attributes[f"ApproximateNumberOfMessages{n}"]) for n in names)
    return {"waiting": ready + delayed, "in_flight": in_flight}
