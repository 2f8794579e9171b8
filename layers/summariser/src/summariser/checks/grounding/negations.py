"""Negations: a sentence that waives what its lines ask for."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from summariser.checks.grounding.text_facts import TextFacts
from summariser.language.contents import Negations
from summariser.language.packs import PACKS


def waived_requirements(claim: TextFacts, lines: TextFacts) -> Iterator[str]:
    """Find where a text says that something is not needed, and no line says so or leaves it open.

    The text is in the listing's language; in languages without a list nothing is found.
    """
    if not PACKS.read(Negations, claim.language).waives:
        return
    waives, leaves_open = _patterns(claim.language)
    found = waives.search(claim.lower)
    if found and not leaves_open.search(lines.lower):
        yield found[0]


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = PACKS.read(Negations, language)
    return _any_of(listed.waives), _any_of(listed.leaves_open)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns))
