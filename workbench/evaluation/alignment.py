"""Alignment: where the lines of a document occur in the text that they were prepared from."""

import re
from collections.abc import Sequence

from summariser.domain.document import Line

_NEAR = 4_000  # maximum characters between two lines
_LONGEST_GAP = 120  # maximum characters that preparation replaced within a line
_DISTINCT = 12  # letters that are unlikely to occur twice by chance
_MASK = re.compile(r"\[(?:e-mail|phone|name|link)\]")


def align_lines(text: str, lines: Sequence[Line]) -> list[Line | None]:
    """Return for each character of a text the line that contains it, or None.

    Letters and digits are compared in order, ignoring case. Characters that preparation replaced (a
    masked address, an entity) belong to the line of their neighbours, and a sign or space to the
    line of the letter before it.
    """
    offsets = [at for at, character in enumerate(text) if character.isalnum()]
    letters = _letters(text)
    found: list[Line | None] = [None] * len(letters)
    cursor = 0
    for line in lines:
        cursor = _place(line, letters, cursor, found)
    shown: list[Line | None] = [None] * len(text)
    for at, line_found in zip(offsets, found, strict=True):
        shown[at] = line_found
    for at, character in enumerate(text):
        if at and not character.isalnum():
            shown[at] = shown[at - 1]
    return shown


def _letters(text: str) -> str:
    return "".join(lowered if len(lowered := c.lower()) == 1 else c for c in text if c.isalnum())


def _place(line: Line, letters: str, cursor: int, found: list[Line | None]) -> int:
    """Mark the characters of a line after the cursor; returns where the next line can begin."""
    whole = _letters(line.text)
    start = letters.find(whole, cursor, cursor + _NEAR + len(whole)) if whole else -1
    if start >= 0:
        end = start + len(whole)
        found[start:end] = [line] * len(whole)
        return end
    last: int | None = None
    for part in filter(None, map(_letters, _MASK.split(line.text))):
        for piece in (part,) if part in letters else map(_letters, line.text.split()):
            reach = _NEAR if last is None and len(piece) >= _DISTINCT else _LONGEST_GAP
            start = letters.find(piece, cursor, cursor + reach + len(piece)) if piece else -1
            if start < 0:
                continue
            end = start + len(piece)
            begin = start if last is None else last
            found[begin:end] = [line] * (end - begin)
            cursor = last = end
    return cursor
