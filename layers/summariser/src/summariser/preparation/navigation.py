"""Navigation: what a page says around a listing, left out of the listing."""

import re
from collections.abc import Iterator

from summariser.preparation.blocks import Block
from summariser.preparation.cues import junk_lines, navigation_phrases
from summariser.preparation.phrases import words

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_LINE = 80  # characters of a line that is nothing but navigation
_LONG = 300  # characters from which a text may have lost its line breaks
_EARLIEST_END = 1 / 3  # of a description, before which no listing ends


def leave_out_navigation(blocks: list[Block]) -> list[Block]:
    """Leave out buttons and links, and all that follows a heading such as "Similar jobs"."""
    earliest = _EARLIEST_END * sum(len(block.text) for block in blocks)
    kept: list[Block] = []
    seen = 0
    for block in blocks:
        end = _end(block.text, earliest - seen)
        text = block.text[:end]
        if text and not _is_navigation(text):
            kept += [block._replace(text=part) for part in _parts(text)]
        if end is not None:
            break
        seen += len(block.text)
    return kept


def _is_navigation(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and " ".join(words(text)) in junk_lines()


def _end(text: str, earliest: float) -> int | None:
    """Tell where in a text its listing is over, if it is."""
    if earliest > len(text):
        return None
    limit = None if len(text) >= _LONG else 1  # in a short line, only where the line begins
    for start, _, is_end in _phrases(text, limit):
        if is_end and start >= earliest:
            return start
    return None


def _parts(text: str) -> Iterator[str]:
    """Cut navigation out of a text that lost its line breaks."""
    start = 0
    if len(text) >= _LONG:
        for begin, end, _ in _phrases(text, None):
            if text[start:begin].strip():
                yield text[start:begin].strip()
            start = max(start, end)
    if text[start:].strip():
        yield text[start:].strip()


def _phrases(text: str, limit: int | None) -> Iterator[tuple[int, int, bool]]:
    """Yield where the phrases of navigation begin and end, and whether they end the listing."""
    tokens = list(_TOKEN.finditer(text))
    lowered = [token[0].lower() for token in tokens]
    capitals = [at for at, token in enumerate(tokens[:limit]) if token[0][0].isupper()]
    for match in navigation_phrases().find(lowered, capitals):
        last = tokens[match.start + match.length - 1]
        yield tokens[match.start].start(), last.end(), match.value
