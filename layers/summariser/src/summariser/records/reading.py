"""Reading: a stream of bytes becomes records; nothing is left out.

A file of any form is read whole up to a size, beyond which memory would grow with it. A larger one
is JSON lines, a JSON array or a table, and is read as it comes.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from summariser.domain.job_posting import find_job_postings, is_job_posting
from summariser.records import tables
from summariser.records.formats import (
    UnusableFile,
    as_utf8,
    check_is_text,
    damage_named,
    encoding_of,
    unpacked,
)
from summariser.records.json_array import read_array
from summariser.records.json_text import NotJson, parse_json
from summariser.records.record import Record

GZIP_SUFFIX = ".gz"
NEW_LINE = b"\n"
LINES = (".jsonl", ".ndjson")
SUFFIXES = (".json", *LINES, *tables.SUFFIXES)
# An object with one of these is a listing or an event itself, whatever lists it has.
OWN = ("description", "title", "type", "@type", "detail", "listing", "listing_uri", "listing_id")
LONGEST_LINE = 8 * 1024 * 1024  # bytes; twice the largest listing that is read from S3


def suffix_of(path: PurePath) -> str:
    """Give a file's suffix, below that of its compression."""
    suffix = path.suffix.lower()
    return PurePath(path.stem).suffix.lower() if suffix == GZIP_SUFFIX else suffix


def read_stream(
    name: str, suffix: str, stream: BinaryIO, *, whole_up_to: int | None = None, after: int = 0
) -> Iterator[Record]:
    """Read the records of a stream, plain or compressed with gzip, behind a record's number.

    `whole_up_to` is how many bytes may be held at once; None for as many as there are. Raises
    `UnusableFile` for what is not read, perhaps after some records of it.
    """
    with damage_named(name):
        plain = unpacked(stream)
        head = plain.read(-1 if whole_up_to is None else whole_up_to + 1)
        if whole_up_to is None or len(head) <= whole_up_to:
            records = split(name, suffix, as_utf8(name, head))
        else:
            records = _read_long(name, suffix, head, plain)
        for record in records:
            if record.number > after:
                yield record


def split(name: str, suffix: str, data: bytes) -> Iterator[Record]:
    """Read the records of a whole file in UTF-8; raises `UnusableFile`."""
    if tables.is_table(suffix, data):
        yield from tables.read_table(name, _text(name, io.BytesIO(data)))
        return
    whole = _parse_whole(data)
    if isinstance(whole, list):
        yield from _elements(name, whole)
        return
    if isinstance(whole, dict) and suffix in LINES:
        blank = data[: len(data) - len(data.lstrip())]
        number = blank.count(NEW_LINE) + 1
        yield from _line(name, number, data.strip())
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
            yield from _line(name, number, line.strip())


def _read_long(name: str, suffix: str, head: bytes, rest: BinaryIO) -> Iterator[Record]:
    """Read a file that is not held whole: its beginning, and what follows."""
    check_is_text(name, head)
    if encoding_of(head) is not None:
        raise UnusableFile(f"{name} is not UTF-8; save it as UTF-8: it is too long for another.")
    head = head.removeprefix(b"\xef\xbb\xbf")
    stream = io.BufferedReader(_Continued(head, rest))
    if tables.is_table(suffix, head):
        yield from tables.read_table(name, _text(name, stream))
    elif head.lstrip()[:1] == b"[":
        yield from read_array(name, stream)
    elif suffix in LINES or _starts_with_a_record(head):
        yield from _read_lines(name, stream)
    else:
        raise UnusableFile(
            f"{name} is one JSON value of more than {len(head) - 1:,} bytes. Give JSON lines, a "
            "JSON array or CSV, of which there may be any number."
        )


def _read_lines(name: str, stream: BinaryIO) -> Iterator[Record]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(NEW_LINE):
            while not line.endswith(NEW_LINE) and (line := stream.readline(LONGEST_LINE)):
                pass
            defect = f"{name}, line {number} is longer than {LONGEST_LINE:,} bytes"
            yield Record(f"{name}, line {number}", "", None, defect, number)
        elif line.strip():
            yield from _line(name, number, line.strip())


class _Continued(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: bytes | memoryview = self._head[: len(buffer)]
        self._head = self._head[len(data) :]
        if not data:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _text(name: str, stream: BinaryIO) -> Iterator[str]:
    try:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield from iter(lambda: text.readline(LONGEST_LINE), "")
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 (at its byte {error.start + 1}); save it as CSV UTF-8"
        raise UnusableFile(f"{name} is {problem}.") from error


def _parse_whole(data: bytes) -> Any:
    try:
        return parse_json(data.decode())
    except ValueError:
        return None


def _starts_with_a_record(data: bytes) -> bool:
    """Whether a file is JSONL in fact, rather than broken JSON."""
    first = data.strip().split(NEW_LINE, 1)
    return len(first) == 2 and isinstance(_parse_whole(first[0]), dict)


def _line(name: str, number: int, data: bytes) -> Iterator[Record]:
    for record in _record(f"{name}, line {number}", data):
        yield replace(record, number=number)


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
        text = json.dumps(element, ensure_ascii=False)
        yield Record(named, text, content, number=number)


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
