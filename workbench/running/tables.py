"""Tables: a CSV file with a header of our field names becomes a listing a row."""

import csv
import io
import json
from collections.abc import Iterator

from summariser.domain.listing import Listing
from workbench.running.formats import UnusableInput
from workbench.running.records import Record

SUFFIXES = (".csv", ".tsv")
DELIMITERS = ",;\t|"
NEEDED = "description"
FIELDS = frozenset({"listing_id", "id", "version", *Listing.model_fields})
LONGEST_CELL = 2**31 - 1


def is_table(suffix: str, data: bytes) -> bool:
    """Whether a file is CSV, by its suffix or by a header of our field names."""
    if suffix in SUFFIXES:
        return True
    first = data.lstrip().partition(b"\n")[0]
    if first[:1] in b"{[" or NEEDED.encode() not in first.lower():
        return False
    columns = _columns(first.decode(errors="replace"))
    return NEEDED in columns and len(FIELDS.intersection(columns)) > 1


def read_table(name: str, data: bytes) -> Iterator[Record]:
    """Read each row as a listing, named by the row's first line; an empty cell is no value.

    Raises `UnusableInput` when the file is not UTF-8 or its header does not name the descriptions.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 (at its byte {error.start + 1}); save it as CSV UTF-8"
        raise UnusableInput(f"{name} is {problem}.") from error
    csv.field_size_limit(LONGEST_CELL)
    start = len(text) - len(text.lstrip("\r\n"))
    delimiter = _delimiter(text[start:].partition("\n")[0])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] = []
    before = 0
    for row in rows:
        line, before = before + 1, rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if not columns:
            columns = _names(name, row)
        else:
            yield _record(f"{name}, line {line}", columns, row)


def _names(name: str, row: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    if NEEDED not in columns:
        known = ", ".join(sorted(FIELDS - {NEEDED}))
        raise UnusableInput(
            f"The first line of {name} names no column `{NEEDED}`. It must name the columns; these "
            f"are read: {NEEDED}, {known}."
        )
    return columns


def _record(origin: str, columns: list[str], row: list[str]) -> Record:
    content = {name: cell for name, cell in zip(columns, row, strict=False) if cell.strip()}
    defect = None
    if any(cell.strip() for cell in row[len(columns) :]):
        defect = f"{origin} has {len(row)} cells, and the header names {len(columns)} columns"
    return Record(origin, json.dumps(content, ensure_ascii=False), content, defect)


def _columns(header: str) -> list[str]:
    row = next(csv.reader([header], delimiter=_delimiter(header)), [])
    return [cell.strip().lower() for cell in row]


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)
