"""Conditions: "after the trial period", "in some teams" dropped, "always", "at once" added."""

from collections.abc import Iterator, Sequence

from summariser.checks.grounding.lexicon import phrases as facts_phrases
from summariser.checks.meaning.passages import JOINTS, Passage, is_generic

LIMITS = frozenset({"condition", "hedge", "after", "seldom"})
BOUNDLESS = ("instantly", "total")
FEWEST = 2  # words that a clause shares with the one it tells
WITHIN = 5  # words behind "after" in which a period is named


def dropped_conditions(claim: Sequence[Passage], lines: Sequence[Passage]) -> Iterator[str]:
    """Find the conditions that lines set and a text does not name."""
    if any(_limits(passage) for passage in claim):
        return
    for passage in claim:
        wanted = {
            stem
            for at, stem in passage.stems.items()
            if not is_generic(passage.words[at], passage.language)
        }
        if not wanted:
            continue
        scored = [(sum(bool(it.find(stem)) for stem in wanted), it) for it in lines]
        most = max((score for score, _ in scored), default=0)
        best = [it for score, it in scored if score == most]
        if most < min(FEWEST, len(wanted)) or len(best) != 1:
            continue
        for start, end, _ in _limits(best[0], ("condition", "after", "seldom")):
            clause = best[0].clause(start)
            if any(at in clause for stem in wanted for at in best[0].find(stem)):
                yield " ".join(best[0].words[start:end])
                break


def added_absolutes(
    claim: Sequence[Passage], lines: Sequence[Passage], key: str
) -> Iterator[str]:
    """Find the words that leave no exception, such as "all", which none of the lines has."""
    if any(mark.key == key for passage in lines for mark in passage.marks("conditions")):
        return
    for passage in claim:
        for mark in passage.marks("conditions"):
            if mark.key == key:
                yield " ".join(passage.words[mark.start : mark.end])


def _limits(passage: Passage, keys: Sequence[str] = tuple(LIMITS)) -> list[tuple[int, int, str]]:
    found = []
    for start, end, key in passage.marks("conditions"):
        behind = passage.words[end : end + WITHIN]
        if key not in keys or (start + 1 == end and passage.words[start] in JOINTS):
            continue
        if key == "after" and not facts_phrases("units").values(list(behind)):
            continue
        found.append((start, end, key))
    return found
