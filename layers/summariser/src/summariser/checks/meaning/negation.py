"""Negation: what a text denies and its lines say, or the other way round."""

from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import PLAIN, Passage, is_generic, occurrences
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode

AHEAD = {"not": 4, "no": 0}  # words before a negation that it may deny; "without" denies none
BEHIND = 7  # and behind it


def changed_negation(statement: Statement) -> Iterator[Problem]:
    """Find the clauses of a text that are denied on one side only."""
    lines = statement.known
    for passage in statement.told:
        for item in passage.items:
            places = {
                at: list(occurrences(lines, passage.stems[at]))
                for at in item
                if at in passage.stems and not is_generic(passage.words[at], passage.language)
            }
            found = [place for held in places.values() for place in held]
            told = {_is_denied(passage, at) for at, held in places.items() if held}
            if told == {False} and not _lifts(passage):
                denied = sum(_is_denied(other, at) for other, at in found)
                changed = 2 * denied > len(found)
            elif told == {True}:
                changed = not any(_leaves_open(other) for other, _ in found)
            else:
                continue
            if changed:
                shown = " ".join(passage.words[at] for at in item)
                yield Problem(FindingCode.NEGATION_CHANGED, shown, "is denied on one side only")


def _is_denied(passage: Passage, at: int) -> bool:
    clause = passage.clause(at)
    return any(
        mark.start in clause
        and -AHEAD.get(mark.key, 0) <= at - mark.start <= BEHIND
        and mark.key in AHEAD
        for mark in passage.marks("negation")
    )


def _lifts(passage: Passage) -> bool:
    return bool(passage.keys("negation"))


def _leaves_open(passage: Passage) -> bool:
    """Whether a line denies or leaves open what it speaks of."""
    wishes = {"wish", "wish_before", "open"} & passage.keys("modality")
    denies = bool(passage.keys("negation")) or "or" in passage.keys("alternatives")
    return denies or bool(wishes) or passage.led != PLAIN
