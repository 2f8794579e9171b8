"""Conditions: "after the trial period", "in some teams" dropped, "always", "at once" added."""

from collections.abc import Iterator, Sequence

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import JOINTS, Mark, Passage, is_generic
from summariser.checks.meaning.phrasing import phrases
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode
from summariser.language.lexicon import units

LIMITS = frozenset({"condition", "hedge", "after", "seldom"})
ABSOLUTE = frozenset({"instantly", "total"})
FEWEST = 2  # words that a clause shares with the one it tells
WITHIN = 5  # words behind "after" in which a period is named


def dropped_conditions(statement: Statement) -> Iterator[Problem]:
    """Find the conditions that lines set and a text does not name."""
    lines = statement.known
    if any(_limits(passage) or _wishes(passage) for passage in statement.told):
        return
    ranged = any(figure.partner for figure in statement.claim.figures)
    keys = ("after", "seldom") if ranged else ("after", "seldom", "condition")
    for passage in statement.told:
        wanted = {
            stem
            for at, stem in passage.stems.items()
            if not is_generic(passage.words[at], passage.language)
        }
        if not wanted:
            continue
        scored = [(sum(bool(line.find(stem)) for stem in wanted), line) for line in lines]
        most = max((score for score, _ in scored), default=0)
        best = [line for score, line in scored if score == most]
        if len(best) != 1 or most < min(FEWEST, len(wanted), _length(best[0])):
            continue
        for start, end, _ in _limits(best[0], keys):
            clause = best[0].clause(start)
            if any(at in clause for stem in wanted for at in best[0].find(stem)):
                shown = " ".join(best[0].words[start:end])
                yield Problem(FindingCode.CONDITION_DROPPED, shown, "limits it in the lines")
                break


def added_absolutes(statement: Statement) -> Iterator[Problem]:
    """Find words that leave no exception, such as "all" and "at once", where no line has one."""
    known = {mark.key for passage in statement.known for mark in passage.marks("conditions")}
    for passage in statement.told:
        for mark in passage.marks("conditions"):
            if mark.key in ABSOLUTE - known and not _is_frequency(mark, passage):
                shown = " ".join(passage.words[mark.start : mark.end])
                yield Problem(FindingCode.ABSOLUTE_ADDED, shown, "is named by none of the lines")


def _is_frequency(mark: Mark, passage: Passage) -> bool:
    """Whether a word such as "every" stands before a time: "every night"."""
    following = passage.words[mark.end : mark.end + 2]
    times = phrases(passage.language, "weekdays").values(following)
    times += phrases(passage.language, "shifts").values(following)
    return bool(times or units().values(following))


def _wishes(passage: Passage) -> bool:
    return bool({"wish", "wish_before", "wish_loose"} & passage.keys("modality"))


def _length(passage: Passage) -> int:
    """Count what a passage says outside its conditions."""
    inside = {at for start, end, _ in _limits(passage) for at in range(start, end)}
    return len(passage.stems.keys() - inside) or 1


def _limits(passage: Passage, keys: Sequence[str] = tuple(LIMITS)) -> list[tuple[int, int, str]]:
    found = []
    for start, end, key in passage.marks("conditions"):
        behind = passage.words[end : end + WITHIN]
        if key not in keys or (start + 1 == end and passage.words[start] in JOINTS):
            continue
        if key == "after" and not units().values(list(behind)):
            continue
        found.append((start, end, key))
    return found
