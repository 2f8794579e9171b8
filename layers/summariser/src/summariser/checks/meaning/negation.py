"""Negation: what a text denies and its lines say, or the other way round."""

from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import PLAIN, Passage, is_generic, occurrences
from summariser.checks.meaning.statement import Statement
from summariser.domain.findings import FindingCode

AHEAD, BEHIND = 4, 7  # words before and behind a negation that it may deny


def changed_negation(statement: Statement) -> Iterator[Problem]:
    """Find the clauses of a text that are denied on one side only."""
    lines = statement.known
    for passage in statement.told:
        for item in passage.items:
            stems = [
                passage.stems[at]
                for at in item
                if at in passage.stems and not is_generic(passage.words[at], passage.language)
            ]
            found = [place for stem in stems for place in occurrences(lines, stem)]
            if not found:
                continue
            told = {_is_denied(passage, at) for at in item}
            if told == {False} and not _lifts(passage):
                changed = all(_is_denied(other, at) for other, at in found)
            elif told == {True}:
                changed = not any(_leaves_open(other) for other, _ in found)
            else:
                continue
            if changed:
                denied = " ".join(passage.words[at] for at in item)
                yield Problem(FindingCode.NEGATION_CHANGED, denied, "is denied on one side only")


def _is_denied(passage: Passage, at: int) -> bool:
    clause = passage.clause(at)
    return any(
        mark.key == "no" and mark.start in clause and -AHEAD <= at - mark.start <= BEHIND
        for mark in passage.marks("negation")
    )


def _lifts(passage: Passage) -> bool:
    return bool(passage.keys("negation"))


def _leaves_open(passage: Passage) -> bool:
    """Whether a line denies or leaves open what it speaks of."""
    wishes = {"wish", "wish_before", "open"} & passage.keys("modality")
    return bool(wishes or passage.keys("negation")) or passage.led != PLAIN
