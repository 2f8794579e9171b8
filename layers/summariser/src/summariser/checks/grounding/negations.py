"""Negations: a sentence that waives what its lines ask for."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from summariser.checks.grounding.text_facts import TextFacts


def waived_requirements(claim: TextFacts, lines: TextFacts) -> Iterator[str]:
    """Find where a text says that something is not needed, and no line says so or leaves it open.

    The text is in the listing's language; in languages without a list nothing is found.
    """
    if claim.language not in _lists():
        return
    waives, leaves_open = _patterns(claim.language)
    found = waives.search(claim.lower)
    if found and not leaves_open.search(lines.lower):
        yield found[0]


def is_waived(claim: TextFacts, lines: TextFacts) -> bool:
    """Whether a text says that something is not needed, as its lines do or leave open."""
    if claim.language not in _lists():
        return False
    waives, leaves_open = _patterns(claim.language)
    return bool(waives.search(claim.lower) and leaves_open.search(lines.lower))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = _lists()[language]
    return _any_of(table["waives"]), _any_of(table["leaves_open"])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns))


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("negations.toml").read_text(encoding="utf-8"))
