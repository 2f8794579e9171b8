"""Attribution: a figure that the lines have, told of something for which they have another."""

import re
from collections.abc import Iterator, Sequence

from summariser.checks.grounding.claims import Problem
from summariser.checks.grounding.text_facts import SHORTEST_PART, TextFacts, fold, stem
from summariser.checks.meaning.passages import is_generic
from summariser.checks.meaning.phrasing import common_words, phrases
from summariser.checks.meaning.statement import Statement
from summariser.domain.findings import FindingCode
from summariser.language.detection import joins_words
from summariser.language.figures import Figure, Kind
from summariser.language.lexicon import units
from summariser.language.words import words

NEAR = 40  # characters before and behind a figure in which the thing that it counts is named
NEXT = 20  # characters right behind a figure, which name what it counts in a sentence
ENDS = re.compile(r"[;!?]|\.\s")


def misattributed_figures(statement: Statement) -> Iterator[Problem]:
    """Find the figures that count another thing than in the lines, and which count it there."""
    claim, lines = statement.claim, statement.lines
    told = {value for figure in claim.all_figures for value in figure.values}
    for figure in claim.figures:
        same = [other for other in lines.all_figures if other.values & figure.values]
        beside = _beside(figure, claim, claim.figures)
        if not same or any(_shares(beside, other, lines) for other in same):
            continue
        counted = _beside(figure, claim, claim.figures, narrow=True)
        for other in lines.all_figures:
            if other.values & told or other.partner or not _compares(figure, other):
                continue
            if _shares(counted, other, lines):
                reason = f"counts another thing in the lines, which have “{other.text}”"
                yield Problem(FindingCode.FIGURE_MISATTRIBUTED, figure.text, reason)
                break


def _compares(figure: Figure, other: Figure) -> bool:
    """Whether two figures may count the same, a unit being unread in many a listing."""
    if other.kind is Kind.FIGURE:
        return figure.kind in (Kind.FIGURE, Kind.DURATION)
    return other.kind is figure.kind and other.unit == figure.unit


def _beside(
    figure: Figure, reading: TextFacts, figures: Sequence[Figure], *, narrow: bool = False
) -> frozenset[str]:
    """Give the stems around a figure; where it is narrow, those behind it, if there are any."""
    text = reading.text
    low = max([other.end for other in figures if other.end <= figure.start], default=0)
    high = min([other.start for other in figures if other.start >= figure.end], default=len(text))
    before = ENDS.split(text[max(low, figure.start - NEAR) : figure.start])[-1]
    behind = ENDS.split(text[figure.end : min(high, figure.end + NEAR)])[0]
    following = _stems(behind[:NEXT] if narrow else behind, reading.language)
    return following if narrow and following else following | _stems(before, reading.language)


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(
        stem(word)
        for word in words(fold(text))
        if len(word) > 2
        and word not in common_words(language)
        and not is_generic(word, language)
        and not units().values([word])
        and not phrases(language, "bounds").values([word])
    )


def _shares(beside: frozenset[str], figure: Figure, lines: TextFacts) -> bool:
    """Whether a figure of the lines has one of several stems beside it."""
    known = _beside(figure, lines, lines.all_figures)
    if not joins_words(lines.language):
        return not beside.isdisjoint(known)
    return any(
        part in known or (len(part) >= SHORTEST_PART and any(part in word for word in known))
        for part in beside
    )
