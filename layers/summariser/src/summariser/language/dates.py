"""Dates: days, months and years in a text, however they are written."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from summariser.language.contents import Dates
from summariser.language.packs import PACKS, Packs
from summariser.language.phrases import Phrases
from summariser.language.words import LETTERS

NUMERIC = re.compile(
    r"(?<![\d.,/])(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>\d{4}|\d{2})"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?!\d)"
    r"|(?P<m4>\d{1,2})/(?P<y4>\d{4})|(?P<d5>\d{1,2})/(?P<m5>\d{1,2})(?!/))(?!\d)"
)
SHORTEST_MONTH = 3  # letters
MOST_KNOWN = 50_000  # words, so that memory stays bounded


class Date(NamedTuple):
    """A date, as far as the text tells it; `months` has two where day and month may be swapped."""

    text: str
    day: int | None
    months: frozenset[int]
    year: int | None
    start: int
    end: int

    def is_told_by(self, other: "Date") -> bool:
        """Whether another date says all that this one says."""
        if not self.months & other.months:
            return False
        swapped = len(other.months) > 1 or len(self.months) > 1
        same_day = (
            self.day is None
            or self.day == other.day
            or (swapped and self.day in other.months | {other.day})
        )
        return same_day and (self.year is None or self.year == other.year)


def read_dates(text: str, packs: Packs = PACKS) -> list[Date]:
    """Read the dates of a text; a month alone is one where its name is nothing else."""
    found = (
        [_numeric(match) for match in NUMERIC.finditer(text)]
        if "/" in text or "." in text or "-" in text
        else []
    )
    dates = [date for date in found if date is not None]
    months = _months(packs)
    for match in LETTERS.finditer(text):
        number = months[match[0].lower()] if len(match[0]) >= SHORTEST_MONTH else None
        if number is not None:
            date = _named(text, match, number, packs)
            if date is not None:
                dates.append(date)
    return dates


def stops_inside_date(text: str, following: str, packs: Packs = PACKS) -> bool:
    """Tell whether a text's full stop is behind a day, whose month follows: "ab 1." "August"."""
    if text[-1:] != "." or not text[-2:-1].isdigit():
        return False
    if _before_days(packs).search(text[-12:]):
        return True
    month = LETTERS.match(following.lstrip())
    return month is not None and _months_after_stop(packs)[month[0].lower()] is not None


def _numeric(match: re.Match[str]) -> Date | None:
    parts = {name[0]: int(value) for name, value in match.groupdict().items() if value}
    day, month, year = parts.get("d"), parts["m"], parts.get("y")
    if year is not None and year < 100:
        year += 2000
    months = {month} if 1 <= month <= 12 else set()
    if day is not None and 1 <= day <= 12 and "/" in match[0]:
        months.add(day)  # 03/04/2026 is read by some as the 4th of March
    elif day is not None and month > 12 and day <= 12:
        day, months = month, {day}
    if not months or (day is not None and not 1 <= day <= 31):
        return None
    return Date(match[0], day, frozenset(months), year, *match.span())


def _named(text: str, match: re.Match[str], month: int, packs: Packs) -> Date | None:
    start, end = match.span()
    day_before, day_after = _days(packs)
    before = day_before.search(text, max(0, start - 12), start)
    after = day_after.match(text, end, end + 14)
    day = year = None
    if before and before[1]:
        day, start = int(before[1]), before.start()
    elif before and before[2]:
        year, start = int(before[2]), before.start()
    if after:
        first, second = int(after[1]), after[2]
        if len(after[1]) == 4:
            year, end = first, after.end(1)
        elif day is None and 1 <= first <= 31:
            day, end = first, after.end(1)
            if second:
                year, end = int(second), after.end(2)
    if (
        day is None
        and year is None
        and (match[0].islower() or match[0].lower() in _ambiguous(packs))
    ):
        return None  # "may", "mars", "sept"
    if day is not None and not 1 <= day <= 31:
        day = None
    return Date(text[start:end], day, frozenset({month}), year, start, end)


class _Months(dict[str, int | None]):
    """The numbers of months by name, looked up when a word is first seen; None for other words."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        super().__init__()
        self._phrases = Phrases(names)

    def __missing__(self, word: str) -> int | None:
        number = next(iter(self._phrases.values([word])), None)
        if len(self) < MOST_KNOWN:
            self[word] = number
        return number


@cache
def _months(packs: Packs) -> _Months:
    return _Months((name, int(month)) for name, month in packs.union_by(Dates, "months"))


@cache
def _months_after_stop(packs: Packs) -> _Months:
    """Read the months of the languages that write a day with a full stop."""
    return _Months(
        (name, int(month))
        for table in packs.every(Dates)
        if table.stop_after_day
        for month, names in table.months.items()
        for name in names
    )


@cache
def _days(packs: Packs) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what stands before a month, a day or a year, and behind it."""
    ordinals = "|".join(map(re.escape, packs.union(Dates, "ordinals")))
    between = "|".join(map(re.escape, packs.union(Dates, "of")))
    return (
        re.compile(rf"(?:(\d{{1,2}})(?:\.|{ordinals})?\s*(?:(?:{between}) )?|(\d{{4}})\s+)$"),
        re.compile(
            rf"(?:\.|\s+(?:{between})\b)?\s*,?\s*(\d{{1,4}})(?:{ordinals})?\b(?:,?\s+(\d{{4}})\b)?"
        ),
    )


@cache
def _before_days(packs: Packs) -> re.Pattern[str]:
    words = "|".join(map(re.escape, packs.union(Dates, "before_days")))
    return re.compile(rf"\b(?:{words}) \d{{1,2}}\.$", re.IGNORECASE)


@cache
def _ambiguous(packs: Packs) -> frozenset[str]:
    return frozenset(packs.union(Dates, "ambiguous"))
