"""Suspicion: lines that speak to whoever summarises a listing, and not to whoever applies.

Such a line is never quoted and in no prompt. What it introduces is suspected with it: a list of
"facts" under a heading that announces a new summary, or text that nobody can read.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from summariser.domain.document import LineKind
from summariser.language.instructions import Models
from summariser.language.orders import orders_to_models
from summariser.language.packs import PACKS, SHARED
from summariser.preparation.blocks import Block

_MOST_INTRODUCED = 8  # lines
_ENCODED = re.compile(
    r"(?<![\w/.@-])(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[a-z])[A-Za-z0-9+/]{40,}={0,2}(?![\w/.])"
)
_ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}){6,}|(?:\b[01]{8}\s?){5,}")
_SPACED = re.compile(r"\b(?:[^\W\d_][ ._-]){5,}[^\W\d_]\b")
_SIGNS = re.compile(r"[ ._-]")
_NOT_LATIN = re.compile(
    "[\u0370-\u03ff\u0400-\u04ff\uff01-\uff5e\U0001d400-\U0001d7ff\u2460-\u24ff]"
)


def find_suspects(lines: Sequence[Block]) -> set[int]:
    """Return the places of the lines that are suspected."""
    whole = fold("\n".join(line.text for line in lines))
    orders = orders_to_models(whole)
    if not orders and not _may_be_encoded(whole):
        return set()
    texts = whole.split("\n")
    found: set[int] = set()
    for at, text in enumerate(texts):
        if any(order.found_in(text) for order in orders):
            found.update(_introduced(lines, at))
        elif _is_encoded(lines[at].text):
            found.update((at, at - 1) if at and lines[at - 1].text.endswith(":") else (at,))
    return found


def is_suspect(text: str) -> bool:
    """Tell whether a field's text speaks to whoever summarises."""
    folded = fold(text)
    return any(order.found_in(folded) for order in orders_to_models(folded)) or _is_encoded(text)


def _introduced(lines: Sequence[Block], at: int) -> set[int]:
    """Return a line's place with those of the lines that it announces."""
    found = {at}
    if lines[at].kind is not LineKind.HEADING and not lines[at].text.rstrip().endswith(":"):
        return found
    for after in range(at + 1, min(len(lines), at + 1 + _MOST_INTRODUCED)):
        if lines[after].kind is LineKind.HEADING or (lines[after].after_gap and after > at + 1):
            break
        found.add(after)
    return found


def _may_be_encoded(text: str) -> bool:
    return "\\" in text or "%" in text or any(len(word) >= 40 for word in text.split())


def _is_encoded(text: str) -> bool:
    return bool(_ENCODED.search(text) or _ESCAPED.search(text))


def fold(text: str) -> str:
    """Write a text in small letters as it looks, in one alphabet a word."""
    if not text.isascii() and _NOT_LATIN.search(text):
        text = unicodedata.normalize("NFKC", text)
        text = re.sub(r"\S+", lambda word: _as_latin(word[0]), text)
    text = text.lower().replace("’", "'")
    return (
        _SPACED.sub(lambda match: _SIGNS.sub("", match[0]), text) if _SPACED.search(text) else text
    )


def _as_latin(word: str) -> str:
    """Fold a word that mixes alphabets, and leave one that is all in its own."""
    folded = word.translate(_look_alikes())
    mixed = any("a" <= letter <= "z" for letter in word.lower())
    return folded if mixed or (folded.isascii() and folded != word) else word


@cache
def _look_alikes() -> dict[int, str]:
    table = PACKS.read(Models, SHARED).look_alikes
    return {ord(sign): letter for letter, signs in table.items() for sign in signs}
