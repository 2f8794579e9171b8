"""Bounds: "at least" and "up to" beside a figure, added, dropped or turned round."""

import re
from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.meaning.phrasing import phrases
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode
from summariser.language import lexicon
from summariser.language.figures import Figure, Kind
from summariser.language.folding import fold
from summariser.language.words import words

NEAR = 30  # characters before and behind a figure that may make it a bound
ENDS = re.compile(r"[;!?(]|\.\s")
LOW, HIGH, UNCLEAR = "low", "high", "unclear"
PROMISED = (Kind.MONEY, Kind.PERCENT)
DAYS_OFF = ("hour", "day", "week")
OF_EXPERIENCE = ("year", "month")  # "3 years" says what "at least 3 years" says


def changed_bounds(statement: Statement) -> Iterator[Problem]:
    """Find the figures of a text that are bounds otherwise than in its lines."""
    claim, lines = statement.claim, statement.lines
    for figure in claim.figures:
        same = [
            other
            for other in lines.all_figures
            if other.values & figure.values and other.unit in (figure.unit, None)
        ]
        known = {_direction(other, lines) for other in same}
        if same and _is_changed(figure, _direction(figure, claim), known):
            yield Problem(FindingCode.BOUND_CHANGED, figure.text, "is another bound in the lines")


def _is_changed(figure: Figure, told: str | None, known: set[str | None]) -> bool:
    if figure.partner or told == UNCLEAR or UNCLEAR in known:
        return False
    if told is None:
        promised = figure.kind in PROMISED or figure.unit in DAYS_OFF
        loose = known in ({LOW}, {HIGH}) if promised else known == {HIGH}
        return loose and figure.kind is not Kind.FIGURE
    if None in known:
        counts = figure.kind is not Kind.FIGURE and figure.unit not in OF_EXPERIENCE
        return known == {None} and counts
    return told not in known


def _direction(figure: Figure, reading: TextFacts) -> str | None:
    if figure.partner and not figure.partner & figure.values:
        return LOW if min(figure.values) <= min(figure.partner) else HIGH
    text = reading.text
    before = _spoken(ENDS.split(text[max(0, figure.start - NEAR) : figure.start])[-1])
    known = phrases(reading.language, "bounds")
    for spoken in (before, _without_silent(before)):  # "moins de 40", "at least the 40"
        for found in known.find(spoken):
            if found.start + found.length == len(spoken) and found.value in (LOW, HIGH):
                return str(found.value)
    behind = ENDS.split(text[figure.end : figure.end + NEAR])[0]
    if behind[:1] == "+":
        return LOW
    for found in known.find(_spoken(behind)[:4], range(min(2, len(_spoken(behind))))):
        if found.value in ("low_after", "high_after"):
            return str(found.value.removesuffix("_after"))
    return UNCLEAR if figure.bound else None


def _spoken(text: str) -> list[str]:
    return [word for word in words(fold(text)) if word not in lexicon.currencies()]


def _without_silent(spoken: list[str]) -> list[str]:
    return [word for word in spoken if word not in lexicon.bounds("silent")]
