"""Notes: what a model wrote down of a part of a listing, and how they are merged in code."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict

from summariser.domain.document import Document, Line, Section

WORD = re.compile(r"\w+")
LONGEST_NOTE = 400  # characters


class Note(BaseModel):
    """One fact of a listing, the aspect it belongs to, and the document's lines it rests on."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    aspect: Section
    text: str
    lines: tuple[int, ...]


class Notes(BaseModel):
    """What calls made of a part of a listing.

    `dropped` counts lines of replies that could not be used, `thinned` notes that were left out
    because no model would shorten them.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    notes: tuple[Note, ...]
    dropped: int = 0
    thinned: int = 0


class ChunkProgress(BaseModel):
    """How far the notes on a chunk are: what was answered, and which lines are yet to be asked for.

    It is kept between calls, so that a function that ends too early repeats none that was paid for.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    of: str  # the chunk, the model and all that the notes depend on
    calls: int
    notes: tuple[Notes, ...]
    waiting: tuple[tuple[Line, ...], ...]  # the next ones last

    @property
    def is_done(self) -> bool:
        """Whether every line was answered for."""
        return not self.waiting


class MergedNotes(Notes):
    """All notes on a listing, each point once, and the groups to reduce where they are too long.

    A group is the range of its notes: from its first up to, not with, its second number.
    """

    groups: tuple[tuple[int, int], ...] = ()


def notes_of_fields(document: Document) -> tuple[Note, ...]:
    """Give the listing's title, company and other fields as notes, which are never left out."""
    return tuple(
        Note(aspect=line.section, text=f"{field}: {line.text}"[:LONGEST_NOTE], lines=(line.number,))
        for field, line in document.fields.items()
    )


def merge(parts: Iterable[Notes]) -> Notes:
    """Put notes together, by aspect and line; the same words twice are one note with all lines."""
    kept: dict[tuple[str, ...], Note] = {}
    dropped = thinned = 0
    for part in parts:
        dropped, thinned = dropped + part.dropped, thinned + part.thinned
        for note in part.notes:
            words = tuple(WORD.findall(note.text.casefold()))
            known = kept.get(words)
            lines = {*note.lines, *(known.lines if known else ())}
            kept[words] = (known or note).model_copy(update={"lines": tuple(sorted(lines))})
    order = list(Section)
    notes = sorted(kept.values(), key=lambda note: (order.index(note.aspect), note.lines))
    return Notes(notes=tuple(notes), dropped=dropped, thinned=thinned)


def group(
    notes: Sequence[Note], room: int, tokens: Callable[[Note], int]
) -> tuple[tuple[int, int], ...]:
    """Part notes into the fewest groups of at most `room` tokens, of about equal size."""
    sizes = [tokens(note) for note in notes]
    fewest = len(_fill(sizes, room))
    low, high = max(sizes, default=0), room  # of the smallest room that needs no more groups
    while low < high:
        middle = (low + high) // 2
        if len(_fill(sizes, middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    return _fill(sizes, low)


def _fill(sizes: Sequence[int], share: int) -> tuple[tuple[int, int], ...]:
    groups: list[tuple[int, int]] = []
    start, used = 0, 0
    for index, size in enumerate(sizes):
        if index > start and used + size > share:
            groups.append((start, index))
            start, used = index, 0
        used += size
    if start < len(sizes):
        groups.append((start, len(sizes)))
    return tuple(groups)


def thin(notes: Sequence[Note], room: int, tokens: Callable[[Note], int]) -> tuple[Note, ...]:
    """Choose notes of at most `room` tokens, the first of every aspect before its second.

    At least one is kept, so that no listing loses all it says.
    """
    by_aspect = [[note for note in notes if note.aspect is aspect] for aspect in Section]
    chosen: set[int] = set()
    used = 0
    for row in zip_longest(*by_aspect):
        for note in row:
            if note is None:
                continue
            size = tokens(note)
            if used + size <= room or not chosen:
                chosen.add(id(note))
                used += size
    return tuple(note for note in notes if id(note) in chosen)
