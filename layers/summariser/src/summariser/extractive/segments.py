"""Segments: lines put together where an abbreviation broke them, and split into sentences."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sentencex

from summariser.domain.document import Line, LineKind
from summariser.extractive.fields import DECORATION
from summariser.extractive.fitness import new_starts, restarts
from summariser.extractive.wording import Wording, ends_in
from summariser.language.dates import stops_inside_date
from summariser.language.money import names_amount
from summariser.preparation.joining import whole_sentences

COMMA_WITHOUT_SPACE = re.compile(r",(?<=[^\W\d_]{3}.)(?=[^\W\d_]{3})")
FEWEST_ITEMS = 2
BETWEEN_ITEMS = re.compile(r"[,.;](?<=[^\W\d_]{3}.)(?=[^\W\d_]{4})")
FIGURE = re.compile(r"\d\d")
SHORT_WORD = re.compile(r"(?:^|[\s(.])\w{1,4}\.$")
BETWEEN = (". ", "! ", "? ", "。")


class Passage(NamedTuple):
    """A line, or several that are one: its text goes on where the first line stops."""

    line: Line  # the first one
    text: str
    numbers: tuple[int, ...]


def join_lines(lines: Iterable[Line], wording: Wording) -> Iterator[Passage]:
    """Put lines together that were broken after an abbreviation or in a date."""
    open_: Passage | None = None
    for line in lines:
        if open_ and goes_on(open_.text, line.text, wording) and _follows(open_.line, line):
            joined = f"{open_.text} {line.text}"
            open_ = Passage(open_.line, joined, (*open_.numbers, line.number))
            continue
        if open_:
            yield open_
        open_ = Passage(line, line.text, (line.number,))
    if open_:
        yield open_


def split(text: str, language: str, wording: Wording) -> tuple[list[str], bool]:
    """Split a text into its sentences, or into items (and True) where it enumerates."""
    if not text.isascii():
        text = " ".join(DECORATION.sub(" ", text).split())
    if len(text) > 60:
        if text.count(";") > 1:
            return text.split(";"), True
        if len(items := wording.item_start.split(text)) > FEWEST_ITEMS:
            return [part for item in items for part in BETWEEN_ITEMS.split(item)], True
        if COMMA_WITHOUT_SPACE.search(text):
            return COMMA_WITHOUT_SPACE.split(text), True
    if len(text) <= 40 or not any(mark in text for mark in BETWEEN):
        return _at_starts(text, wording), False
    whole: list[str] = []
    known = "en" if language == "und" else language
    for part in whole_sentences(sentencex.segment(known, text), language):
        if whole and goes_on(whole[-1].rstrip(), part, wording):
            whole[-1] += part
        else:
            whole.append(part)
    return [start for part in whole for start in _at_starts(part, wording)], False


def _at_starts(text: str, wording: Wording) -> list[str]:
    """Split a text where another begins in it that lost the full stop or the line break before."""
    if text[1:].islower():
        return [text]
    ends = [*restarts(text, wording)]
    if (
        not wording.capital_nouns and FIGURE.search(text) and names_amount(text)
    ):  # pay, and what was the next line
        ends += [end for end in new_starts(text, wording) if names_amount(text[:end])]
    parts, start = [], 0
    for end in sorted(ends):
        parts.append(text[start:end].rstrip())
        start = end
    return [*parts, text[start:]]


def goes_on(text: str, following: str, wording: Wording) -> bool:
    """Whether a text's full stop does not end its sentence, seen from what follows it."""
    if text[-1:] != ".":
        return False
    if following[:1].islower() and SHORT_WORD.search(text[-6:]):  # "22 July 1944 r." "until 1990"
        return True
    if text[-2:-1].isdigit():
        return stops_inside_date(text, following)
    return ends_in(text, wording.unending)


def _follows(line: Line, other: Line) -> bool:
    same = other.section is line.section and other.number == line.number + 1
    return same and LineKind.HEADING not in (line.kind, other.kind)
