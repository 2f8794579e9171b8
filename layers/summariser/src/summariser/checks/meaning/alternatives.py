"""Alternatives: "one or more of" several things told as all of them."""

from collections.abc import Iterator, Sequence

from summariser.checks.meaning.passages import Passage

FEWEST = 2  # things of a list that a text tells


def lost_alternatives(claim: Sequence[Passage], lines: Sequence[Passage]) -> Iterator[str]:
    """Find the lists of a text whose lines ask for one of their members, or name them with "or"."""
    for passage in claim:
        if passage.keys("alternatives"):
            continue
        edges = sorted(passage.breaks | passage.joints)
        for edge in edges:
            pair = _around(edge, passage)
            if pair is None:
                continue
            for line in lines:
                first, second = (line.find(stem) for stem in pair)
                if first and second and _parted(first[0], second[0], line):
                    yield " ".join(pair)
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
    if any(mark.key == "one_of" and mark.end <= low for mark in marks):
        return True
    ors = {mark.start for mark in marks if mark.key == "or"}
    return bool(between) and between <= ors and high - low <= FEWEST
