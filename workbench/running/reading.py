"""Reading: a file, a folder or standard input becomes records; nothing is left out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from summariser.domain.job_posting import find_job_postings, is_job_posting
from workbench.running import tables
from workbench.running.formats import UnusableInput, as_utf8
from workbench.running.records import Record

STANDARD_INPUT = "-"
GZIP = ".gz"
NEW_LINE = b"\n"
LINES = (".jsonl", ".ndjson")
SUFFIXES = (".json", *LINES, *tables.SUFFIXES)
# An object with one of these is a listing or an event itself, whatever lists it has.
OWN = ("description", "title", "type", "@type", "detail", "listing", "listing_uri", "listing_id")
MAX_DEPTH = 64  # levels; pydantic stops at 255, other JSON readers at far fewer


class NotJson(ValueError):
    """A text is not JSON by RFC 8259."""


def read_records(source: str, standard_input: BinaryIO) -> list[Record]:
    """Read every record of a file, of a folder's files in sorted order, or of standard input.

    Raises `UnusableInput` when the input is missing, empty or of another format.
    """
    records = [
        record
        for name, suffix, data in _files(source, standard_input)
        for record in _split(name, suffix, as_utf8(name, data))
    ]
    if not records:
        raise UnusableInput(f"There are no listings in {_name_of(source)}: it is empty.")
    return records


def parse_json(text: str) -> Any:
    """Parse a JSON text strictly, without Python's NaN; raises `NotJson`."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise NotJson("nested too deeply") from error
    except ValueError as error:
        raise NotJson(str(error)) from error
    if _is_deep(value):
        raise NotJson("nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    """Whether a value has more levels than its readers support."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _refuse_constant(name: str) -> None:
    raise NotJson(f"{name} is not JSON")


def _name_of(source: str) -> str:
    return "standard input" if source == STANDARD_INPUT else source


def _files(source: str, standard_input: BinaryIO) -> Iterator[tuple[str, str, bytes]]:
    if source == STANDARD_INPUT:
        yield _name_of(source), "", standard_input.read()
        return
    path = Path(source)
    try:
        if not path.exists():
            raise UnusableInput(
                f"There is no file or folder {source}. Give a .jsonl, .json or .csv file, a folder "
                "of such files, or - for standard input."
            )
        if not path.is_dir():
            yield source, _suffix(path), path.read_bytes()
            return
        files = sorted(
            file for file in path.rglob("*") if _suffix(file) in SUFFIXES and file.is_file()
        )
        if not files:
            raise UnusableInput(f"There are no .jsonl, .json or .csv files in the folder {source}.")
        for file in files:
            yield str(file.relative_to(path)), _suffix(file), file.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        raise UnusableInput(f"{source} cannot be read: {error}.") from error


def _suffix(path: Path) -> str:
    """Give a file's suffix, below that of its compression."""
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix == GZIP else suffix


def _split(name: str, suffix: str, data: bytes) -> Iterator[Record]:
    if tables.is_table(suffix, data):
        yield from tables.read_table(name, data)
        return
    whole = _parse_whole(data)
    if isinstance(whole, list):
        yield from _elements(name, whole)
        return
    if isinstance(whole, dict) and suffix in LINES:
        blank = data[: len(data) - len(data.lstrip())]
        yield from _record(f"{name}, line {blank.count(NEW_LINE) + 1}", data.strip())
        return
    if suffix not in LINES:
        if whole is not None:
            yield from _record(name, data.strip())
            return
        if suffix == ".json" and not _starts_with_a_record(data):
            if data.strip():
                yield from _record(name, data)
            return
    # Only a line feed ends a line of JSONL: other separators may occur inside a string.
    for number, line in enumerate(data.split(NEW_LINE), start=1):
        if line.strip():
            yield from _record(f"{name}, line {number}", line.strip())


def _parse_whole(data: bytes) -> Any:
    try:
        return parse_json(data.decode())
    except ValueError:
        return None


def _starts_with_a_record(data: bytes) -> bool:
    """Whether a .json file is JSONL in fact, rather than broken JSON."""
    first = data.strip().split(b"\n", 1)
    return len(first) == 2 and isinstance(_parse_whole(first[0]), dict)


def _record(origin: str, data: bytes) -> Iterator[Record]:
    """Read a text as one record, or as those of the list that it is or holds."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        defect = f"{origin} is not UTF-8 (at its byte {error.start + 1}); save the file as UTF-8"
        yield Record(origin, data.decode(errors="backslashreplace"), None, defect)
        return
    try:
        content = parse_json(text)
    except NotJson:
        content = None
    listed = _listed(content)
    if listed:
        yield from _elements(origin, listed)
    else:
        yield Record(origin, text, content if isinstance(content, dict) else None)


def _elements(origin: str, elements: list[Any]) -> Iterator[Record]:
    for number, element in enumerate(elements, start=1):
        content = element if isinstance(element, dict) else None
        named = origin if len(elements) == 1 else f"{origin}, item {number}"
        yield Record(named, json.dumps(element, ensure_ascii=False), content)


def _listed(value: Any) -> list[Any] | None:
    """Give the listings that a value is a list of, or that an object holds in one way or another.

    The graph of a page describes the page itself and the employer besides its postings.
    """
    if isinstance(value, list):
        return value if value and all(isinstance(element, dict) for element in value) else None
    if not isinstance(value, dict) or is_job_posting(value):
        return None
    postings = list(find_job_postings(value))
    if postings:
        return postings
    graph = value.get("@graph")
    if isinstance(graph, list):
        return graph or None
    if not value.keys().isdisjoint(OWN):
        return None
    lists = [found for member in value.values() if (found := _listed(member))]
    return lists[0] if len(lists) == 1 else None
