"""Tables: a CSV file with a header of our field names becomes a listing a row."""

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from summariser.domain.listing import Listing
from summariser.records.formats import UnusableFile
from summariser.records.record import Record

SUFFIXES = (".csv", ".tsv")
DELIMITERS = ",;\t|"
NEEDED = "description"
FIELDS = frozenset({"listing_id", "id", "version", *Listing.model_fields})
LONGEST_CELL = 8 * 1024 * 1024  # characters; behind a quote that is left open, all is one cell


def is_table(suffix: str, data: bytes) -> bool:
    """Whether a file is CSV, by its suffix or by a header of our field names."""
    if suffix in SUFFIXES:
        return True
    first = data.lstrip().partition(b"\n")[0]
    if first[:1] in b"{[" or NEEDED.encode() not in first.lower():
        return False
    columns = _columns(first.decode(errors="replace"))
    return NEEDED in columns and len(FIELDS.intersection(columns)) > 1


def read_table(name: str, text: Iterable[str]) -> Iterator[Record]:
    """Read each row of the lines of a table as a listing; an empty cell is no value.

    A record is named and numbered by its row's first line. Raises `UnusableFile` when the header
    does not name the descriptions, or where a cell does not end.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = iter(text)
    blank = list(_up_to_text(lines))
    rows = csv.reader(chain(blank, lines), delimiter=_delimiter(blank[-1] if blank else ""))
    columns: list[str] = []
    before = 0
    for row in _complete(name, rows):
        line, before = before + 1, rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if not columns:
            columns = _names(name, row)
        else:
            yield _record(f"{name}, line {line}", line, columns, row)


def _complete(name: str, rows: Any) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        problem = f"{error}, up to line {rows.line_num}; is a quote left open?"
        raise UnusableFile(f"{name} is broken CSV: {problem}") from error


def _up_to_text(lines: Iterator[str]) -> Iterator[str]:
    """Yield the empty lines that a file begins with, and the first that is not empty."""
    for line in lines:
        yield line
        if line.strip("\r\n"):
            return


def _names(name: str, row: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    if NEEDED not in columns:
        known = ", ".join(sorted(FIELDS - {NEEDED}))
        raise UnusableFile(
            f"The first line of {name} names no column `{NEEDED}`. It must name the columns; these "
            f"are read: {NEEDED}, {known}."
        )
    return columns


def _record(origin: str, line: int, columns: list[str], row: list[str]) -> Record:
    content = {name: cell for name, cell in zip(columns, row, strict=False) if cell.strip()}
    defect = None
    if any(cell.strip() for cell in row[len(columns) :]):
        defect = f"{origin} has {len(row)} cells, and the header names {len(columns)} columns"
    return Record(origin, json.dumps(content, ensure_ascii=False), content, defect, line)


def _columns(header: str) -> list[str]:
    row = next(csv.reader([header], delimiter=_delimiter(header)), [])
    return [cell.strip().lower() for cell in row]


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)
