"""Chunks: a document's lines in parts that fit a token budget, balanced and cut at good borders.

The number of chunks is the least there can be: each is a call. Of the borders that keep it so, one
near an equal share is taken, rather where a section ends than in the middle of one. A heading stays
with the line behind it, and a line longer than a chunk is split at sentences, then words.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sentencex
from pydantic import BaseModel, ConfigDict

from summariser.domain.document import Document, Line, LineKind, Section
from summariser.llm.budget import TokenBudget

SECTION_BORDER = 0.2  # of an equal share: how far from it a section's end is still preferred


class Chunk(BaseModel):
    """Lines `first` to `last` of a document; of one split line, its characters `start` to `end`."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    first: int
    last: int
    start: int | None = None
    end: int | None = None

    def lines(self, document: Document) -> tuple[Line, ...]:
        """Give the chunk's lines that are not suspect; the first or last may be a part of one."""
        lines = list(document.lines[self.first - 1 : self.last])
        if self.end is not None:
            lines[-1] = lines[-1].model_copy(update={"text": lines[-1].text[: self.end]})
        if self.start is not None:
            lines[0] = lines[0].model_copy(update={"text": lines[0].text[self.start :]})
        return tuple(line for line in lines if not line.suspect)


class Atom(NamedTuple):
    """What is never parted: a line, or a part of a long one, with the headings before it."""

    first: int
    last: int
    start: int | None
    end: int | None
    tokens: int
    section: Section


def split_document(document: Document, room: int, budget: TokenBudget) -> tuple[Chunk, ...]:
    """Part a whole document into chunks of at most `room` tokens."""
    atoms = list(_atoms(document.lines, room, budget))
    needed = _chunks_needed(atoms, room)
    chunks: list[Chunk] = []
    start = 0
    while start < len(atoms):
        end = _border(atoms, start, room, needed)
        first, last = atoms[start], atoms[end - 1]
        chunks.append(Chunk(first=first.first, last=last.last, start=first.start, end=last.end))
        start = end
    return tuple(chunks)


def _chunks_needed(atoms: Sequence[Atom], room: int) -> list[int]:
    """Count, for each atom, the fewest chunks that hold it and all behind it."""
    needed = [0] * (len(atoms) + 1)
    end, total = len(atoms), 0
    for start in range(len(atoms) - 1, -1, -1):
        total += atoms[start].tokens
        while total > room and end > start + 1:
            end -= 1
            total -= atoms[end].tokens
        needed[start] = 1 + needed[end]
    return needed


def _border(atoms: Sequence[Atom], start: int, room: int, needed: Sequence[int]) -> int:
    """Choose where the chunk that begins at `start` ends."""
    share = sum(atom.tokens for atom in atoms[start:]) / needed[start]
    best, least = start + 1, math.inf
    total = 0
    for end in range(start + 1, len(atoms) + 1):
        total += atoms[end - 1].tokens
        if total > room and end > start + 1:
            break
        if needed[end] >= needed[start]:
            continue
        inside = end < len(atoms) and atoms[end].section is atoms[end - 1].section
        cost = abs(total - share) + (SECTION_BORDER * share if inside else 0.0)
        if cost < least:
            best, least = end, cost
    return best


def _atoms(lines: Iterable[Line], room: int, budget: TokenBudget) -> Iterable[Atom]:
    first: int | None = None  # of the headings that wait for their line
    waiting = 0
    last: Line | None = None
    for line in lines:
        last = line
        size = budget.line_tokens(line)
        if line.kind is LineKind.HEADING and size <= room / 2:
            if first is not None and waiting + size > room / 2:
                yield Atom(first, line.number - 1, None, None, waiting, line.section)
                first, waiting = None, 0
            first, waiting = first or line.number, waiting + size
            continue
        begin = first or line.number
        if waiting + size <= room:
            yield Atom(begin, line.number, None, None, waiting + size, line.section)
        else:
            yield from _parts(line, begin, waiting, room, budget)
        first, waiting = None, 0
    if first is not None and last is not None:  # the document ends on headings
        yield Atom(first, last.number, None, None, waiting, last.section)


def _parts(line: Line, begin: int, waiting: int, room: int, budget: TokenBudget) -> Iterable[Atom]:
    start = 0
    for text in _pieces(line, room - waiting, budget):
        size = budget.line_tokens(line.model_copy(update={"text": text})) + waiting
        end = start + len(text)
        first = begin if start == 0 else line.number
        yield Atom(first, line.number, start or None, end, size, line.section)
        start, waiting = end, 0


def _pieces(line: Line, room: int, budget: TokenBudget) -> Iterable[str]:
    """Cut a long line into pieces that fit, which put together are the line again."""
    sentences = list(sentencex.segment(budget.language, line.text))
    if "".join(sentences) != line.text:
        sentences = [line.text]
    frame = budget.line_tokens(line.model_copy(update={"text": ""}))
    piece, total = "", frame
    for sentence in sentences:
        for unit in _units(sentence, room - frame, budget):
            size = budget.tokens(unit)
            if piece and total + size > room:
                yield piece
                piece, total = "", frame
            piece, total = piece + unit, total + size
    if piece:
        yield piece


def _units(text: str, room: int, budget: TokenBudget) -> Iterable[str]:
    """Halve a text at a space near its middle, or anywhere, until every part fits."""
    if len(text) < 2 or budget.tokens(text) <= room:
        yield text
        return
    middle = len(text) // 2
    space = text.rfind(" ", 1, middle) + 1 or middle
    yield from _units(text[:space], room, budget)
    yield from _units(text[space:], room, budget)
