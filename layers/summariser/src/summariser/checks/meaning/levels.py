"""Levels: a language that is asked for at another level than in the lines, or in none of them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summariser.checks.meaning.passages import Passage

FRAMEWORK = re.compile(r"[abc][12]")  # https://www.coe.int/en/web/common-european-framework
RANKS = {"basic": 1, "good": 3, "advanced": 4, "native": 5}
BY_FRAMEWORK = {"a1": {1}, "a2": {1}, "b1": {2, 3}, "b2": {3, 4}, "c1": {4}, "c2": {4, 5}}
HIGH = 4  # what a text may not add to a language that is asked for at no level


def changed_levels(
    claim: Sequence[Passage], lines: Sequence[Passage], fields: Sequence[Passage]
) -> Iterator[tuple[str, str]]:
    """Find the languages that a text asks for at another level than its lines; with the level."""
    told, known = _levels(claim, speaking=True), _levels(lines, speaking=False)
    named = known.keys() | _levels(fields, speaking=False).keys()
    for language, levels in told.items():
        if language not in named:
            yield language, "at all"
            continue
        for level in levels:
            if not _is_told(level, known.get(language, set())):
                yield language, level


def _is_told(level: str, known: set[str]) -> bool:
    framework = {it for it in known if it in BY_FRAMEWORK}
    if level in BY_FRAMEWORK and framework:
        return level in framework
    if not known:
        return level not in BY_FRAMEWORK and min(_ranks(level)) < HIGH
    return any(_ranks(level) & _ranks(other) for other in known)


def _ranks(level: str) -> set[int]:
    return BY_FRAMEWORK.get(level) or {RANKS[level]}


def _levels(passages: Iterable[Passage], *, speaking: bool) -> dict[str, set[str]]:
    """Give each language's levels; a level also counts for a language in the next item, or before."""
    found: dict[str, set[str]] = {}
    last: str | None = None  # of the passage before, which a listing may end inside a phrase
    for passage in passages:
        languages = [(mark.start, mark.key) for mark in passage.marks("languages")]
        levels = [
            (mark.start, mark.key) for mark in passage.marks("levels") if mark.key != "speaking"
        ]
        levels += [(at, it) for at, it in enumerate(passage.words) if FRAMEWORK.fullmatch(it)]
        before, last = last, max(levels)[1] if levels else None
        if not languages:
            continue
        if not levels and before and languages[0][0] == 0:
            levels = [(0, before)]
        if speaking and not levels and "speaking" not in passage.keys("levels"):
            continue
        for at, language in languages:
            level = _nearest(at, levels, passage, [other for other, _ in languages])
            found.setdefault(language, set()).update([level] if level else [])
    return found


def _nearest(
    at: int, levels: Sequence[tuple[int, str]], passage: Passage, languages: Sequence[int]
) -> str | None:
    """Give the level in a language's own item, else the one before it, else the one behind it."""
    item = next((it for it in passage.items if at in it), range(0))
    own = [(abs(place - at), level) for place, level in levels if place in item]
    if own:
        return min(own)[1]
    before = [(at - place, level) for place, level in levels if place < at]
    behind = [(place - at, level) for place, level in levels if place > at]
    if before:
        return min(before)[1]
    return min(behind)[1] if behind else None
