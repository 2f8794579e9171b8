"""Schedule: days of the week and shifts that the lines do not name."""

from calendar import day_name
from collections.abc import Iterable, Iterator
from itertools import pairwise

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import Passage
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode

WEEKEND = {"6", "7"}
SHORT = 3  # letters of "Mon", which in a sentence may be another word


def changed_schedule(statement: Statement) -> Iterator[Problem]:
    """Find the days of the week and the shifts that only a text names."""
    known = [*statement.known, *statement.fields]
    days = _days(known, shortest=0)
    added = _days(statement.told, shortest=SHORT + 1) - days
    if days & WEEKEND:
        added -= {"weekend"}
    shifts = {key for passage in statement.told for key in passage.keys("shifts")}
    known_shifts = {key for passage in known for key in passage.keys("shifts")}
    shifts -= known_shifts
    if known_shifts:
        shifts -= {"rotating"}  # a night shift is a shift
    for time in [*(_named(day) for day in sorted(added)), *sorted(shifts)]:
        yield Problem(FindingCode.SCHEDULE_CHANGED, time, "is a time that none of the lines names")


def _named(day: str) -> str:
    return day_name[int(day) - 1] if day.isdigit() else day


def _days(passages: Iterable[Passage], *, shortest: int) -> set[str]:
    found: set[str] = set()
    for passage in passages:
        marks = [
            mark
            for mark in passage.marks("weekdays")
            if mark.key == "through" or len(passage.words[mark.start]) >= shortest
        ]
        through = {mark.start for mark in marks if mark.key == "through"}
        named = [mark for mark in marks if mark.key != "through"]
        found |= {mark.key for mark in named}
        for first, last in pairwise(named):
            gap = range(first.end, last.start)
            joined = all(at in through for at in gap)
            if joined and first.key.isdigit() and last.key.isdigit():
                found |= {str(day) for day in range(int(first.key), int(last.key) + 1)}
    return found | (WEEKEND if "weekend" in found else set())
