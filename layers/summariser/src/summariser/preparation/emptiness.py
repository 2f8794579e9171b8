"""Emptiness: tells descriptions that hold nothing to summarise, and says why."""

import re
from collections.abc import Sequence
from functools import cache

from summariser.domain.errors import ListingHasNoText
from summariser.language.contents import Words
from summariser.language.detection import may_hold_other_script
from summariser.language.packs import PACKS
from summariser.language.words import SPACELESS
from summariser.preparation.blocks import Block

FEWEST_WORDS = 8
_SAMPLE = 1_000  # characters
_DUMMY_SAMPLE = 20_000  # characters
_FEWEST_DUMMY, _FEWEST_DIFFERENT = 6, 4  # words
_LOREM = frozenset({"lorem", "ipsum", "лорем"})  # no language of listings has these words
_DUMMY_SHARE, _DUMMY_SHARE_NAMED = 0.5, 0.25  # of all words, since Romance languages share some
_MOST_LINES = 2_000  # the longest listings seen have some 300

_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\[\[[^\[\]\n]{0,80}\]\]|%[A-Z_]{2,40}%|<%[^%\n]{0,80}%>"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_BLOB = re.compile(r"[A-Za-z0-9+/=]+")
_SHORTEST_BLOB = 120  # characters
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœąęóůěőűıаеёиоуыэюяієїαεηιουωάέήίόύώ")
_LATIN_OR_CYRILLIC = re.compile("[a-zA-ZÀ-žЀ-ӿ]")


def refuse_empty(text: str) -> None:
    """Raise `ListingHasNoText` where cleaned text holds too little to be summarised."""
    if not text.strip():
        raise ListingHasNoText("its description is empty")
    found, signs = _count_words(text[:_SAMPLE])
    if len(found) + signs < 2 * FEWEST_WORDS:
        without = _PLACEHOLDER.sub(" ", text)
        found, signs = _count_words(without)
        if without != text and len(found) + signs < FEWEST_WORDS:
            raise ListingHasNoText("its description holds only a template's placeholders")
    small = text.lower().split()
    if _is_dummy(text, small):
        raise ListingHasNoText("its description is placeholder text (lorem ipsum)")
    if _is_encoded(text, max(map(len, small))):
        raise ListingHasNoText("its description is encoded data, not text")
    if not found and not signs:
        raise ListingHasNoText("its description holds no words")
    if len(found) + signs // 2 < FEWEST_WORDS:
        raise ListingHasNoText(
            f"its description has {len(found)} words, and fewer than {FEWEST_WORDS} say too little"
        )
    if signs < len(found) and _is_gibberish(found):
        raise ListingHasNoText("its description repeats a few strings that are no sentences")


def _is_dummy(text: str, small: list[str]) -> bool:
    """Whether most words are those that designers fill a page with until its text is written."""
    dummy = _dummy_words()
    if len(dummy.intersection(small)) < _FEWEST_DIFFERENT:
        return False  # most listings; counting all words takes longer
    found = [word.lower() for word in _WORD.findall(text[:_DUMMY_SAMPLE])]
    known = sum(word in dummy for word in found)
    share = _DUMMY_SHARE_NAMED if _LOREM.intersection(found) else _DUMMY_SHARE
    return known >= _FEWEST_DUMMY and known > share * len(found)


@cache
def _dummy_words() -> frozenset[str]:
    return frozenset(PACKS.union(Words, "dummy"))


def _is_encoded(text: str, longest: int) -> bool:
    if longest < _SHORTEST_BLOB:
        return False
    found = text.split()
    blobs = [word for word in found if len(word) >= _SHORTEST_BLOB and _BLOB.fullmatch(word)]
    return sum(map(len, blobs)) * 2 > len(text)


def _count_words(text: str) -> tuple[list[str], int]:
    """Return the words of a text and how many signs it has of scripts without spaces."""
    signs = len(SPACELESS.findall(text)) if may_hold_other_script(text) else 0
    return _WORD.findall(text), signs


def refuse_shattered(lines: Sequence[Block]) -> None:
    """Raise `ListingHasNoText` where there are thousands of lines and hardly a word in one."""
    if len(lines) > _MOST_LINES and sum(len(line.text) for line in lines) < 6 * len(lines):
        raise ListingHasNoText(f"its description has {len(lines)} lines of a few characters each")


def _is_gibberish(found: list[str]) -> bool:
    """Tell keyboard strokes and repetition from text: few different words, or none with a vowel."""
    if len(found) >= 20 and len(set(map(str.lower, found))) <= 6:
        return True
    alphabetic = [word.lower() for word in found[:40] if _LATIN_OR_CYRILLIC.match(word)]
    voiced = len(alphabetic) - sum(map(_VOWELS.isdisjoint, alphabetic))
    return len(alphabetic) >= FEWEST_WORDS and voiced < len(alphabetic) * 0.4
