"""Levels: a language that is asked for at another level than in the lines, or in none of them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import Passage
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode

FRAMEWORK = re.compile(r"[abc][12]")  # https://www.coe.int/en/web/common-european-framework
RANKS = {"basic": 1, "good": 3, "advanced": 4, "native": 5}
BY_FRAMEWORK = {"a1": {1}, "a2": {1}, "b1": {2, 3}, "b2": {3, 4}, "c1": {4}, "c2": {4, 5}}
HIGH = 4  # what a text may not add to a language that is asked for at no level


def changed_levels(statement: Statement) -> Iterator[Problem]:
    """Find the languages that a text asks for at another level than its lines."""
    told, known = _levels(statement.told, speaking=True), _levels(statement.known, speaking=False)
    named = known.keys() | _levels(statement.fields, speaking=False).keys()
    for language, levels in told.items():
        if language not in named:
            yield Problem(
                FindingCode.LANGUAGE_LEVEL_CHANGED, language, "is a language of none of the lines"
            )
        for level in sorted(levels) if language in named else ():
            if not _is_told(level, known.get(language, set())):
                shown = f"{language} {level}"
                yield Problem(
                    FindingCode.LANGUAGE_LEVEL_CHANGED, shown, "is another level in the lines"
                )


def _is_told(level: str, known: set[str]) -> bool:
    framework = known & BY_FRAMEWORK.keys()
    if level in BY_FRAMEWORK and framework:
        return level in framework
    if not known:
        return level not in BY_FRAMEWORK and min(_ranks(level)) < HIGH
    return any(_ranks(level) & _ranks(other) for other in known)


def _ranks(level: str) -> set[int]:
    return BY_FRAMEWORK.get(level) or {RANKS[level]}


def _levels(passages: Iterable[Passage], *, speaking: bool) -> dict[str, set[str]]:
    """Give each language's levels: those in its item, else before it, else behind it."""
    found: dict[str, set[str]] = {}
    last: str | None = None  # of the passage before, which a listing may end inside a phrase
    for passage in passages:
        languages = [(mark.start, mark.key) for mark in passage.marks("languages")]
        levels = [
            (mark.start, mark.key) for mark in passage.marks("levels") if mark.key != "speaking"
        ]
        levels += [(at, word) for at, word in enumerate(passage.words) if FRAMEWORK.fullmatch(word)]
        before, last = last, max(levels)[1] if levels else None
        if not languages:
            continue
        if not levels and before and languages[0][0] == 0:
            levels = [(0, before)]
        if speaking and not levels and "speaking" not in passage.keys("levels"):
            continue
        for at, language in languages:
            level = _nearest(at, levels, passage)
            found.setdefault(language, set()).update([level] if level else [])
    return found


def _nearest(at: int, levels: Sequence[tuple[int, str]], passage: Passage) -> str | None:
    """Give the level in a language's own item, else the one before it, else the one behind it."""
    item = next((part for part in passage.items if at in part), range(0))
    own = [(abs(place - at), level) for place, level in levels if place in item]
    if own:
        return min(own)[1]
    before = [(at - place, level) for place, level in levels if place < at]
    behind = [(place - at, level) for place, level in levels if place > at]
    if before:
        return min(before)[1]
    return min(behind)[1] if behind else None
