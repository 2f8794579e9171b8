"""Schedule: days of the week and shifts that the lines do not name."""

from collections.abc import Iterable, Iterator, Sequence

from summariser.checks.meaning.passages import Passage

DAYS = 7
WEEKEND = {"6", "7"}
SHORT = 3  # letters of "Mon", which in a sentence may be another word


def unknown_times(
    claim: Sequence[Passage], lines: Sequence[Passage], fields: Sequence[Passage]
) -> Iterator[str]:
    """Find the days of the week and the shifts that only a text names."""
    known = [*lines, *fields]
    days = _days(known, shortest=0)
    for day in sorted(_days(claim, shortest=SHORT + 1) - days):
        if day != "weekend" or not days & WEEKEND:
            yield f"weekday {day}" if day.isdigit() else day
    shifts = {key for passage in known for key in passage.keys("shifts")}
    for shift in sorted({key for passage in claim for key in passage.keys("shifts")} - shifts):
        yield f"{shift} shifts"


def _days(passages: Iterable[Passage], *, shortest: int) -> set[str]:
    found: set[str] = set()
    for passage in passages:
        marks = [
            mark
            for mark in passage.marks("weekdays")
            if mark.key == "through" or len(passage.words[mark.start]) >= shortest
        ]
        named = [mark for mark in marks if mark.key != "through"]
        found |= {mark.key for mark in named}
        for first, last in zip(named, named[1:], strict=False):
            gap = range(first.end, last.start)
            joined = all(any(at == it.start for it in marks if it.key == "through") for at in gap)
            if joined and first.key.isdigit() and last.key.isdigit():
                found |= {str(day) for day in range(int(first.key), int(last.key) + 1)}
    return found | (WEEKEND if "weekend" in found else set())
