"""Unread lines: those of a document that no answered call contained, by the simulator's log."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from summariser.domain.document import Document, Line
from summariser.llm.prompts import Task, numbered
from workbench.simulator.log import Call

UNANSWERED = ("throttled", "server_error", "hanging", "filtered", "too_long", "output_limit")


def unread_lines(document: Document, calls: Sequence[Call]) -> tuple[Line, ...]:
    """Return the lines that no answered call contained, in one piece or in several."""
    read = _rows_by_number(tuple(calls))
    return tuple(
        line
        for line in document.lines
        if not _is_covered(numbered([line])[0].partition("| ")[2], read[str(line.number)])
    )


@lru_cache(maxsize=1)
def _rows_by_number(calls: tuple[Call, ...]) -> defaultdict[str, set[str]]:
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for call in calls:
        if call.outcome not in UNANSWERED and call.task != Task.VERIFY:
            for row in call.listing.split("\n"):
                number, _, text = row.partition("| ")
                rows[number].add(text)
    return rows


def _is_covered(text: str, rows: set[str]) -> bool:
    if text in rows:
        return True
    end = 0  # the parts of a line may overlap; they are joined from its start
    spans = sorted((text.find(row), len(row)) for row in rows if row and row in text)
    for start, length in spans:
        if text[end:start].strip():
            return False
        end = max(end, start + length)
    return not text[end:].strip()
