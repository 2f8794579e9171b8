"""Cues: the headings and words that tell what a line is about."""

from functools import cache
from typing import NamedTuple

from summariser.domain.document import Section
from summariser.language import contents
from summariser.language.packs import PACKS, SHARED, Packs
from summariser.language.phrases import Phrases

SECTIONS = tuple(Section)
_CERTAIN, _STRONG, _WEAK = 2.0, 2.0, 0.7


class Cue(NamedTuple):
    """A section, by its place among the sections, and how strongly a phrase speaks for it."""

    section: int
    weight: float
    is_certain: bool  # says enough alone, however long its line is


@cache
def heading_phrases(packs: Packs) -> Phrases[Section]:
    """Return the headings of every language: listings mix them."""
    return Phrases(
        (phrase, Section(section))
        for table in packs.every(contents.Headings)
        for section, phrases in table._asdict().items()
        for phrase in phrases
    )


@cache
def junk_lines(packs: Packs = PACKS) -> frozenset[str]:
    """Return the lines, as words, that belong to a page's navigation and not to a listing."""
    return frozenset(packs.union(contents.Navigation, "lines"))


@cache
def navigation_phrases(packs: Packs = PACKS) -> Phrases[bool]:
    """Return what pages say around a listing; True where nothing of the listing comes after."""
    return Phrases(
        (phrase, is_end)
        for key, is_end in (("inside", False), ("ends", True))
        for phrase in packs.union(contents.Navigation, key)
    )


@cache
def cue_phrases(language: str, packs: Packs = PACKS) -> Phrases[Cue]:
    """Return the cues of a language and those that all languages share."""
    tables = [packs.read(contents.Cues, name) for name in (language, SHARED)]
    return Phrases(
        (phrase, Cue(SECTIONS.index(Section(section)), weight, is_certain))
        for table in tables
        for by_section, weight, is_certain in (
            (table.certain, _CERTAIN, True),
            (table.strong, _STRONG, False),
            (table.weak, _WEAK, False),
        )
        for section, phrases in by_section.items()
        for phrase in phrases
    )
