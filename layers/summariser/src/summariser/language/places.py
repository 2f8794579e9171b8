"""Places: the countries, regions and towns that listings name, from places.toml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import tomli

from summariser.language.packs import FOLDER
from summariser.language.phrases import Phrases
from summariser.language.words import words


@cache
def places_table() -> Mapping[str, Any]:
    """Read places.toml: names of countries, regions and towns, by kind and key."""
    return tomli.loads(FOLDER.with_name("places.toml").read_text(encoding="utf-8"))


def is_country(name: str) -> bool:
    """Whether a name is a country's, in any language."""
    return _covers("countries", name)


def is_town(name: str) -> bool:
    """Whether a name is a known town's; most towns are not known."""
    return _covers("towns", name)


def is_region(name: str) -> bool:
    """Whether a name is a known region's."""
    return _covers("regions", name)


def towns_of(text: str) -> frozenset[str]:
    """Give the known towns of a text, whatever the language: Munich and München are one."""
    return frozenset(_names("towns").values(words(text)))


def _covers(kind: str, name: str) -> bool:
    line = words(name)
    return bool(line) and any(it.length == len(line) for it in _names(kind).find(line, (0,)))


@cache
def _names(kind: str) -> Phrases[str]:
    named: Mapping[str, tuple[str, ...]] = places_table()[kind]
    return Phrases((name, key) for key, names in named.items() for name in names)
