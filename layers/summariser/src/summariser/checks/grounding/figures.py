"""Figures: numbers in a text with what they count, however they are written."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from summariser.checks.grounding.lexicon import bounds, facts, numbers, phrases, signs

# Groups of three digits belong together; a space may part them too: 7 200. A time of day is one
# figure, however it is written: 7.30, 7:30, 7h30, 7u30.
NUMBER = re.compile(
    r"\d{1,2}[:hu][0-5]\d(?![\d:])|"
    r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)*"
)
LETTERS = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
LEADING = re.compile(r"([^\W\d_]+|[€$£¥₩₹])\s?$")  # a currency in front
GAP = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[-–—‐‑~+%]|[€$£¥]")
GLUED = re.compile(r"[A-Z]{1,3}(?![\w€$£²³])")  # "3M", and not "100M€" or "5Mio"
PER = re.compile(r"\s?[^\W\d_]+\s?/")  # "38u/week" counts hours
CLOCK = re.compile(r"(\d{1,2})[hu]([0-5]\d)")
AFTERNOON = re.compile(r"\s?p\.?m\b", re.IGNORECASE)
NEAR = 26  # characters around a figure that say what it counts


class Kind(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    FIGURE = "figure"


class Figure(NamedTuple):
    """A number, all values that its writing may have, and what it counts."""

    text: str
    values: frozenset[float]
    kind: Kind
    unit: str | None  # a currency, or a unit of time
    bound: bool  # "from", "up to", "more than"
    partner: frozenset[float] | None  # the values of the other end of its range
    start: int
    end: int


class _Raw(NamedTuple):
    text: str
    values: frozenset[float]
    start: int
    end: int


def read_figures(text: str, language: str) -> list[Figure]:
    """Read the figures of a text, in digits and in words; 1 in words is an article, and none."""
    raw = sorted([*_digits(text), *_written(text, language)], key=lambda it: it.start)
    found: list[Figure] = []
    for index, it in enumerate(raw):
        before = text[max(raw[index - 1].end if index else 0, it.start - NEAR) : it.start]
        after = text[
            it.end : min(raw[index + 1].start if index + 1 < len(raw) else len(text), it.end + NEAR)
        ]
        values, kind, unit = _counted(it, before, after)
        found.append(
            Figure(it.text, values, kind, unit, _is_bound(before, after), None, it.start, it.end)
        )
    return _with_ranges(text, found)


def _digits(text: str) -> Iterator[_Raw]:
    for match in NUMBER.finditer(text):
        start = match.start()
        before = text[start - 1] if start else " "
        if before.isalpha() and not _ends_in_currency(text[:start]):
            continue  # B2, S7: part of a name
        if _begins_name(text[match.end() :]):
            continue  # 3M, 5G, 2FA
        yield _Raw(match[0], _hours(match[0], text[match.end() :]), start, match.end())


def _ends_in_currency(text: str) -> bool:
    word = LETTERS.findall(text[-6:])
    return bool(word) and (word[-1].lower() in signs("currencies") or word[-1] == "R")


def _begins_name(rest: str) -> bool:
    """Whether capitals are joined to a figure that count nothing."""
    joined = GLUED.match(rest)
    if joined is None:
        return False
    word = joined[0].lower()
    return not _unit([word]) and word not in signs("currencies") and word not in signs("scales")


def _hours(digits: str, rest: str) -> frozenset[float]:
    """Give a figure's values, those of a time of day by both clocks: "5 pm" is 17:00."""
    values = readings(digits)
    minutes = CLOCK.fullmatch(digits)
    if minutes:  # 7h30 is seven and a half hours too
        values |= {int(minutes[1]) + int(minutes[2]) / 60}
    if AFTERNOON.match(rest):
        values |= {value + 12 for value in values if value < 12}
    return values


def _written(text: str, language: str) -> Iterator[_Raw]:
    known = numbers(language)
    lower = text.lower()
    for pattern in _number_words(language):
        for match in pattern.finditer(lower):
            yield _Raw(
                text[match.start() : match.end()],
                frozenset({float(known[match[0]])}),
                *match.span(),
            )


@cache
def _number_words(language: str) -> tuple[re.Pattern[str], ...]:
    words = sorted(numbers(language), key=len, reverse=True)
    return (re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w])"),)


@cache
def readings(digits: str) -> frozenset[float]:
    """Give the values that a number's writing may have: 45.000 is 45000, or 45 and no more."""
    bare = re.sub(r"[ \u00a0\u202f'’]", "", re.sub("[:hu]", ".", digits))
    separators = re.findall(r"[.,]", bare)
    if not separators:
        return frozenset({float(bare)})
    *whole, last = re.split(r"[.,]", bare)
    if len(set(separators)) > 1:
        return frozenset({float(f"{''.join(whole)}.{last}")})
    if len(separators) > 1:
        return frozenset({float("".join([*whole, last]))})
    as_decimal = float(f"{whole[0]}.{last}")
    return frozenset({as_decimal, float(whole[0] + last)} if len(last) == 3 else {as_decimal})


def _counted(it: _Raw, before: str, after: str) -> tuple[frozenset[float], Kind, str | None]:
    following = [word.lower() for word in GAP.findall(after)[:3]]
    leading = LEADING.search(before)
    values = it.values
    scales, currencies = signs("scales"), signs("currencies")
    if following and following[0] in scales:
        values = frozenset(value * float(scales[following[0]]) for value in values)
        following = following if following[0] in currencies else following[1:]
    while following and following[0] in ("-", "–", "+"):
        following = following[1:]
    for word in (*following[:1], leading[1].lower() if leading else ""):
        if word in currencies:
            return values, Kind.MONEY, currencies[word]
    if following and following[0] in signs("shares"):
        return values, Kind.PERCENT, None
    unit = _unit(following[:1] if PER.match(after) else following[:2])
    return (values, Kind.DURATION, unit) if unit else (values, Kind.FIGURE, None)


def _unit(words: Sequence[str]) -> str | None:
    for word in words:
        units = phrases("units").values([word])
        if units:
            return units[0]
        if word in ("(", ")"):
            break
    return None


def _is_bound(before: str, after: str) -> bool:
    words = [word.lower() for word in GAP.findall(before)]
    words = [word for word in words if word not in signs("currencies")]
    silent = facts()["bounds"]["silent"]
    spoken = [word for word in words if word not in silent]
    known = bounds()
    for count in (1, 2, 3):
        if " ".join(words[-count:]) in known or " ".join(spoken[-count:]) in known:
            return True
    following = " ".join(word.lower() for word in GAP.findall(after)[:4])
    return any(f" {mark} " in f" {following} " for mark in facts()["bounds"]["after"] if mark)


def _with_ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Tie the ends of ranges together: they share what they count, and a scale: 40-50k."""
    for index in range(len(figures) - 1):
        low, high = figures[index], figures[index + 1]
        if high.start - low.end > NEAR or not _joins(text, low, high):
            continue
        ends = sorted((low, high), key=lambda it: list(Kind).index(it.kind))
        kind, unit = ends[0].kind, ends[0].unit  # what one end says, it says for both
        low_values = low.values
        for scale in (1e3, 1e6):
            if min(high.values) >= scale > max(low.values) and _is_scaled(high):
                low_values = low_values | {value * scale for value in low.values}
        figures[index] = low._replace(values=low_values, kind=kind, unit=unit, partner=high.values)
        figures[index + 1] = high._replace(kind=kind, unit=unit, partner=low_values)
    return figures


def _is_scaled(figure: Figure) -> bool:
    return not figure.values & readings(figure.text) if figure.text[:1].isdigit() else False


def _joins(text: str, low: Figure, high: Figure) -> bool:
    gap = text[low.end : high.start]
    if any(mark in gap for mark in ";:()[]?!"):
        return False
    words = [word.lower() for word in GAP.findall(gap.replace("t/m", "tot"))]
    silent = signs("currencies").keys() | signs("scales").keys() | signs("shares").keys()
    words = [word for word in words if word not in silent]
    if " ".join(words) in _joints():
        return True
    before = [word.lower() for word in LETTERS.findall(text[max(0, low.start - NEAR) : low.start])]
    between = facts()["range"]
    return (
        len(words) == 1
        and words[0] in between["and"]
        and any(word in between["between"] for word in before[-3:])
    )


@cache
def _joints() -> frozenset[str]:
    return frozenset(facts()["range"]["joints"])
