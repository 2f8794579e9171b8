"""The lexicon: words that figures are read with, those of all languages at once.

Written numbers are by language, since "to" is two in Danish and nothing in English.
"""

import re
from collections.abc import Mapping
from functools import cache

from summariser.language.contents import (
    Abbreviations,
    Bounds,
    Concepts,
    Frames,
    Money,
    Numbers,
    Pay,
    Units,
    Words,
)
from summariser.language.packs import PACKS, SHARED, Packs
from summariser.language.phrases import Phrases

TENS = range(20, 100, 10)
ENGLISH = "en"
_AROUND = "()[],.;:"
_LETTERS = re.compile(
    r"[a-zà-ž]\.(?:[^\W\d_]\.)+"
)  # of z. B. and i.d.R., which begin with a small one


@cache
def units(packs: Packs = PACKS) -> Phrases[str]:
    """Read the units of time."""
    return Phrases(packs.union_by(Units, "time"))


@cache
def weekly(packs: Packs = PACKS) -> Phrases[bool]:
    """Read how a line speaks of hours a week."""
    return Phrases((phrase, True) for phrase in packs.union(Units, "weekly"))


@cache
def periods(packs: Packs = PACKS) -> Phrases[str]:
    """Read the periods that pay is for, by their unit."""
    return Phrases(packs.union_by(Pay, "periods"))


@cache
def percent(packs: Packs = PACKS) -> frozenset[str]:
    """Read what makes a figure a share."""
    return frozenset(packs.union(Units, "percent"))


@cache
def currencies(packs: Packs = PACKS) -> Mapping[str, str]:
    """Read the ISO codes of currencies, by word or sign."""
    return dict(packs.union_by(Money, "currencies"))


@cache
def scales(packs: Packs = PACKS) -> Mapping[str, float]:
    """Read the factors that a word multiplies the figure before it by."""
    return {word: float(factor) for word, factor in packs.union_by(Money, "scales")}


@cache
def bounds(key: str, packs: Packs = PACKS) -> frozenset[str]:
    """Read a list of what makes a figure a bound or an end of a range."""
    return frozenset(packs.union(Bounds, key))


@cache
def pay_words(key: str, packs: Packs = PACKS) -> frozenset[str]:
    """Read a list of how pay is spoken of."""
    return frozenset(packs.union(Pay, key))


@cache
def joining_words(packs: Packs = PACKS) -> frozenset[str]:
    """Read the words for "and"."""
    return frozenset(packs.union(Words, "and_words"))


@cache
def numbers(language: str, packs: Packs = PACKS) -> Mapping[str, int]:
    """Read a language's written numbers up to a hundred, those of English where it has none."""
    table = packs.read(Numbers, language)
    if not table.units:
        table = packs.read(Numbers, ENGLISH)
    units = {word: value for value, word in enumerate(table.units)}
    tens = dict(zip(table.tens, TENS, strict=False))
    found = {word: value for word, value in units.items() if value > 1} | tens
    small = {word: value for word, value in units.items() if 0 < value < 10}
    small[table.one] = 1
    for ten, value in tens.items():
        for unit, added in small.items():
            if table.joined and unit:
                linked = "ën" if table.joined == "en" and unit.endswith("e") else table.joined
                found[f"{unit}{linked}{ten}"] = value + added
            elif unit:
                found[f"{ten}-{unit}"] = found[f"{ten} {unit}"] = value + added
    return {**found, **table.more}


@cache
def concepts(packs: Packs = PACKS) -> Phrases[tuple[str, str]]:
    """Read the concepts of all languages, as their kind and name."""
    return Phrases(
        (phrase, (kind, name))
        for table in packs.every(Concepts)
        for kind, named in table._asdict().items()
        for name, phrases in named.items()
        for phrase in phrases
    )


@cache
def _before_more(language: str, packs: Packs) -> frozenset[str]:
    tables = (packs.read(Abbreviations, name) for name in (SHARED, language))
    return frozenset(word for table in tables for word in table.before_more)


def is_abbreviation(word: str, language: str, packs: Packs = PACKS) -> bool:
    """Tell whether a word with its full stop is an abbreviation that a sentence goes on behind."""
    bare = word.strip(_AROUND).lower()
    return bare in _before_more(language, packs) or bool(_LETTERS.fullmatch(word.lstrip("(")))


@cache
def frames(language: str, packs: Packs = PACKS) -> tuple[str, ...]:
    """Read how the words begin that present a requirement or a benefit and name none."""
    return packs.read(Frames, language).words


@cache
def offers(packs: Packs = PACKS) -> tuple[str, ...]:
    """Read how the words begin that offer something to those who take the job."""
    return packs.union(Frames, "offers")
