"""Attribution: a figure that the lines have, told of something for which they have another."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from summariser.checks.grounding.claims import Problem
from summariser.checks.grounding.text_facts import SHORTEST_PART, TextFacts, stem
from summariser.checks.meaning.passages import is_generic
from summariser.checks.meaning.phrasing import common_words, phrases
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode
from summariser.language.detection import joins_words
from summariser.language.figures import Figure, Kind
from summariser.language.folding import fold
from summariser.language.lexicon import units
from summariser.language.words import words

NEAR = 40  # characters before and behind a figure in which the thing that it counts is named
ENDS = re.compile(r"[;!?]|\.\s")


class _Counted(NamedTuple):
    """The stems of the words around a figure, which say what it counts."""

    before: frozenset[str]
    behind: frozenset[str]
    next: frozenset[str]  # the first of them behind it

    @property
    def around(self) -> frozenset[str]:
        return self.before | self.behind


def misattributed_figures(statement: Statement) -> Iterator[Problem]:
    """Find the figures that count another thing than in the lines, and which count it there."""
    claim, lines = statement.claim, statement.lines
    told = {value for figure in claim.all_figures for value in figure.values}
    known = [(other, _counted(other, lines, lines.all_figures)) for other in lines.all_figures]
    for figure in claim.figures:
        counted = _counted(figure, claim, claim.figures)
        same = [around for other, around in known if other.values & figure.values]
        kinds = {other.kind for other, _ in known if other.values & figure.values}
        for other, around in known:
            if not same or other.values & figure.values or not _compares(figure, other, kinds):
                continue
            if _is_swapped(counted, same, around, lines.language) or (
                not other.values & told and _is_moved(counted, same, around, lines.language)
            ):
                reason = f"counts another thing in the lines, which have “{other.text}”"
                yield Problem(FindingCode.FIGURE_MISATTRIBUTED, figure.text, reason)
                break


def _compares(figure: Figure, other: Figure, kinds: Container[Kind]) -> bool:
    """Whether two figures may count the same; a listing's units are not all known."""
    if other.partner:
        return False
    if other.kind is Kind.FIGURE:
        return Kind.FIGURE in kinds and figure.kind in (Kind.FIGURE, Kind.DURATION)
    return other.kind is figure.kind and other.unit == figure.unit


def _is_moved(counted: _Counted, same: Sequence[_Counted], other: _Counted, language: str) -> bool:
    """Whether nothing beside a figure stands beside it in the lines, but does beside another."""
    if any(_shares(counted.around, known.around, language) for known in same):
        return False
    return _shares(counted.next or counted.around, other.around, language)


def _is_swapped(
    counted: _Counted, same: Sequence[_Counted], other: _Counted, language: str
) -> bool:
    """Whether what a figure counts is right behind another one in the lines."""
    if not counted.next or not all(known.next for known in same):
        return False
    if any(_shares(counted.next, known.next, language) for known in same):
        return False
    return _shares(counted.next, other.next, language)


def _counted(figure: Figure, reading: TextFacts, figures: Sequence[Figure]) -> _Counted:
    text = reading.text
    low = max([other.end for other in figures if other.end <= figure.start], default=0)
    high = min([other.start for other in figures if other.start >= figure.end], default=len(text))
    before = ENDS.split(text[max(low, figure.start - NEAR) : figure.start])[-1]
    behind = ENDS.split(text[figure.end : min(high, figure.end + NEAR)])[0]
    following = _stems(behind, reading.language)
    first = frozenset(following[:1])
    return _Counted(frozenset(_stems(before, reading.language)), frozenset(following), first)


def _stems(text: str, language: str) -> list[str]:
    return [
        stem(word)
        for word in words(fold(text))
        if len(word) > 2
        and word not in common_words(language)
        and not is_generic(word, language)
        and not units().values([word])
        and not phrases(language, "bounds").values([word])
    ]


def _shares(one: frozenset[str], other: frozenset[str], language: str) -> bool:
    if not joins_words(language):
        return not one.isdisjoint(other)
    return any(
        part in other or (len(part) >= SHORTEST_PART and any(part in word for word in other))
        for part in one
    )
