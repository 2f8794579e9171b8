"""Modality: whether the words of a passage are demanded, wished for, or not asked for at all."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from summariser.checks.meaning.passages import Mark, Passage, is_generic

NEGATIONS = ("no", "not")
FAR = 4  # words between a negation and the demand that it waives
ENUMERATION = 18  # words before "is a plus" that it may speak of


class Modality(StrEnum):
    """Whether a word is asked for."""

    MUST = "must"
    WISH = "wish"
    WAIVED = "waived"
    PLAIN = "plain"  # nothing says so; a requirement in a listing
    OPEN = "open"  # one or the other


class _Reach(NamedTuple):
    """A mark of modality, and whether it speaks of the words before and behind it."""

    mark: Mark
    modality: Modality
    backward: bool
    forward: bool
    opens: bool  # it begins its sentence, and may speak of all that follows


def heading_modality(passages: Sequence[Passage], *, heads: bool, colon: bool) -> Modality | None:
    """Say what a line makes of those below it; none where it speaks of itself alone.

    "Desired profile" heads all that is asked for, so its lines are neither wishes nor demands.
    """
    reaches = [reach for passage in passages for reach in _reaches(passage)]
    if not reaches or any(reach.modality is Modality.MUST for reach in reaches):
        return Modality.PLAIN
    about = any(
        not is_generic(passage.words[at], passage.language)
        for passage in passages
        for at in passage.stems
    )
    if about and not colon and not (heads and reaches[0].opens):
        return None
    loose = any(reach.mark.key == "wish_loose" for reach in reaches)
    alone = sum(len(passage.words) for passage in passages) == 1  # "Desired"
    return Modality.OPEN if loose and not (colon or alone) else Modality.WISH


def modalities(passage: Passage) -> list[Modality]:
    """Say of each word of a passage whether it is asked for."""
    reaches = _reaches(passage)
    base = Modality(passage.led)
    if not reaches:
        open_ = any(mark.key == "open" for mark in passage.marks("modality"))
        return [Modality.OPEN if open_ else base] * len(passage.words)
    return [_modality_at(at, passage, reaches, base) for at in range(len(passage.words))]


def _modality_at(at: int, passage: Passage, reaches: Sequence[_Reach], base: Modality) -> Modality:
    nearest: tuple[int, int, Modality] | None = None
    for reach in reaches:
        mark = reach.mark
        if mark.start <= at < mark.end:
            return Modality.OPEN
        ahead = at < mark.start
        low, high = (at, mark.start) if ahead else (mark.end - 1, at)
        crossed = sum(low < edge <= high for edge in passage.breaks)
        if ahead:
            speaks = reach.backward and (not crossed or high - low <= ENUMERATION)
        else:
            speaks = reach.forward and (not crossed or reach.opens)
        modality = reach.modality if speaks else Modality.OPEN
        key = (crossed, high - low, modality)
        if speaks and (nearest is None or key[:2] < nearest[:2]):
            nearest = key
    if nearest is None:
        return Modality.OPEN if base is Modality.PLAIN else base
    if base is not Modality.PLAIN and nearest[2] is Modality.MUST:
        return Modality.OPEN
    return nearest[2]


def _reaches(passage: Passage) -> list[_Reach]:
    marks = [mark for mark in passage.marks("modality") if mark.key not in ("open", "generic")]
    found = []
    for index, mark in enumerate(marks):
        clause = passage.clause(mark.start)
        content = [
            at
            for at in clause
            if at in passage.stems and not is_generic(passage.words[at], passage.language)
        ]
        before = any(at < mark.start for at in content)
        behind = any(at >= mark.end for at in content)
        adverb = mark.key == "wish_before"
        opens = not before or (adverb and mark.start <= 1)
        last = index + 1 == len(marks)
        found.append(
            _Reach(
                mark,
                _modality_of(mark, passage),
                backward=not adverb and (before or not opens or not behind),
                forward=adverb or not before or (behind and last),
                opens=opens and clause.start == 0,
            )
        )
    return found


def _modality_of(mark: Mark, passage: Passage) -> Modality:
    if mark.key != "must":
        return Modality.WISH
    clause = passage.clause(mark.start)
    negated = any(
        other.key in NEGATIONS and other.start in clause and abs(other.start - mark.start) <= FAR
        for other in passage.marks("negation")
    )
    return Modality.WAIVED if negated else Modality.MUST
