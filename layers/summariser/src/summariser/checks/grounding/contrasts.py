"""Contrasts: a sentence that says the one of two things that are taken for each other."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summariser.checks.grounding.text_facts import WORD, TextFacts
from summariser.language.phrases import Phrases


class _Contrast(NamedTuple):
    name: str
    says: Phrases[str]
    means: Phrases[str] | None  # what the lines say instead; none where any other thing will do
    unless: Phrases[str]


def contradicted(claim: TextFacts, lines: TextFacts) -> Iterator[str]:
    """Name what a text says and its lines say otherwise."""
    said = WORD.findall(claim.folded)
    for contrast in _contrasts():
        found = contrast.says.values(said)
        if not found:
            continue
        known = WORD.findall(lines.folded)
        if contrast.says.values(known) or contrast.unless.values(known):
            continue
        if contrast.means is None or contrast.means.values(known):
            yield contrast.name


@cache
def _contrasts() -> tuple[_Contrast, ...]:
    path = Path(__file__).with_name("contrasts.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["contrast"]
    return tuple(
        _Contrast(
            table["name"],
            _phrases(table["says"]),
            _phrases(table["means"]) if "means" in table else None,
            _phrases(table.get("unless", "")),
        )
        for table in tables
    )


def _phrases(listed: str) -> Phrases[str]:
    phrases = [" ".join(phrase.split()) for phrase in listed.split(",")]
    return Phrases((phrase, phrase) for phrase in phrases if phrase)
