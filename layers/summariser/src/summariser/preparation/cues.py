"""Cues: the headings and words that tell what a line is about, read from cues/*.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from summariser.domain.document import Section
from summariser.language.phrases import Phrases

SECTIONS = tuple(Section)
_FOLDER = Path(__file__).with_name("cues")
CERTAIN = "certain"
_WEIGHTS = {CERTAIN: 2.0, "strong": 2.0, "weak": 0.7}


class Cue(NamedTuple):
    """A section, by its place among the sections, and how strongly a phrase speaks for it."""

    section: int
    weight: float
    is_certain: bool  # says enough alone, however long its line is


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob("*.toml"))
    }


@cache
def heading_phrases() -> Phrases[Section]:
    """Return the headings of every language: listings mix them."""
    return Phrases(
        (phrase, Section(section))
        for table in _tables().values()
        for section, phrases in table.get("headings", {}).items()
        for phrase in phrases
    )


@cache
def junk_lines() -> frozenset[str]:
    """Return the lines, as words, that belong to a page's navigation and not to a listing."""
    return frozenset(
        line for table in _tables().values() for line in table.get("junk", {}).get("lines", ())
    )


@cache
def navigation_phrases() -> Phrases[bool]:
    """Return what pages say around a listing; True where nothing of the listing comes after."""
    return Phrases(
        (phrase, is_end)
        for table in _tables().values()
        for key, is_end in (("inside", False), ("ends", True))
        for phrase in table.get("junk", {}).get(key, ())
    )


@cache
def cue_phrases(language: str) -> Phrases[Cue]:
    """Return the cues of a language and those that all languages share."""
    return Phrases(
        (phrase, Cue(SECTIONS.index(Section(section)), weight, strength == CERTAIN))
        for name in (language, "any")
        for strength, weight in _WEIGHTS.items()
        for section, phrases in _tables().get(name, {}).get(strength, {}).items()
        for phrase in phrases
    )
