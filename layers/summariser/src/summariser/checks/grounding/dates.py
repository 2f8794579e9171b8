"""Dates: days, months and years in a text, however they are written."""

import re
from functools import cache
from typing import NamedTuple

from summariser.checks.grounding.lexicon import facts

NUMERIC = re.compile(
    r"(?<![\d.,/])(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>\d{4}|\d{2})"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?!\d)"
    r"|(?P<m4>\d{1,2})/(?P<y4>\d{4})|(?P<d5>\d{1,2})/(?P<m5>\d{1,2})(?!/))(?!\d)"
)
BEFORE = re.compile(r"(?:(\d{1,2})(?:\.|st|nd|rd|th|er|ère|º)?\s*(?:of |de |den )?|(\d{4})\s+)$")
AFTER = re.compile(
    r"(?:\.|\s+(?:de|del|of)\b)?\s*,?\s*(\d{1,4})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4})\b)?"
)
MONTH = re.compile(r"[^\W\d_]{3,}")


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


def read_dates(text: str) -> list[Date]:
    """Read the dates of a text; a month alone is one where its name is nothing else."""
    found = (
        [_numeric(match) for match in NUMERIC.finditer(text)]
        if "/" in text or "." in text or "-" in text
        else []
    )
    dates = [date for date in found if date is not None]
    months = _months()
    for match in MONTH.finditer(text):
        month = months.get(match[0].lower()) or _by_start(match[0].lower())
        if month is not None:
            date = _named(text, match, month)
            if date is not None:
                dates.append(date)
    return dates


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


def _named(text: str, match: re.Match[str], month: int) -> Date | None:
    start, end = match.span()
    before = BEFORE.search(text, max(0, start - 12), start)
    after = AFTER.match(text, end, end + 14)
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
    if day is None and year is None and (match[0].islower() or match[0].lower() in _ambiguous()):
        return None  # "may", "mars", "sept"
    if day is not None and not 1 <= day <= 31:
        day = None
    return Date(text[start:end], day, frozenset({month}), year, start, end)


@cache
def _months() -> dict[str, int]:
    return {
        word: int(month)
        for month, words in facts()["months"].items()
        for word in words
        if not word.endswith("*")
    }


@cache
def _starts() -> tuple[tuple[str, int], ...]:
    return tuple(
        (word[:-1], int(month))
        for month, words in facts()["months"].items()
        for word in words
        if word.endswith("*")
    )


def _by_start(word: str) -> int | None:
    if len(word) < 5 or (word.isascii() and "kuu" not in word):
        return None
    return next((month for start, month in _starts() if word.startswith(start)), None)


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(facts()["ambiguous"]["months"])
