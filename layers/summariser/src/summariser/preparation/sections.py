"""Sections: labels each line by its heading, its words, its neighbours and its place.

A heading speaks for the lines under it, words speak for the line they stand in, and the cheapest
way through all lines (Viterbi, https://doi.org/10.1109/TIT.1967.1054010) settles their quarrels.
"""

from collections.abc import Sequence
from math import sqrt
from operator import sub

from summariser.domain.document import LineKind, Section
from summariser.language.words import words
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import EMAIL, PHONE
from summariser.preparation.cues import SECTIONS, cue_phrases
from summariser.preparation.headings import (
    heading_section,
    is_nothing_but_heading,
    label_section,
)

_INTRODUCTION, _DUTIES, _REQUIREMENTS, _COMPENSATION, _LOGISTICS, _APPLICATION, _OTHER = range(7)
_USUAL_ORDER = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
_CLOSING = frozenset({_APPLICATION, _OTHER})
_COUNT = len(SECTIONS)

# All figures are log-odds in spirit: a difference of 1 makes one reading about three times as
# likely as the other. They were chosen on general grounds and adjusted as a whole, not by listing.
_CUE = 1.4  # worth of a line's words, divided by the square root of their number
_LABEL = 4.0  # worth of a line's own label: "Salary: 3,000 euros"
_CERTAIN = 2.0  # worth of a phrase that hardly stands anywhere else, however long its line is
_HEADING = 8.0  # worth of a known heading for its own line
_UNDER_HEADING = 3.2  # and for each line under it
_UNDER_UNKNOWN = 1.2  # what is left of it below a heading of unknown meaning
_UNDER_LAST_LIST = 2.0  # and for paragraphs after the list that a heading led
_FADING_TEXT, _FADING_LIST = 0.88, 0.97  # what is left of it from one line to the next
_SPACES_IN_LEAD = 4  # of a heading that only leads on from the one above it
_MISPLACED = 1.0  # an opening or a closing section in the other half of a listing
# From each section (rows) to each other one (columns), in the order of Section. Staying is free,
# but for logistics: those are single facts.
_MOVES = (
    (0.0, 2.2, 2.6, 3.2, 3.0, 4.0, 4.0),
    (4.2, 0.0, 2.2, 3.0, 3.4, 3.6, 3.8),
    (4.4, 3.6, 0.0, 2.4, 3.0, 3.0, 3.6),
    (4.2, 4.2, 3.8, 0.0, 3.2, 2.6, 3.2),
    (2.6, 2.2, 2.4, 2.6, 0.5, 2.8, 3.4),
    (4.2, 4.6, 4.4, 3.8, 3.4, 0.0, 2.4),
    (3.4, 4.0, 4.0, 3.6, 3.2, 2.4, 0.0),
)
_START = (0.0, 1.6, 2.4, 3.6, 2.2, 4.0, 4.0)
_AT_HEADING, _AT_GAP, _IN_TEXT, _IN_LIST = 0.3, 0.8, 1.0, 1.5  # how dear a move is where
# From every section (in the innermost) to each one (in the middle), by place.
_PRICES = {
    place: tuple(tuple(place * row[to] for row in _MOVES) for to in range(_COUNT))
    for place in (_AT_HEADING, _AT_GAP, _IN_TEXT, _IN_LIST)
}
# The cheapest way to each section from another one. The way from the leading section mostly beats
# what the second could reach at that price, and then there is no need to look at them all.
_WAYS = {
    place: tuple(
        (prices, min(price for origin, price in enumerate(prices) if origin != to))
        for to, prices in enumerate(rows)
    )
    for place, rows in _PRICES.items()
}


def label_sections(lines: Sequence[Block], language: str) -> list[Section]:
    """Label the lines of a description in their order."""
    if not lines:
        return []
    scores = _scores(lines, language)
    best = list(map(sub, scores[0], _START))
    came_from: list[list[int]] = []
    for line, before, score in zip(lines[1:], lines, scores[1:], strict=False):
        place = _place(before, line)
        second, highest = sorted(best)[-2:]
        leader = best.index(highest)
        origins, totals = list(range(_COUNT)), []
        for to, (prices, cheapest) in enumerate(_WAYS[place]):
            top = best[to] - prices[to]
            moved = highest - prices[leader]
            if moved > top and moved > second - cheapest:
                origins[to], top = leader, moved
            elif highest - cheapest > top and top <= max(moved, second - cheapest):
                reached = list(map(sub, best, prices))
                top = max(reached)
                origins[to] = reached.index(top)
            totals.append(top + score[to])
        came_from.append(origins)
        best = totals
    section = best.index(max(best))
    path = [section]
    for origins in reversed(came_from):
        section = origins[section]
        path.append(section)
    return [SECTIONS[section] for section in reversed(path)]


def _place(before: Block, line: Block) -> float:
    if line.kind is LineKind.HEADING:
        return _AT_GAP if heading_section(line.text) is None else _AT_HEADING
    if line.kind is LineKind.BULLET and before.kind is LineKind.BULLET and not line.after_gap:
        return _IN_LIST
    return _AT_GAP if line.after_gap else _IN_TEXT


def _scores(lines: Sequence[Block], language: str) -> list[list[float]]:
    """Return what speaks for each section, line by line."""
    phrases = cue_phrases(language)
    announcement = _Announcement(_by_shape(lines))
    scores: list[list[float]] = []
    for index, line in enumerate(lines):
        score = [0.0] * _COUNT
        text = words(line.text)
        strength = _CUE / sqrt(len(text) + 2)
        certain = set()
        for section, weight, is_certain in phrases.values(text):
            score[section] += weight * strength
            if is_certain:
                certain.add(section)
        if EMAIL in line.text or PHONE in line.text:
            certain.add(_APPLICATION)
        for section in certain:
            score[section] += _CERTAIN
        may_be_label = ":" in line.text and line.kind is not LineKind.HEADING
        if may_be_label and (labelled := label_section(line.text)):
            score[SECTIONS.index(labelled)] += _LABEL
        announcement.add_to(score, index, line, ends=bool(certain & _CLOSING))
        place = index / len(lines)
        if place > 0.5:
            score[_INTRODUCTION] -= _MISPLACED
        elif place < 0.4:
            score[_APPLICATION] -= _MISPLACED
            score[_OTHER] -= _MISPLACED
        scores.append(score)
    return scores


def _by_shape(lines: Sequence[Block]) -> dict[int, Section]:
    """Guess what headings announce where none of them is known, as in a language without cues.

    Most listings have their lists in one order: duties, requirements, what is offered.
    """
    headings = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADING]
    if any(heading_section(lines[at].text) is not None for at in headings):
        return {}
    over_lists = [at for at in headings if _is_bullet(lines[at + 1 : at + 2])]
    if not 1 < len(over_lists) <= len(_USUAL_ORDER):
        return {}
    return dict(zip(over_lists, _USUAL_ORDER, strict=False))


def _is_bullet(lines: Sequence[Block]) -> bool:
    return bool(lines) and lines[0].kind is LineKind.BULLET


class _Announcement:
    """What the last heading of known meaning is still worth to the lines under it."""

    def __init__(self, by_shape: dict[int, Section]) -> None:
        self._by_shape = by_shape
        self._section = _INTRODUCTION
        self._worth = 0.0
        self._in_list = False
        self._is_fresh = False  # nothing came between the last known heading and this line

    def add_to(self, score: list[float], index: int, line: Block, *, ends: bool) -> None:
        """Add to a line's score what its heading is worth, and let that fade.

        `ends` where the line says of itself that it belongs to a listing's closing.
        """
        if line.kind is LineKind.HEADING:
            section = heading_section(line.text) or self._by_shape.get(index)
            is_long = line.text.endswith(":") and line.text.count(" ") >= _SPACES_IN_LEAD
            if self._is_fresh and is_long and not is_nothing_but_heading(line.text):
                return  # "Work with a modern stack, such as:" below "What we offer"
            self._is_fresh = section is not None
            if section is None:
                self._worth = min(self._worth, _UNDER_UNKNOWN)
            else:
                self._section = SECTIONS.index(section)
                self._worth, self._in_list = _UNDER_HEADING, False
                score[self._section] += _HEADING
            return
        self._is_fresh = False
        is_bullet = line.kind is LineKind.BULLET
        if self._in_list and not is_bullet and line.after_gap:
            self._worth = min(self._worth, _UNDER_LAST_LIST)
        if ends and self._section not in _CLOSING:
            self._worth = min(self._worth, _UNDER_UNKNOWN)
        self._in_list = self._in_list or is_bullet
        score[self._section] += self._worth
        self._worth *= _FADING_LIST if is_bullet else _FADING_TEXT
