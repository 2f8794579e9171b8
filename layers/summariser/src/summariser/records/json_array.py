"""JSON arrays of any length, read element by element."""

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Any, BinaryIO

from summariser.records.json_text import NotJson, parse_json
from summariser.records.record import Record

CHUNK = 1024 * 1024  # bytes
LONGEST_ELEMENT = 8 * 1024 * 1024  # characters; a broken element has no end
SPACE = " \t\n\r"
_decode = json.JSONDecoder().raw_decode


def read_array(name: str, stream: BinaryIO) -> Iterator[Record]:
    """Read each element of an array; behind one that is broken nothing can be read, and it says so.

    A record is numbered by its place in the array.
    """
    text = _Text(stream)
    text.skip("[")
    number = 0
    while not text.at("]"):
        number += 1
        origin = f"{name}, item {number}"
        found = text.element()
        if found is None:
            defect = f"{origin} is broken JSON, and nothing behind it can be read"
            yield Record(origin, "", None, defect, number)
            return
        yield Record(origin, found, _object(found), number=number)
        text.skip(",")


class _Text:
    """The text that is left of a stream, of which as much is held as an element needs."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = getincrementaldecoder("utf-8")()
        self._held = ""
        self._start = 0
        self._ended = False

    def at(self, mark: str) -> bool:
        """Tell whether a mark is next, or nothing."""
        self._skip_space()
        return self._held.startswith(mark, self._start) or (
            self._ended and self._start == len(self._held)
        )

    def skip(self, mark: str) -> None:
        """Go on behind a mark, if it is next."""
        self._skip_space()
        self._start += self._held.startswith(mark, self._start)

    def element(self) -> str | None:
        """Take the next element; None if it is no JSON."""
        while True:
            try:
                _, end = _decode(self._held, self._start)
            except (ValueError, RecursionError):
                end = len(self._held)
            if end < len(self._held):  # a number may go on where the text ends
                found, self._start = self._held[self._start : end], end
                return found
            if len(self._held) - self._start > LONGEST_ELEMENT or not self._more():
                return None

    def _skip_space(self) -> None:
        while True:
            rest = self._held[self._start : self._start + 1]
            if rest and rest in SPACE:
                self._start += 1
            elif rest or not self._more():
                return

    def _more(self) -> bool:
        """Read on; False where the stream has ended, or is not UTF-8 from here on."""
        if self._ended:
            return False
        data = self._stream.read(CHUNK)
        self._ended = not data
        try:
            added = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            self._ended = True
            return False
        self._held, self._start = self._held[self._start :] + added, 0
        return not self._ended


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = parse_json(text)
    except NotJson:
        return None
    return value if isinstance(value, dict) else None
