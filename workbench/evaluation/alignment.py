"""Alignment: where a document's lines stand in the text that they were prepared from."""

import re
from collections.abc import Sequence

from summariser.domain.document import Line

_NEAR = 4_000  # characters in which a line must follow the one before it
_LONGEST_GAP = 120  # characters within a line that preparation may have replaced
_DISTINCT = 12  # letters that hardly stand in two places by chance
_MASK = re.compile(r"\[(?:e-mail|phone|link)\]")


def align_lines(text: str, lines: Sequence[Line]) -> list[Line | None]:
    """Tell for each character of a text the line that shows it, None where no line does.

    Letters and digits are compared in their order, whatever their case. Those that preparation
    replaced within a line (a masked address, an entity) belong to it where their neighbours do,
    and a sign or space belongs to the line of the letter before it.
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
    """Mark where a line stands behind the cursor; return where the next one may begin."""
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
