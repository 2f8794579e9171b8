"""Equivalents: a figure that lines tell without its digits, or in another unit of time."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from summariser.checks.grounding.text_facts import TextFacts
from summariser.language.figures import Figure, Kind
from summariser.language.folding import fold
from summariser.language.lexicon import numbers, units
from summariser.language.packs import FOLDER
from summariser.language.phrases import Phrases

SHORTEST = 4  # letters of a number's word, to be looked for as the beginning of other words
HALF_A_YEAR = (6.0, "month")
LONGEST_LIST = 12
MEMBER = re.compile(
    r"\s*[,;|•\n]\s*|\s+(?:/|&|and|und|et|en|i|oraz|y|e|och|og|ja|a|sowie|or|oder|ou|of)\s+"
)
SENTENCE_END = re.compile(r"[.!?:]\s")


def is_told_otherwise(figure: Figure, lines: TextFacts) -> bool:
    """Whether lines tell a figure without saying it: "a year", "24 months", a list of so many."""
    return (
        _is_one(figure, lines)
        or _is_joined(figure, lines)
        or is_converted(figure, lines)
        or _counts_a_list(figure, lines)
    )


def _is_one(figure: Figure, lines: TextFacts) -> bool:
    """Whether a figure is one of something that the lines name: "1 year" of "the first year"."""
    counted = sum(it.unit == figure.unit for it in lines.all_figures)
    named = [unit for unit in units().values(lines.words) if unit == figure.unit]
    return 1.0 in figure.values and len(named) > counted


def _is_joined(figure: Figure, lines: TextFacts) -> bool:
    """Whether a word begins with the number: "dreimonatig", "pięcioosobowy"."""
    starts = tuple(
        start for value in figure.values for start in _starts(lines.language).get(value, ())
    )
    return bool(starts) and any(
        word.startswith(starts) for word in lines.folded_words.difference(starts)
    )


def is_converted(figure: Figure, lines: TextFacts) -> bool:
    """Whether lines tell the same time in another unit."""
    if figure.kind is not Kind.DURATION:
        return False
    half_a_year = any((value, figure.unit) == HALF_A_YEAR for value in figure.values)
    if half_a_year and _half_year().values(lines.words):
        return True
    told = {(value, it.unit) for it in lines.all_figures for value in it.values}
    for table in _table()["same_time"]:
        large, small = table["units"]
        for times in table["times"]:
            for value in figure.values:
                if figure.unit == large and (value * times, small) in told:
                    return True
                if figure.unit == small and (value / times, large) in told:
                    return True
    return False


def _counts_a_list(figure: Figure, lines: TextFacts) -> bool:
    """Whether a number in words is how many members a list in the lines has."""
    if figure.kind is not Kind.FIGURE or figure.text[:1].isdigit():
        return False
    if not any(1 < value <= LONGEST_LIST for value in figure.values):
        return False
    texts = [part for text in lines.text.split("\n") for part in SENTENCE_END.split(text)]
    counts = {len([it for it in MEMBER.split(text.strip(" .")) if it]) for text in texts}
    return any(value in counts for value in figure.values)


@cache
def _starts(language: str) -> Mapping[float, tuple[str, ...]]:
    found: dict[float, tuple[str, ...]] = {}
    for word, value in numbers(language).items():
        if len(word) >= SHORTEST:
            found[float(value)] = (*found.get(float(value), ()), fold(word))
    if language == "pl":
        for value, starts in _table()["joined"].items():
            found[float(value)] = (*found.get(float(value), ()), *starts)
    return found


@cache
def _half_year() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in _table()["half_year"])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(FOLDER.with_name("equivalents.toml").read_text(encoding="utf-8"))
