"""Orders: text in a listing that tells a machine, or whoever summarises, what to do."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from summariser.language.contents import Contacts
from summariser.language.hints import Hints
from summariser.language.instructions import Instructions, Models
from summariser.language.packs import PACKS
from summariser.language.words import SPACELESS

_WITHIN = r"[^.!?。\n]"  # a sentence


class Order(NamedTuple):
    """A way of telling a machine what to do; the hint is part of all that the pattern finds."""

    hint: str
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> bool:
        """Whether a text in lower case gives this order."""
        return self.hint in text and bool(self.pattern.search(text))

    def lines_in(self, text: str) -> Iterator[int]:
        """Yield where the lines begin that give this order, of a text in lower case."""
        at = text.find(self.hint)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            if self.pattern.search(text[start : end if end >= 0 else len(text)]):
                yield start
            at = text.find(self.hint, end) if end >= 0 else end


def orders_to_models(text: str) -> list[Order]:
    """Choose the orders to a machine that a text in lower case may hold."""
    return [order for hint in hints_in(text) if hint in _patterns() for order in _compiled(hint)]


@lru_cache(maxsize=2)  # a text's contacts are looked for before its orders
def hints_in(text: str) -> list[str]:
    """List the hints at orders and at persons to contact that a text in lower case holds."""
    return _hints().held_by(text)


@cache
def _hints() -> Hints:
    contacts = (*PACKS.union(Contacts, "persons"), *PACKS.union(Contacts, "calls"))
    return Hints(dict.fromkeys((*_patterns(), *contacts)))


@cache
def _patterns() -> dict[str, list[str]]:
    patterns: dict[str, list[str]] = {}
    for pattern, hint in PACKS.union_by(Models, "orders"):
        patterns.setdefault(hint, []).append(pattern)
    for table in PACKS.every(Instructions):
        for hint, pattern in _sentences(table):
            patterns.setdefault(hint, []).append(pattern)
    return patterns


@cache
def _compiled(hint: str) -> tuple[Order, ...]:
    return tuple(Order(hint, re.compile(pattern, re.MULTILINE)) for pattern in _patterns()[hint])


def _sentences(table: Instructions) -> Iterator[tuple[str, str]]:
    """Yield patterns of what a language's instructions say, each with a text that is part of it."""
    notes, musts, earlier = map(_any, (table.notes, table.musts, table.earlier))
    renewed, greetings = _any(table.renewed), _any((*table.greetings, *table.notes))
    for stem in table.summaries:
        yield stem, rf"{notes}{_WITHIN}{{0,40}}{stem}"
        yield stem, rf"{stem}\w*{_WITHIN}{{0,40}}{musts}"
        if table.readers:
            this = rf"(?={_WITHIN}{{0,60}}{_any(table.listings)})"
            yield stem, rf"{_any(table.readers)}{this}{_WITHIN}{{0,50}}{stem}"
        if table.renewed:
            yield stem, rf"^\W*(?:{renewed}\s+{stem}\w*|{stem}\w*\s+{renewed})\s*(?:[:|–-]|$)"
    for machine in table.machines:
        yield machine, rf"{greetings}{_WITHIN}{{0,20}}{machine}"
        yield machine, rf"{machine}\w*,?\s?{musts}"
    for addressed in table.addressed:
        yield addressed, rf"{notes}{_WITHIN}{{0,20}}\b{addressed}\b"
        yield addressed, rf"^\W*{addressed}\b[\w -]{{0,30}}[:,]\s"
    for ignore in table.ignores:
        stem = ignore.rstrip("*")
        yield stem, rf"{_any([ignore])}{_WITHIN}{{0,30}}{earlier}|{earlier}{_WITHIN}{{0,30}}{stem}"
    for phrase in table.phrases:
        yield phrase, rf"\b{phrase}\b"


def _any(phrases: Iterable[str]) -> str:
    """Write an alternation of phrases, in which "*" stands for how a word ends."""
    return f"(?:{'|'.join(map(_whole, phrases))})"


def _whole(phrase: str) -> str:
    if SPACELESS.search(phrase):
        return re.escape(phrase)
    stem = rf"\b{re.escape(phrase.rstrip('*'))}"
    return stem if phrase.endswith("*") else rf"{stem}\b"
