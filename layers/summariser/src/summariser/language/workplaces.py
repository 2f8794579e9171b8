"""Workplaces: where a listing's text says that one works, and whether its location field agrees."""

import re
from collections.abc import Iterator
from functools import cache

from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.language.contents import Fields, Meaning
from summariser.language.folding import fold
from summariser.language.lexicon import units
from summariser.language.packs import PACKS
from summariser.language.phrases import Phrases
from summariser.language.places import is_country, is_region, towns_of
from summariser.language.words import words

AWAY, THERE = frozenset({"remote", "full"}), frozenset({"hybrid", "onsite"})
# Without one of these sections, a line may speak of customers or of the company.
TOLD_IN = frozenset({Section.INTRODUCTION, Section.LOGISTICS, Section.OTHER, Section.DUTIES})
TOWN = r"(?P<town>[^\W\d_a-zß-ÿ][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3})"
SHORTEST, STEM = 3, 4  # letters of a word by which two towns are the same
CODE = re.compile(r"[A-Z]{2,3}")
PARTS = re.compile(r"[,;/()|]")
COMMON = "en"  # boards put English labels around listings in other languages
PERK = frozenset({"week", "year"})  # "four weeks a year from anywhere"
LONGEST_LINE = 120  # characters of a line that does no more than name the place


def modes_of(text: str) -> frozenset[str]:
    """Give how a text says that one works: "remote", "full" (always so), "hybrid", "onsite"."""
    return frozenset(_modes().values(words(text)))


def contradicting_line(document: Document) -> Line | None:
    """Find the line of the description that names another place of work than the location field."""
    field = document.fields.get(Field.LOCATION)
    if field is None:
        return None
    return next(_other_mode(document, field.text), None) or next(
        _other_town(document, field.text), None
    )


def tells_contradicted(text: str, location: str, line: str, *, known: str) -> bool:
    """Whether a text tells a location that a line contradicts, and other lines do not tell it.

    `known` is what else the text rests on: a company may have its seat where the job is not.
    """
    if given := modes_of(location):
        return bool(modes_of(text) & given - modes_of(line) - modes_of(known))
    towns = [part for part in PARTS.split(location) if _may_be_town(part)]
    named = _stems(" ".join(towns)) - _stems(line) - _stems(known)
    return not named.isdisjoint(_stems(text))


def _other_mode(document: Document, location: str) -> Iterator[Line]:
    body = [line for line in document.body if line.section in TOLD_IN]
    if not modes_of("\n".join(line.text for line in body)):
        return
    told = [
        (line, modes) for line in body if (modes := modes_of(line.text)) and _is_about_job(line)
    ]
    every = frozenset(mode for _, modes in told for mode in modes)
    given = modes_of(location)
    against: frozenset[str] = frozenset()
    if given & AWAY and not given & THERE:
        if "full" not in every:
            against = THERE if not every & AWAY else frozenset({"hybrid"})
    elif given & THERE and not given & AWAY:
        if "full" in every and not every & THERE:
            against = frozenset({"full"})
        elif given == {"hybrid"} and every == {"onsite"}:
            against = every
    elif not given and "full" in every and not every & THERE:
        is_elsewhere = _names_town(location) and not _is_named(document, location)
        against = frozenset({"full"} if is_elsewhere else ())
    yield from (line for line, modes in told if modes & against)


def _is_named(document: Document, location: str) -> bool:
    named = _stems(location)
    return any(named & _stems(line.text) for line in document.body)


def _is_about_job(line: Line) -> bool:
    """Whether a line may say where the job is done; four weeks a year from anywhere are a perk."""
    is_perk = set(units().values(words(line.text))) >= PERK
    return line.kind is not LineKind.HEADING and not is_perk


def _other_town(document: Document, location: str) -> Iterator[Line]:
    """Find a line that names another town; one in a country or a region agrees with it."""
    if modes_of(location) or not _names_town(location):
        return
    named, labelled = _stems(location), _labelled(document.language)
    for line in document.body:
        found = labelled.search(line.text) if len(line.text) <= LONGEST_LINE else None
        if not found or modes_of(line.text) or not _may_be_town(found["town"]):
            continue
        if not named & _stems(line.text) and not towns_of(location) & towns_of(line.text):
            yield line


def _names_town(location: str) -> bool:
    parts = (part.strip() for part in PARTS.split(location))
    first = next((part for part in parts if part and not CODE.fullmatch(part)), "")
    return _may_be_town(first)


def _may_be_town(name: str) -> bool:
    bare = name.strip()
    known = bare.lower() in no_places() or is_country(bare) or is_region(bare)
    return not known and len(bare) >= SHORTEST


def _stems(text: str) -> frozenset[str]:
    # "Krakowie" is Kraków's.
    return frozenset(word[:STEM] for word in words(fold(text)) if len(word) >= SHORTEST)


@cache
def no_places() -> frozenset[str]:
    """Read what boards call a place that is no town: "worldwide", "home office"."""
    return frozenset(PACKS.union(Fields, "no_place"))


@cache
def _modes() -> Phrases[str]:
    return Phrases(
        (phrase, mode)
        for meaning in PACKS.every(Meaning)
        for mode, phrases in meaning.workplace.items()
        for phrase in phrases
    )


@cache
def _labelled(language: str) -> re.Pattern[str]:
    """Compile what names the town of work: "Location: Hull", "place of work is Hull"."""
    tables = (PACKS.read(Fields, code) for code in dict.fromkeys((language, COMMON)))
    labels = [label for table in tables for label in table.place_labels]
    alone = "|".join(labels)
    several = "|".join(label for label in labels if " " in label)
    return re.compile(rf"(?i:\b(?:(?:{alone})\s*[:–]|(?:{several})))\s*{TOWN}")
