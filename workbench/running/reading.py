"""Reading: a file, a folder or standard input becomes records; nothing is left out."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from summariser.domain.job_posting import find_job_posting
from workbench.errors import UsageError

STANDARD_INPUT = "-"
SUFFIXES = (".json", ".jsonl")
MAX_DEPTH = 64  # levels; pydantic stops at 255, other JSON readers at far fewer


class UnusableInput(UsageError):
    """The input cannot be read, or is empty."""


class NotJson(ValueError):
    """A text is not JSON by RFC 8259."""


@dataclass(frozen=True, slots=True)
class Record:
    """One listing, event or broken line, and where it came from."""

    origin: str  # "listings.jsonl, line 7"
    text: str
    content: dict[str, Any] | None  # the text as a JSON object, if it is one
    defect: str | None = None  # why the text differs from the file


def read_records(source: str, standard_input: BinaryIO) -> list[Record]:
    """Read every record of a file, of a folder's files in sorted order, or of standard input.

    Raises `UnusableInput` when the input is missing or empty.
    """
    records = [
        record
        for name, suffix, data in _files(source, standard_input)
        for record in _split(name, suffix, data.removeprefix(codecs.BOM_UTF8))
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
                f"There is no file or folder {source}. Give a .jsonl or .json file, a folder of "
                "such files, or - for standard input."
            )
        if not path.is_dir():
            yield source, path.suffix.lower(), path.read_bytes()
            return
        files = sorted(
            file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()
        )
        if not files:
            raise UnusableInput(f"There are no .jsonl or .json files in the folder {source}.")
        for file in files:
            yield str(file.relative_to(path)), file.suffix.lower(), file.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        raise UnusableInput(f"{source} cannot be read: {error}.") from error


def _split(name: str, suffix: str, data: bytes) -> Iterator[Record]:
    if suffix != ".jsonl":
        whole = _parse_whole(data)
        if isinstance(whole, list) or _is_graph(whole):
            yield from _elements(name, whole)
            return
        if whole is not None:
            yield _record(name, data.strip())
            return
        if suffix == ".json" and not _starts_with_a_record(data):
            if data.strip():
                yield _record(name, data)
            return
    # Only a line feed ends a line of JSONL: other separators may occur inside a string.
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield from _line(f"{name}, line {number}", line.strip())


def _parse_whole(data: bytes) -> Any:
    try:
        return parse_json(data.decode())
    except ValueError:
        return None


def _starts_with_a_record(data: bytes) -> bool:
    """Whether a .json file is JSONL in fact, rather than broken JSON."""
    first = data.strip().split(b"\n", 1)
    return len(first) == 2 and isinstance(_parse_whole(first[0]), dict)


def _line(origin: str, line: bytes) -> Iterator[Record]:
    record = _record(origin, line)
    if _is_graph(record.content):
        yield from _elements(origin, record.content)
    else:
        yield record


def _record(origin: str, data: bytes) -> Record:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        defect = f"{origin} is not UTF-8 (at its byte {error.start + 1}); save the file as UTF-8"
        return Record(origin, data.decode(errors="backslashreplace"), None, defect)
    try:
        content = parse_json(text)
    except NotJson:
        content = None
    return Record(origin, text, content if isinstance(content, dict) else None)


def _is_graph(value: Any) -> bool:
    graph = value.get("@graph") if isinstance(value, dict) else None
    return isinstance(graph, list) and bool(graph)


def _elements(name: str, whole: Any) -> Iterator[Record]:
    elements = whole
    if isinstance(whole, dict):
        # Besides postings, the graph of a page describes the page itself and the employer.
        nodes = whole["@graph"]
        postings = [node for node in nodes if isinstance(node, dict) and find_job_posting(node)]
        elements = postings or nodes
    for number, element in enumerate(elements, start=1):
        origin = name if len(elements) == 1 else f"{name}, item {number}"
        content = element if isinstance(element, dict) else None
        yield Record(origin, json.dumps(element, ensure_ascii=False), content)
