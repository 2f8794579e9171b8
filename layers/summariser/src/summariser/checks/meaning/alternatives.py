"""Alternatives: "one or more of" several things told as all of them."""

from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import Passage
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode

FEWEST = 2  # words from one member of a list to the next
NEAR = 6  # words from "one or more of" to the first member


def lost_alternatives(statement: Statement) -> Iterator[Problem]:
    """Find the lists of a text whose lines ask for one of their members, or name them with "or"."""
    for passage in statement.told:
        if passage.keys("alternatives") or passage.keys("negation"):
            continue
        edges = sorted(passage.breaks | passage.joints)
        for edge in edges:
            pair = _around(edge, passage)
            if pair is None:
                continue
            for line in statement.known:
                first, second = (line.find(stem) for stem in pair)
                if first and second and _parted(first[0], second[0], line):
                    shown = " ".join(passage.words[edge - 1 : edge + 2])
                    yield Problem(
                        FindingCode.ALTERNATIVE_LOST, shown, "are alternatives in the lines"
                    )
                    return


def _around(edge: int, passage: Passage) -> tuple[str, str] | None:
    """Give the words right before and behind a comma or a conjunction."""
    before = passage.stems.get(edge - 1)
    behind = passage.stems.get(edge + 1 if edge in passage.joints else edge)
    return (before, behind) if before and behind and before != behind else None


def _parted(first: int, second: int, line: Passage) -> bool:
    marks = line.marks("alternatives")
    low, high = sorted((first, second))
    between = line.joints & set(range(low, high))
    if any(mark.key == "one_of" and 0 <= low - mark.end <= NEAR for mark in marks):
        return True
    ors = {mark.start for mark in marks if mark.key == "or"}
    return bool(between) and between <= ors and high - low <= FEWEST
