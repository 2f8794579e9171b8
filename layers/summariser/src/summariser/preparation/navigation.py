"""Navigation: what a page says around a listing, left out of the listing."""

import re
from collections.abc import Iterator
from functools import cache

from summariser.language.words import WORD, words
from summariser.preparation.blocks import Block
from summariser.preparation.cues import junk_lines, navigation_phrases

_LONGEST_LINE = 80  # characters of a line that is nothing but navigation
_LONG = 600  # characters from which a text may have lost its line breaks
_OPENING = 3  # characters
_MOST_WORDS = 6  # of a phrase
# A word without a small letter at its start; the set first, as a look behind is slow.
_MAY_BE_CAPITAL = re.compile(r"[^\W_a-z](?<=(?<![^\W_]).)[^\W_]*")
_EARLIEST_END = 1 / 3  # of a description, before which no listing ends


def leave_out_navigation(blocks: list[Block]) -> list[Block]:
    """Leave out buttons and links, and all that follows a heading such as "Similar jobs"."""
    earliest = _EARLIEST_END * sum(len(block.text) for block in blocks)
    kept: list[Block] = []
    seen = 0
    for block in blocks:
        texts, is_over = _parts(block.text, earliest - seen)
        kept += [
            block if text is block.text else Block(block.kind, text, block.after_gap)
            for text in texts
            if not _is_navigation(text)
        ]
        if is_over:
            break
        seen += len(block.text)
    return kept


def _is_navigation(text: str) -> bool:
    if len(text) > _LONGEST_LINE or text[:_OPENING].lower() not in _openings():
        return False
    return " ".join(words(text)) in junk_lines()


@cache
def _openings() -> frozenset[str]:
    """Return how lines of navigation begin: few others do, and those are left alone at once."""
    return frozenset(line[:_OPENING] for line in junk_lines())


def _parts(text: str, earliest: float) -> tuple[list[str], bool]:
    """Cut navigation out of a text, and tell whether the listing is over with it."""
    if len(text) < _LONG:
        return ([], True) if earliest <= 0 and _ends(text) else ([text], False)
    parts: list[str] = []
    start = 0
    for begin, end, is_end in _phrases(text):
        parts.append(text[start:begin].strip())
        start = max(start, end)
        if is_end and begin >= earliest:
            return [part for part in parts if part], True
    parts.append(text[start:].strip())
    return [part for part in parts if part], False


def _ends(line: str) -> bool:
    """Tell whether a short line opens what a page shows after its listing."""
    first = WORD.search(line)
    if not first or not navigation_phrases().may_begin_with(first[0].lower()):
        return False
    opening = words(line[:_LONGEST_LINE])[:_MOST_WORDS]
    return any(match.value for match in navigation_phrases().find(opening, starts=(0,)))


def _phrases(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the phrases of navigation begin and end, and whether they end the listing."""
    beginnings = map(str.lower, set(_MAY_BE_CAPITAL.findall(text)))
    if not any(map(navigation_phrases().may_begin_with, beginnings)):
        return
    found = WORD.findall(text)
    capitals = [at for at, word in enumerate(found) if word[0].isupper()]
    matches = navigation_phrases().find(list(map(str.lower, found)), capitals)
    tokens = list(WORD.finditer(text)) if matches else []  # their places are seldom needed
    for match in matches:
        last = tokens[match.start + match.length - 1]
        yield tokens[match.start].start(), last.end(), match.value
