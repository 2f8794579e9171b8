"""Phrasing: the words that change a claim without changing its subject, from words/*.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from summariser.checks.grounding.text_facts import fold
from summariser.language.detection import frequent_words
from summariser.language.phrases import Phrases

FOLDER = Path(__file__).parent / "words"
COMMON = "en"  # listings in other languages say "must have" and "nice to have" too


@cache
def phrases(language: str, topic: str) -> Phrases[str]:
    """Give a topic's phrases in a language and English, without accents; each for its key."""
    return Phrases(
        (fold(phrase), key)
        for code in sorted({language, COMMON} & tables().keys())
        for key, listed in tables()[code].get(topic, {}).items()
        for phrase in listed
    )


@cache
def common_words(language: str) -> frozenset[str]:
    """Give the most frequent words of a language and of English, without accents."""
    return frozenset(map(fold, frequent_words(language) | frequent_words(COMMON)))


@cache
def tables() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """Read the lists of all languages, by language, topic and key."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.toml"))
    }
