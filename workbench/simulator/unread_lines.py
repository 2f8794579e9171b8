"""Whether every line of a document was read by an answered call, going by the simulator's log."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from summariser.domain.document import Document, Line
from summariser.llm.prompts import numbered
from workbench.simulator.log import Call

UNANSWERED = ("throttled", "server_error", "hanging", "filtered", "too_long", "output_limit")


def unseen_lines(document: Document, calls: Sequence[Call]) -> tuple[Line, ...]:
    """Give the lines that no answered call held, whole or in parts that make it up."""
    seen = _rows_by_number(tuple(calls))
    return tuple(
        line
        for line in document.lines
        if not _is_covered(numbered([line])[0].partition("| ")[2], seen[str(line.number)])
    )


@lru_cache(maxsize=1)
def _rows_by_number(calls: tuple[Call, ...]) -> defaultdict[str, set[str]]:
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for call in calls:
        if call.outcome not in UNANSWERED:
            for row in call.listing.split("\n"):
                number, _, text = row.partition("| ")
                rows[number].add(text)
    return rows


def _is_covered(text: str, rows: set[str]) -> bool:
    if text in rows:
        return True
    end = 0  # parts of a line, which may overlap, are put together from its start
    spans = sorted((text.find(row), len(row)) for row in rows if row and row in text)
    for start, length in spans:
        if text[end:start].strip():
            return False
        end = max(end, start + length)
    return not text[end:].strip()
