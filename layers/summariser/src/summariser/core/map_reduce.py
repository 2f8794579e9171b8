"""Map and reduce: notes on each chunk of a document, merged and shortened until one prompt fits."""

import math
from collections.abc import Iterable, Mapping, Sequence

from summariser.core.attempt import Attempt
from summariser.core.calling import Ask
from summariser.core.request import request_notes, request_reduction
from summariser.domain.document import Line
from summariser.domain.errors import InputTooLong, ReplyMalformed, ReplyTruncated
from summariser.llm.budget import LEAST_LEFT, SHRUNK
from summariser.llm.line_protocol import parse_notes
from summariser.llm.notes import (
    ChunkProgress,
    MergedNotes,
    Notes,
    group,
    merge,
    notes_of_fields,
    thin,
)

MOST_CALLS = 8  # for one chunk; a model that needs more does not suit this listing
SHORTEST_PART = 80  # characters of a single line, below which it is not split
# Reduced notes are at most half as long (see `reduce_group`). Where merging finds them longer than
# this share all the same, they are thinned here and now: every level shrinks, or is the last.
SHRUNK_ENOUGH = 0.75


def take_notes(attempt: Attempt, chunk: int, *, ask: Ask) -> Notes:
    """Have notes taken on a chunk of the plan, on every one of its lines.

    Raises what `take_more_notes` raises.
    """
    progress = begin_notes(attempt, chunk)
    while not progress.is_done:
        progress = take_more_notes(progress, attempt, ask=ask)
    return merge(progress.notes)


def begin_notes(attempt: Attempt, chunk: int) -> ChunkProgress:
    """Begin with all lines of a chunk of the plan; one that is all suspect is done at once."""
    plan = attempt.plan
    lines = tuple(plan.chunks[chunk].lines(attempt.document))
    of = f"{plan.content} {plan.model} {plan.chunks[chunk].model_dump_json()}"
    return ChunkProgress(of=of, calls=0, notes=(), waiting=(lines,) if lines else ())


def take_more_notes(progress: ChunkProgress, attempt: Attempt, *, ask: Ask) -> ChunkProgress:
    """Ask once for the next lines of an unfinished chunk.

    What does not fit is asked for in halves. Where an answer was cut off, the lines behind the
    last one that a whole note cites are asked for again: each call leaves fewer lines.

    Raises what the model raises, `ReplyMalformed` where a reply holds no note, and
    `ReplyTruncated` where a chunk's lines take more than `MOST_CALLS` calls.
    """
    name, budget = attempt.model.name, attempt.budget
    if progress.calls >= MOST_CALLS:
        raise ReplyTruncated(name, budget.for_chunk()[1])
    *waiting, part = progress.waiting
    noted = progress.notes
    try:
        reply = ask(request_notes(part, attempt.document, budget))
    except InputTooLong:
        waiting += reversed(_halves(part, name))
    else:
        notes = parse_notes(reply.text, _texts(part), truncated=reply.truncated)
        if not notes.notes and reply.text.strip():
            raise ReplyMalformed(name, "it holds no note that cites a line")
        noted += (notes,)
        rest = _behind(part, notes) if reply.truncated else ()
        waiting += [rest] if rest else []
    return ChunkProgress(
        of=progress.of, calls=progress.calls + 1, notes=noted, waiting=tuple(waiting)
    )


def merge_level(
    attempt: Attempt, parts: Iterable[Notes], *, before: MergedNotes | None
) -> MergedNotes:
    """Merge the notes of a level; the groups are none where one prompt holds them all.

    `before` are the merged notes whose groups these parts are; none on the first level.
    """
    notes = merge(parts)
    budget = attempt.budget
    room, _ = budget.for_summary(attempt.profiles)
    room -= sum(map(budget.note_tokens, notes_of_fields(attempt.document)))
    tokens = sum(map(budget.note_tokens, notes.notes))
    groups: tuple[tuple[int, int], ...] = ()
    if tokens > room:
        if before and tokens > SHRUNK_ENOUGH * sum(map(budget.note_tokens, before.notes)):
            kept = thin(notes.notes, room, budget.note_tokens)
            left_out = len(notes.notes) - len(kept)
            notes = notes.model_copy(update={"notes": kept, "thinned": notes.thinned + left_out})
        else:
            groups = group(notes.notes, budget.for_group(), budget.note_tokens)
    return MergedNotes(**dict(notes), groups=groups)


def reduce_group(attempt: Attempt, merged: MergedNotes, index: int, *, ask: Ask) -> Notes:
    """Have a group of merged notes reduced so far that one level is enough where it can be.

    An answer that was cut off, is empty, or is longer than half of the group, is not used: the
    group's own notes are thinned in code instead, aspect by aspect, so that every level shrinks.

    Raises what the model raises, and `ReplyMalformed` where a reply holds no note.
    """
    document, budget = attempt.document, attempt.budget
    first, end = merged.groups[index]
    notes = merged.notes[first:end]
    tokens = sum(map(budget.note_tokens, notes))
    total = sum(map(budget.note_tokens, merged.notes))
    share = min(SHRUNK, max(LEAST_LEFT, budget.for_summary(attempt.profiles)[0] / total))
    most = math.floor(share * tokens)
    reply = ask(request_reduction(notes, most, document, budget))
    sources = {number: document.lines[number - 1].text for note in notes for number in note.lines}
    reduced = merge([parse_notes(reply.text, sources, truncated=reply.truncated)])
    if not reduced.notes and reply.text.strip():
        raise ReplyMalformed(attempt.model.name, "it holds no note that cites a line")
    limit = math.floor(SHRUNK * tokens)
    if reply.truncated or not reduced.notes or sum(map(budget.note_tokens, reduced.notes)) > limit:
        kept = thin(notes, most, budget.note_tokens)
        reduced = Notes(notes=kept, thinned=len(notes) - len(kept))
    if index == 0:  # what earlier levels lost is counted once
        lost = {"dropped": reduced.dropped + merged.dropped}
        reduced = reduced.model_copy(update=lost | {"thinned": reduced.thinned + merged.thinned})
    return reduced


def _texts(lines: Sequence[Line]) -> Mapping[int, str]:
    """Give the texts of lines by number; the parts of one line are put together."""
    texts: dict[int, str] = {}
    for line in lines:
        texts[line.number] = texts.get(line.number, "") + line.text
    return texts


def _behind(part: Sequence[Line], notes: Notes) -> tuple[Line, ...]:
    last = max((number for note in notes.notes for number in note.lines), default=0)
    return tuple(line for line in part if line.number > last)


def _halves(part: Sequence[Line], model: str) -> list[tuple[Line, ...]]:
    middle = len(part) // 2
    if middle:
        return [tuple(part[:middle]), tuple(part[middle:])]
    (line,) = part
    if len(line.text) < SHORTEST_PART:
        raise InputTooLong(model)
    cut = line.text.rfind(" ", 1, len(line.text) // 2) + 1 or len(line.text) // 2
    texts = (line.text[:cut], line.text[cut:])
    return [(line.model_copy(update={"text": text}),) for text in texts]
