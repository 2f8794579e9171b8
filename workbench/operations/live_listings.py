"""Live listings: what a running stack has made of each listing, for a page that watches it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from summariser.adapters.stepfunctions import execution_arn
from summariser.domain.document import Document
from summariser.domain.ledger import UNFINISHED, Entry, row_of
from summariser.domain.summary import Status
from summariser.records.submission import Key
from workbench.operations.ledger import LedgerReader
from workbench.operations.trace import visits
from workbench.running.report_page import page_data
from workbench.running.results import DeadLetterLine, SummaryLine
from workbench.running.stored import StoredSummaries
from workbench.stack import Stack


class LiveListings:
    """Reads the newest version of each listing of a stack, and how far an execution has come."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._ledger = LedgerReader(stack)
        self._stored = StoredSummaries(stack.client("s3"))

    def moved_after(self, time: datetime | None) -> dict[str, Any]:
        """Give the page's data of the listings that came to an end after a time, newest last.

        `read_at` is the time to ask with next.
        """
        read_at = datetime.now(UTC)
        ended = [it for it in _newest(self._ledger.all()) if it.status not in UNFINISHED]
        moved = sorted(
            (it for it in ended if time is None or it.moved_at >= time), key=lambda it: it.moved_at
        )
        summaries, documents = self._read([it for it in moved if it.status is not Status.DEAD])
        dead = [_dead_letter(it) for it in moved if it.status is Status.DEAD]
        return page_data(summaries, documents, dead) | {"read_at": read_at.isoformat()}

    def progress(self, listing_id: str, version: int) -> dict[str, Any]:
        """Say where a version stands, with the states that it came through.

        It has no status until its event has arrived.
        """
        entry = row_of(version, self._ledger.of_listing(listing_id))
        if entry is None:
            return {"status": None, "ended": False, "states": []}
        return {
            "status": entry.status,
            "ended": entry.status not in UNFINISHED,
            "states": self._states(entry),
        }

    def _read(self, entries: list[Entry]) -> tuple[list[SummaryLine], dict[Key, Document]]:
        kept = [it for it in entries if it.summary_uri]
        found = self._stored.read(it.summary_uri or "" for it in kept)
        stored = {(it.listing_id, it.version): pair for it, pair in zip(kept, found, strict=True)}
        lines: list[SummaryLine] = []
        documents: dict[Key, Document] = {}
        for entry in entries:
            key = (entry.listing_id, entry.version)
            if pair := stored.get(key):
                summary, documents[key] = pair
                line = SummaryLine.of(summary).model_copy(update={"status": entry.status})
            else:
                line = SummaryLine.without_text(key, entry.status)
            lines.append(line)
        return lines, documents

    def _states(self, entry: Entry) -> list[dict[str, Any]]:
        client = self._stack.client("stepfunctions")
        arn = execution_arn(self._stack.state_machine_arn, entry.execution_name)
        try:
            pages = client.get_paginator("get_execution_history").paginate(executionArn=arn)
            events = [event for page in pages for event in page["events"]]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionDoesNotExist":
                raise
            return []  # it has not started yet
        return [
            {"name": it.state, "seconds": it.seconds, "done": it.times > 0} for it in visits(events)
        ]


def _newest(entries: Iterator[Entry] | list[Entry]) -> list[Entry]:
    newest: dict[str, Entry] = {}
    for entry in entries:
        known = newest.get(entry.listing_id)
        if known is None or entry.version > known.version:
            newest[entry.listing_id] = entry
    return list(newest.values())


def _dead_letter(entry: Entry) -> DeadLetterLine:
    return DeadLetterLine(
        listing_id=entry.listing_id,
        version=entry.version,
        error=entry.error or "",
        message=entry.cause or "",
        execution_arn=None,
        event=f"summariser dead-letters show {entry.listing_id}",
    )
