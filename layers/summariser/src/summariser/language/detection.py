"""Language of a text, told by its script and its most frequent words."""

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

from summariser.language.phrases import words

UNKNOWN = "und"

_SAMPLE = 2_000  # characters: more text changes no answer
_FEWEST_HITS = 4
_SMALLEST_SHARE = 0.08  # of words that are the language's frequent ones; real text has 0.3
# Scripts that one language of listings has to itself, or nearly so; Japanese is tried before
# Chinese, whose signs it shares. Patterns are compiled when a text needs them.
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]", 0.05),
    ("ko", "[\uac00-\ud7af]", 0.2),
    ("zh", "[\u4e00-\u9fff]", 0.2),
    ("el", "[\u0370-\u03ff]", 0.3),
    ("he", "[\u0590-\u05ff]", 0.3),
    ("ar", "[\u0600-\u06ff]", 0.3),
    ("hi", "[\u0900-\u097f]", 0.3),
    ("th", "[\u0e00-\u0e7f]", 0.3),
    ("uk", "[іїєґІЇЄҐ]", 0.02),
    ("ru", "[\u0400-\u04ff]", 0.3),
)
# The bytes that begin a sign of any of them: a set of so many characters takes 2 ms to compile.
_OTHER_SCRIPT = re.compile(b"[\xcd-\xe0\xe3-\xed]")
_CODE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")


@cache
def _frequent_words() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("languages.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {language: frozenset(frequent.split()) for language, frequent in tables.items()}


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language, frequent in _frequent_words().items():
        for word in frequent:
            languages[word] = (*languages.get(word, ()), language)
    return languages


def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages that have a word among their most frequent ones."""
    return _languages_by_word().get(word, ())


def frequent_words(language: str) -> frozenset[str]:
    """Return the most frequent words of a language, none where it is not known."""
    return _frequent_words().get(language, frozenset())


def detect_language(text: str, *, declared: str | None = None) -> str:
    """Tell a text's main language as an ISO 639-1 code.

    `declared` is believed only where the text is too short to tell; "und" where neither can tell.
    """
    return _by_script(text) or _by_words(text) or _by_declaration(declared)


def may_hold_other_script(text: str) -> bool:
    """Tell whether a text may hold signs of a script other than the Latin one."""
    return not text.isascii() and bool(_OTHER_SCRIPT.search(text.encode(errors="replace")))


def _by_script(text: str) -> str | None:
    sample = text[:_SAMPLE]
    if not may_hold_other_script(sample):
        return None
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script, share in _SCRIPTS:
        if len(re.findall(script, sample)) / letters >= share:
            return language
    return None


def _by_words(text: str) -> str | None:
    found = words(_middle(text))
    languages = map(_languages_by_word().get, found)
    hits = Counter(chain.from_iterable(filter(None, languages)))
    if not hits:
        return None
    best, most = max(hits.items(), key=lambda item: item[1])
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
