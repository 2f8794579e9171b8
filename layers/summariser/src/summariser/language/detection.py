"""Language of a text, told by its script and its most frequent words."""

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import NamedTuple

from summariser.language.contents import Detection, Words
from summariser.language.packs import PACKS, Packs
from summariser.language.words import words

UNKNOWN = "und"

_SAMPLE = 2_000  # characters: more text changes no answer
_FEWEST_HITS = 4
_SMALLEST_SHARE = 0.08  # of words that are the language's frequent ones; real text has 0.3
_RANGE = re.compile(r"(.)-(.)|.")
_CODE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")


class _Script(NamedTuple):
    """Characters that one language of listings has to itself, or nearly so."""

    language: str
    characters: str  # a pattern; compiled when a text needs it
    share: float  # of a text's letters


def languages_of(word: str, packs: Packs = PACKS) -> tuple[str, ...]:
    """Return the languages that have a word among their most frequent ones."""
    return _languages_by_word(packs).get(word, ())


@cache
def frequent_words(language: str) -> frozenset[str]:
    """Return the most frequent words of a language, none where it is not known."""
    return frozenset(PACKS.read(Detection, language).frequent)


@cache
def _languages_by_word(packs: Packs) -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language in packs.languages:
        for word in set(packs.read(Detection, language).frequent):
            languages[word] = (*languages.get(word, ()), language)
    return languages


@cache
def _scripts(packs: Packs) -> tuple[_Script, ...]:
    """List the scripts; those that a few signs tell come first: Japanese before Chinese."""
    found = [(code, packs.read(Detection, code)) for code in packs.languages]
    scripts = [_Script(code, f"[{own.script}]", own.share) for code, own in found if own.script]
    return tuple(sorted(scripts, key=lambda script: (script.share, script.language)))


@cache
def _other_scripts(packs: Packs) -> re.Pattern[bytes]:
    """Compile the bytes that begin a sign of any script, as sets of signs compile slowly."""
    first: set[int] = set()
    for script in _scripts(packs):
        for found in _RANGE.finditer(script.characters[1:-1]):
            low, high = found[1] or found[0], found[2] or found[0]
            first.update(range(low.encode()[0], high.encode()[0] + 1))
    return re.compile(b"[" + b"".join(b"\\x%02x" % byte for byte in sorted(first)) + b"]")


def detect_language(text: str, *, declared: str | None = None, packs: Packs = PACKS) -> str:
    """Tell a text's main language as an ISO 639-1 code.

    `declared` is believed only where the text is too short to tell; "und" where neither can tell.
    """
    return _by_script(text, packs) or _by_words(text, packs) or _by_declaration(declared)


def may_hold_other_script(text: str, packs: Packs = PACKS) -> bool:
    """Tell whether a text may hold signs of a script that tells its language."""
    if text.isascii():
        return False
    return bool(_other_scripts(packs).search(text.encode(errors="replace")))


def _by_script(text: str, packs: Packs) -> str | None:
    sample = text[:_SAMPLE]
    if not may_hold_other_script(sample, packs):
        return None
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script, share in _scripts(packs):
        if len(re.findall(script, sample)) / letters >= share:
            return language
    return None


def _by_words(text: str, packs: Packs) -> str | None:
    found = words(_middle(text))
    hits = Counter(chain.from_iterable(filter(None, map(_languages_by_word(packs).get, found))))
    if not hits:
        return None
    best, most = max(hits.items(), key=lambda hit: (hit[1], -packs.read(Detection, hit[0]).rank))
    enough = most >= _FEWEST_HITS and most / len(found) >= _SMALLEST_SHARE
    return best if enough else None


def _middle(text: str) -> str:
    """Cut a sample from both ends, as some listings change language on the way."""
    if len(text) <= _SAMPLE:
        return text
    half = _SAMPLE // 2
    return text[:half] + " " + text[len(text) // 2 : len(text) // 2 + half]


def _by_declaration(declared: str | None) -> str:
    code = _CODE.match((declared or "").strip())
    return code[0].lower() if code else UNKNOWN


def joins_words(language: str) -> bool:
    """Whether a language joins words into one, so that a part of one is a word too."""
    return PACKS.read(Words, language).compounds
