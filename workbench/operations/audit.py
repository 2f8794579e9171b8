"""Audit: what came in compared with what came out, and what is unaccounted for."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summariser.adapters.keys import WITHDRAWAL, prefixes_of
from summariser.adapters.stepfunctions import execution_arn
from summariser.domain.ledger import UNFINISHED, Entry
from summariser.domain.summary import Status
from summariser.records.submission import Key
from summariser.steps.dead_letter_reader import DeadLetterReader
from workbench.operations.ledger import LedgerReader
from workbench.running.printing import printable
from workbench.stack import Stack, aws_errors_explained

ALL_ACCOUNTED_FOR, SOME_UNACCOUNTED_FOR = 0, 1


@dataclass(frozen=True)
class Problem:
    """A listing version that is not where the ledger says, or in more than one place."""

    listing_id: str
    version: int
    message: str


@dataclass
class Audit:
    """The number of listing versions by status, and the problems found."""

    counts: Counter[Status] = field(default_factory=Counter)
    dead_letters: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Visible:
    """The row of a listing in the table of summaries."""

    version: int
    status: Status
    summary_uri: str | None


def audit(stack: Stack, *, patience: timedelta, expected: Collection[Key] = ()) -> Audit:
    """Compare the ledger of a stack with its summaries, bucket, executions and dead letters.

    An unfinished version whose status is younger than `patience` is no problem. `expected` are
    versions that were sent: each must have a row or a dead letter.
    """
    before = datetime.now(UTC) - patience
    stored = _Stored(stack)
    found = Audit(dead_letters=len(stored.dead))
    known: set[Key] = set()
    for entry in LedgerReader(stack).all():
        key = (entry.listing_id, entry.version)
        known.add(key)
        found.counts[entry.status] += 1
        found.problems += [Problem(*key, problem) for problem in _problems(entry, stored, before)]
    missing = sorted(set(expected) - known - stored.dead)
    found.problems += [
        Problem(*key, "was sent, but has neither a row nor a dead letter") for key in missing
    ]
    return found


def _problems(entry: Entry, stored: "_Stored", before: datetime) -> Iterator[str]:
    if entry.unannounced is not None and entry.moved_at < before:
        yield f"is {entry.unannounced.status}, but that was not announced"
    if entry.status in UNFINISHED:
        if entry.moved_at < before:
            yield from _unfinished(entry, stored)
    elif entry.status is Status.DEAD:
        if (entry.listing_id, entry.version) not in stored.dead:
            yield f"is dead ({entry.error}), but its event is not on the dead-letter queue"
    elif entry.status is Status.HELD:
        if not stored.has(entry.summary_uri):
            yield "is held, but its summary is not in the bucket"
    else:
        visible = stored.visible.get(entry.listing_id)
        yield from _finished(entry, stored, visible)
        if visible is not None and visible.version == entry.version and entry.moved_at < before:
            yield from _vector(visible, stored.vectors.get(entry.listing_id), stored.stack)


def _unfinished(entry: Entry, stored: "_Stored") -> Iterator[str]:
    if entry.status is Status.RECEIVED:
        yield f"was received at {entry.moved_at:%Y-%m-%d %H:%M} but never started"
    elif (status := stored.execution_status(entry.execution_name)) != "RUNNING":
        yield f"is running, but its execution {entry.execution_name} is {status}"


def _finished(entry: Entry, stored: "_Stored", visible: Visible | None) -> Iterator[str]:
    if visible is None or visible.version < entry.version:
        yield f"is {entry.status}, but is missing from the summary table"
    elif visible.status is Status.WITHDRAWN:
        if left := stored.text_of(entry.listing_id):
            yield f"was withdrawn, but {len(left)} of its objects remain, such as {left[0]}"
    elif visible.version == entry.version and not stored.has(visible.summary_uri):
        yield "is published, but its summary is not in the bucket"


def _vector(visible: Visible, version: int | None, stack: Stack) -> Iterator[str]:
    if not stack.makes_vectors:
        return
    if visible.status is Status.WITHDRAWN and version is not None:
        yield "was withdrawn, but its vector remains: `summariser embed` deletes it"
    elif visible.status is Status.PUBLISHED and version != visible.version:
        yield "is published, but has no vector: `summariser embed` makes it"


class _Stored:
    """What a stack holds besides the ledger, read once."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._machine = stack.state_machine_arn
        self._stepfunctions = stack.client("stepfunctions")
        self._bucket = stack.listing_bucket
        self.dead: set[Key] = set()
        with DeadLetterReader(stack.dead_letter_queue()) as reading:
            for letter in reading.letters():
                if letter.listing_id is not None and letter.version is not None:
                    self.dead.add((letter.listing_id, letter.version))
        self.visible = dict(_visible(stack))
        self.vectors = dict(_vectors(stack)) if stack.makes_vectors else {}
        self._keys = sorted(_keys(stack))
        self._by_folder: dict[str, list[str]] = {}
        for key in self._keys:
            folder = "/".join(key.split("/", 2)[:2]) + "/"
            self._by_folder.setdefault(folder, []).append(key)

    def has(self, uri: str | None) -> bool:
        key = (uri or "").removeprefix(f"s3://{self._bucket}/")
        folder = "/".join(key.split("/", 2)[:2]) + "/"
        return key in self._by_folder.get(folder, [])

    def text_of(self, listing_id: str) -> list[str]:
        folders = prefixes_of(listing_id)
        keys = [key for folder in folders for key in self._by_folder.get(folder, [])]
        return [key for key in keys if not key.endswith(f"/{WITHDRAWAL}")]

    def execution_status(self, name: str) -> str:
        arn = execution_arn(self._machine, name)
        try:
            found = self._stepfunctions.describe_execution(executionArn=arn)
        except self._stepfunctions.exceptions.ExecutionDoesNotExist:
            return "missing"
        return str(found["status"])


def _visible(stack: Stack) -> Iterator[tuple[str, Visible]]:
    pages = (
        stack.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=stack.summary_table,
            ProjectionExpression="listing_id, version, #status, summary_uri",
            ExpressionAttributeNames={"#status": "status"},
            ConsistentRead=True,
        )
    )
    for page in pages:
        for item in page["Items"]:
            yield (
                item["listing_id"]["S"],
                Visible(
                    version=int(item["version"]["N"]),
                    status=Status(item["status"]["S"]),
                    summary_uri=item.get("summary_uri", {}).get("S"),
                ),
            )


def _vectors(stack: Stack) -> Iterator[tuple[str, int]]:
    """Yield the version of which each listing has its vector."""
    pages = stack.client("s3vectors").get_paginator("list_vectors")
    for page in pages.paginate(indexArn=stack.vector_index_arn, returnMetadata=True):
        for one in page["vectors"]:
            yield one["key"], int(one["metadata"]["version"])


def _keys(stack: Stack) -> Iterator[str]:
    """Yield the key of every version of every object, deleted ones too."""
    pages = stack.client("s3").get_paginator("list_object_versions")
    for prefix in ("listings/", "summaries/", "held/"):
        for page in pages.paginate(Bucket=stack.listing_bucket, Prefix=prefix):
            found: list[dict[str, Any]] = page.get("Versions", []) + page.get("DeleteMarkers", [])
            yield from {version["Key"] for version in found}


def print_audit(stack: Stack, *, patience: timedelta) -> int:
    """Print an audit; returns the exit code."""
    console = Console(highlight=False)
    with Console(stderr=True).status(f"Auditing {stack.name} ..."), aws_errors_explained():
        found = audit(stack, patience=patience)
    counts = ", ".join(f"{count} {status}" for status, count in sorted(found.counts.items()))
    versions = found.counts.total()
    console.print(f"{versions} listing versions came in: {counts or 'none'}.", soft_wrap=True)
    console.print(f"{found.dead_letters} of them have a dead letter.")
    if not found.problems:
        console.print("All are accounted for.")
        return ALL_ACCOUNTED_FOR
    table = Table(title=f"{len(found.problems)} unaccounted for", title_justify="left")
    for heading in ("Listing", "Version", "Problem"):
        table.add_column(heading, overflow="fold")
    for problem in found.problems:
        cells = (problem.listing_id, str(problem.version), problem.message)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    (console if console.is_terminal else Console(width=140)).print(table)
    return SOME_UNACCOUNTED_FOR
