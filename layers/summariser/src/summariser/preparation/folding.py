"""Folding: a text as a reader sees it, whatever alphabets its letters are from."""

import re
import unicodedata
from functools import cache, lru_cache

from summariser.language.instructions import Models
from summariser.language.packs import PACKS, SHARED

_SPACED = re.compile(r"\b(?:[^\W\d_][ ._-]){5,}[^\W\d_]\b")
_MAY_BE_SPACED = tuple(
    re.compile(rf"{sign}\w{sign}\w{sign}\w{sign}") for sign in (" ", r"\.", "-", "_")
)
_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[ ._-]")
_NOT_LATIN = re.compile(
    "[\u0370-\u03ff\u0400-\u04ff\uff01-\uff5e\U0001d400-\U0001d7ff\u2460-\u24ff]"
)


@lru_cache(maxsize=2)  # a text's contacts are looked for before its suspect lines
def as_it_looks(text: str) -> str:
    """Write a text in small letters as it looks, in one alphabet a word."""
    if not text.isascii() and _NOT_LATIN.search(text):
        text = unicodedata.normalize("NFKC", text)
        text = _WORD.sub(lambda word: _as_latin(word[0]), text)
    text = text.lower().replace("’", "'")
    if not any(pattern.search(text) for pattern in _MAY_BE_SPACED):
        return text
    return _SPACED.sub(lambda match: _SIGNS.sub("", match[0]), text)


def _as_latin(word: str) -> str:
    """Fold a word that mixes alphabets, and leave one that is all in its own."""
    if word.isascii():
        return word
    folded = word.translate(_look_alikes())
    mixed = any("a" <= letter <= "z" for letter in word.lower())
    return folded if mixed or (folded.isascii() and folded != word) else word


@cache
def _look_alikes() -> dict[int, str]:
    table = PACKS.read(Models, SHARED).look_alikes
    return {ord(sign): letter for letter, signs in table.items() for sign in signs}
