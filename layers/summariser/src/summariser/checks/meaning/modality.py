"""Modality: a wish told as a demand, a demand told as a wish, and what is not asked for at all."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from summariser.checks.meaning.passages import Mark, Passage, is_generic, occurrences

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
    """A mark of modality, and which words before and behind it it speaks of."""

    mark: Mark
    modality: Modality
    backward: bool
    forward: bool
    opens: bool  # it begins its sentence, and may speak of all that follows


def changed_modality(
    claim: Sequence[Passage], lines: Sequence[Passage]
) -> Iterator[tuple[str, Modality]]:
    """Find the items of a text that are asked for otherwise than in its lines, and how there."""
    known = [(passage, modalities(passage)) for passage in lines]
    for passage in claim:
        told = modalities(passage)
        for item in passage.items:
            for modality in {told[at] for at in item}:
                at = [it for it in item if told[it] is modality]
                found = _in_lines(passage, at, known)
                if found and _contradicts(modality, found):
                    yield " ".join(passage.words[it] for it in at), min(found)


def _contradicts(told: Modality, found: set[Modality]) -> bool:
    if told is Modality.MUST:
        return found <= {Modality.WISH, Modality.WAIVED}
    if told is Modality.PLAIN:
        return found == {Modality.WISH}
    if told is Modality.WISH:
        return found <= {Modality.MUST, Modality.PLAIN}
    return False


def _in_lines(
    passage: Passage, at: Sequence[int], known: Sequence[tuple[Passage, list[Modality]]]
) -> set[Modality]:
    """Give the modalities that lines have for the words of an item; none where none stands there."""
    by_passage = {id(other): states for other, states in known}
    lines = [other for other, _ in known]
    found: set[Modality] = set()
    for it in at:
        stem = passage.stems.get(it)
        if stem is None or is_generic(passage.words[it], passage.language):
            continue
        found |= {by_passage[id(other)][place] for other, place in occurrences(lines, stem)}
    return found


def spoken_modalities(passage: Passage) -> set[Modality]:
    """Give the modalities that a passage names."""
    return {reach.modality for reach in _reaches(passage)}


def modalities(passage: Passage) -> list[Modality]:
    """Say of each word of a passage whether it is asked for."""
    reaches = _reaches(passage)
    base = Modality.WISH if passage.wished else Modality.PLAIN
    if not reaches:
        open_ = any(mark.key == "open" for mark in passage.marks("modality"))
        return [Modality.OPEN if open_ else base] * len(passage.words)
    return [_modality_at(at, passage, reaches, base) for at in range(len(passage.words))]


def _modality_at(
    at: int, passage: Passage, reaches: Sequence[_Reach], base: Modality
) -> Modality:
    nearest: tuple[int, int, Modality] | None = None
    for reach in reaches:
        mark = reach.mark
        if mark.start <= at < mark.end:
            return Modality.OPEN
        ahead = at < mark.start
        low, high = (at, mark.start) if ahead else (mark.end - 1, at)
        crossed = sum(low < it <= high for it in passage.breaks)
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
    if base is Modality.WISH and nearest[2] is Modality.MUST:
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
        it.key == "no" and it.start in clause and -FAR <= it.start - mark.start <= FAR - 1
        for it in passage.marks("negation")
    )
    return Modality.WAIVED if negated else Modality.MUST
