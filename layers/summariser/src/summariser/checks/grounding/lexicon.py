"""The lexicon: words that figures and concepts are read with, from facts.toml and concepts.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from summariser.language.phrases import Phrases

FOLDER = Path(__file__).parent
TENS = range(20, 100, 10)


@cache
def facts() -> Mapping[str, Any]:
    """Read facts.toml."""
    return _read("facts.toml")


@cache
def concepts() -> Phrases[tuple[str, str]]:
    """Read concepts.toml as phrases that stand for a kind of concept and its name."""
    return Phrases(
        (phrase, (kind, name))
        for kind, named in _read("concepts.toml").items()
        for name, phrases in named.items()
        for phrase in phrases
    )


@cache
def phrases(table: str) -> Phrases[str]:
    """Read a table of facts.toml, such as its units, as phrases that stand for its keys."""
    return Phrases((phrase, key) for key, words in facts()[table].items() for phrase in words)


@cache
def signs(table: str) -> Mapping[str, str]:
    """Read a table whose words are no patterns, as its keys by word."""
    return {word: key for key, words in facts()[table].items() for word in words}


@cache
def frames(language: str) -> tuple[str, ...]:
    """Read how the words begin that present a requirement or a benefit and name none."""
    listed: str = _read("frames.toml").get(language, "")
    return tuple(listed.split())


@cache
def bounds() -> frozenset[str]:
    """Read the words that make a figure a bound."""
    return frozenset(facts()["bounds"]["before"])


@cache
def numbers(language: str) -> Mapping[str, int]:
    """Read a language's written numbers up to a hundred, those of English where it has none."""
    tables = facts()["numbers"]
    table = tables.get(language, tables["en"])
    units = {word: value for value, word in enumerate(table["words"].split())}
    tens = dict(zip(table["tens"].split(), TENS, strict=False))
    found = {word: value for word, value in units.items() if value > 1} | tens
    joint = table.get("joined")
    small = {word: value for word, value in units.items() if 0 < value < 10}
    small[table.get("one", "")] = 1
    for ten, value in tens.items():
        for unit, added in small.items():
            if joint and unit:
                linked = "ën" if joint == "en" and unit.endswith("e") else joint
                found[f"{unit}{linked}{ten}"] = value + added
            elif unit:
                found[f"{ten}-{unit}"] = found[f"{ten} {unit}"] = value + added
    more: Mapping[str, int] = table["more"]
    return {**found, **more}


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
