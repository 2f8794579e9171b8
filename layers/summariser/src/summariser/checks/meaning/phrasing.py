"""Phrasing: the words that change a claim without changing its subject, from language packs."""

from collections.abc import Mapping
from functools import cache

from summariser.language.contents import Meaning
from summariser.language.detection import frequent_words
from summariser.language.folding import fold
from summariser.language.packs import PACKS
from summariser.language.phrases import Phrases

COMMON = "en"  # listings in other languages say "must have" and "nice to have" too


@cache
def phrases(language: str, topic: str) -> Phrases[str]:
    """Give a topic's phrases in a language and English, without accents; each for its key."""
    return Phrases(
        (fold(phrase), key)
        for code in sorted({language, COMMON})
        for key, listed in _topic(code, topic).items()
        for phrase in listed
    )


@cache
def common_words(language: str) -> frozenset[str]:
    """Give the most frequent words of a language and of English, without accents."""
    return frozenset(map(fold, frequent_words(language) | frequent_words(COMMON)))


def _topic(language: str, topic: str) -> Mapping[str, tuple[str, ...]]:
    listed: Mapping[str, tuple[str, ...]] = getattr(PACKS.read(Meaning, language), topic)
    return listed
