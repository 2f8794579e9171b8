"""Suspicion: lines that speak to whoever summarises a listing, and not to whoever applies.

Such a line is never quoted and in no prompt. What it introduces is suspected with it: a list of
"facts" under a heading that announces a new summary, or text that nobody can read.
"""

import re
from collections.abc import Iterable, Sequence

from summariser.domain.document import LineKind
from summariser.language.hints import distinct_words
from summariser.language.orders import orders_to_models
from summariser.preparation.blocks import Block
from summariser.preparation.folding import as_it_looks

_MOST_INTRODUCED = 8  # lines
_ENCODED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}(?![\w/.])")
# Each begins with a sign that is rare, and so is quick to find.
_ESCAPED = tuple(re.compile(4 * rf"{sign}[0-9a-fA-F]{{2}}") for sign in ("%", r"\\x"))
_BINARY = re.compile(r"[01]{8}\s[01]{8}\s[01]{8}")
_FEWEST_ZEROS = 6
_SHORTEST_BLOB = 40  # characters
_IN_LINKS = frozenset("/.@-_")


def find_suspects(lines: Sequence[Block]) -> list[bool]:
    """Tell of each line whether it is suspected."""
    written = "\n".join([line.text for line in lines])
    whole = as_it_looks(written)
    ordering = {start for order in orders_to_models(whole) for start in order.lines_in(whole)}
    holds_blobs = _is_encoded(written, distinct_words(whole))
    suspected = [False] * len(lines)
    if not ordering and not holds_blobs:
        return suspected
    start = 0
    for at, text in enumerate(whole.split("\n")):
        if start in ordering:
            for place in _introduced(lines, at):
                suspected[place] = True
        elif holds_blobs and _is_encoded(lines[at].text, lines[at].text.split()):
            suspected[at] = True
            if at and lines[at - 1].text.endswith(":"):
                suspected[at - 1] = True
        start += len(text) + 1
    return suspected


def _introduced(lines: Sequence[Block], at: int) -> list[int]:
    """Return a line's place with those of the lines that it announces."""
    found = [at]
    if lines[at].kind is not LineKind.HEADING and not lines[at].text.rstrip().endswith(":"):
        return found
    for after in range(at + 1, min(len(lines), at + 1 + _MOST_INTRODUCED)):
        if lines[after].kind is LineKind.HEADING or (lines[after].after_gap and after > at + 1):
            break
        found.append(after)
    return found


def _is_encoded(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text of such words holds what only a machine reads: base64, hex, escapes."""
    if any(pattern.search(text) for pattern in _ESCAPED):
        return True
    if text.count("0") >= _FEWEST_ZEROS and _BINARY.search(text):
        return True
    if len(max(words, key=len, default="")) < _SHORTEST_BLOB:
        return False
    return any(map(_is_blob, _ENCODED.finditer(text)))


def _is_blob(match: re.Match[str]) -> bool:
    """Tell a blob from a long word and from a part of a link."""
    blob, before = match[0], match.string[: match.start()][-1:]
    if before and (before.isalnum() or before in _IN_LINKS):
        return False
    return any(map(str.isdigit, blob)) and any(map(str.islower, blob))
