"""Tables: what Logs Insights finds for the log widgets of a dashboard."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workbench.errors import UsageError

KEPT = timedelta(minutes=10)  # each query is billed by what it reads
SECONDS_BETWEEN_LOOKS = 0.5
LONGEST_QUERY = 60  # seconds
SOURCE, QUOTE, COMMAND = "SOURCE", "'", "|"


@dataclass(frozen=True)
class Table:
    """A log widget with its rows, of which each has a value a column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Tables:
    """The log widgets of a dashboard, and what was found for them last."""

    def __init__(self, widgets: Sequence[Mapping[str, Any]], logs: Any) -> None:
        self._widgets = widgets
        self._logs = logs
        self._found: list[Table] = []
        self._read_at: datetime | None = None

    def read(self, start: datetime, end: datetime) -> list[Table]:
        """Ask for the rows between two times, unless they were read a short while ago.

        Raises `UsageError` where a query fails.
        """
        if self._read_at is None or end - self._read_at >= KEPT:
            started = [self._start(widget, start, end) for widget in self._widgets]
            self._found = [
                _table(widget["properties"]["title"], self._rows(query))
                for widget, query in zip(self._widgets, started, strict=True)
            ]
            self._read_at = end
        return self._found

    def _start(self, widget: Mapping[str, Any], start: datetime, end: datetime) -> str:
        # The console's way to name the log group, which the API takes apart from the query.
        source, _, query = widget["properties"]["query"].partition(COMMAND)
        group = source.replace(SOURCE, "", 1).strip().strip(QUOTE)
        reply: dict[str, str] = self._logs.start_query(
            logGroupName=group,
            startTime=int(start.timestamp()),
            endTime=int(end.timestamp()) + 1,
            queryString=query.strip(),
        )
        return reply["queryId"]

    def _rows(self, query: str) -> list[dict[str, str]]:
        deadline = time.monotonic() + LONGEST_QUERY
        while True:
            reply = self._logs.get_query_results(queryId=query)
            if reply["status"] == "Complete":
                return [{it["field"]: it["value"] for it in row} for row in reply["results"]]
            if reply["status"] not in ("Scheduled", "Running") or time.monotonic() > deadline:
                raise UsageError(
                    f"A query of Logs Insights ended as {reply['status']}: look at a shorter time "
                    "with --since, or leave the tables out with --no-logs."
                )
            time.sleep(SECONDS_BETWEEN_LOOKS)


def _table(title: str, rows: Sequence[Mapping[str, str]]) -> Table:
    columns = tuple(name for name in (rows[0] if rows else ()) if not name.startswith("@"))
    return Table(title, columns, tuple(tuple(row.get(it, "") for it in columns) for row in rows))
