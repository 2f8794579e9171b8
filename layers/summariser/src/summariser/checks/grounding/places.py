"""Places: countries, regions and towns, under another name, or named by a place within them."""

import re
from collections.abc import Iterator
from functools import cache

from summariser.checks.grounding.text_facts import TextFacts
from summariser.language.folding import fold
from summariser.language.phrases import Phrases
from summariser.language.places import places_table
from summariser.language.words import WORD

IN_SMALL_LETTERS = frozenset({"fr", "es", "it", "pt", "pl", "cs", "sv", "da", "no", "fi"})
SAME_START = 4  # letters of one word's forms: niemiecki, Niemieckiego
CODE = re.compile(r"\b[A-Z]{2}\b")


def words_of_told_places(claim: TextFacts, *known: TextFacts) -> frozenset[str]:
    """Give the words, folded, of the places in a text that other texts tell by any name.

    The last of the other texts is the listing's fields, where "TX" stands for Texas.
    """
    words = WORD.findall(claim.folded)
    named = _names().find(words)
    if not named:
        return frozenset()
    told = {place for text in known for place in _told(text)} | _coded(known[-1].text)
    spans = [words[it.start : it.start + it.length] for it in named if it.value in told]
    return frozenset(word for span in spans for word in span)


def places_of(text: TextFacts) -> frozenset[str]:
    """Give the countries, regions and towns that a text names."""
    return frozenset(_names().values(WORD.findall(text.folded)))


def untold_peoples(claim: TextFacts, *known: TextFacts) -> Iterator[str]:
    """Find peoples and languages that a text names in small letters, and no other text does.

    That a text names the country tells nothing of its language. In languages that write both with a
    capital they are names as all others are.
    """
    if claim.language not in IN_SMALL_LETTERS:
        return
    words = WORD.findall(claim.folded)
    for found in _countries().find(words):
        word = words[found.start]
        if word not in claim.capitals and not any(
            _tells_people(text, found.value, word) for text in known
        ):
            yield word


def _tells_people(text: TextFacts, people: str, told: str) -> bool:
    words = WORD.findall(text.folded)
    named = {words[it.start] for it in _countries().find(words) if it.value == people}
    return any(
        word not in text.capitals or word in _tongues() or word[:SAME_START] == told[:SAME_START]
        for word in named
    )


@cache
def _tongues() -> frozenset[str]:
    return frozenset(map(fold, places_table()["tongues"]["capital"]))


def _told(text: TextFacts) -> list[str]:
    words = WORD.findall(text.folded)
    return [*_names().values(words), *_parts().values(words)]


def _coded(text: str) -> set[str]:
    codes = places_table()["codes"]
    names = [fold(name) for code in CODE.findall(text) for name in codes.get(code, ())]
    return {
        place
        for name in names
        for place in (*_names().values(WORD.findall(name)), *_parts().values(WORD.findall(name)))
    } | set(names)


@cache
def _names() -> Phrases[str]:
    tables = [places_table()[kind] for kind in ("countries", "regions", "towns")]
    named = {
        (fold(name), key) for table in tables for key, names in table.items() for name in names
    }
    states = {fold(name) for names in places_table()["codes"].values() for name in names}
    return Phrases([*sorted(named), *((state, state) for state in sorted(states))])


@cache
def _countries() -> Phrases[str]:
    tables = places_table()["countries"]
    return Phrases((fold(name), key) for key, names in tables.items() for name in names)


@cache
def _parts() -> Phrases[str]:
    return Phrases(
        (fold(name), key) for key, names in places_table()["parts"].items() for name in names
    )
