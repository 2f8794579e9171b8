"""Salaries: pay as boards and schema.org write it, read as one line of text.

Nothing is converted: figures, currency and period stay as they are given. Sources:
https://schema.org/MonetaryAmount, https://schema.org/PriceSpecification, and UN/CEFACT
Recommendation 20 for unit codes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summariser.domain.values import kind_of, many, read_text

LOW = ("minValue", "minPrice", "min", "minimum", "low", "from", "min_amount", "minAmount")
HIGH = ("maxValue", "maxPrice", "max", "maximum", "high", "to", "max_amount", "maxAmount")
AMOUNT = ("value", "price", "amount", "salary")
CURRENCY = ("currency", "priceCurrency", "salaryCurrency", "currencyCode", "currency_code")
UNIT = ("unitText", "unitCode", "unit", "period", "interval", "frequency", "per", "duration")
TEXT = ("text", "name", "description", "label")
ALLOWED = "a text, a number, a list of these, or an object such as schema.org's MonetaryAmount"

UNITS = {
    "hour": "HOUR HOURS HOURLY HUR HR H PT1H",
    "day": "DAY DAYS DAILY P1D",
    "week": "WEEK WEEKS WEEKLY WEE WK P1W",
    "two weeks": "BIWEEKLY BI-WEEKLY FORTNIGHT FORTNIGHTLY P2W",
    "month": "MONTH MONTHS MONTHLY MON P1M",
    "year": "YEAR YEARS YEARLY ANNUAL ANNUALLY ANNUM ANN YR P1Y",
}
UNIT_OF = {code: unit for unit, codes in UNITS.items() for code in codes.split()}
PER = re.compile(r"^(?:per|an?|/)[\s_]+|^/", re.IGNORECASE)
LONGEST_UNIT = 20  # characters
DEEPEST = 4  # objects in one another
BARE = re.compile(r"[\d\s.,'\u00a0\u202f–-]*\d[\d\s.,'\u00a0\u202f–-]*")
PLAIN = re.compile(r"\d+(?:\.\d+)?")


def read_salary(value: Any, *, currency: Any = None) -> str | None:
    """Read pay in any form; `currency` is for an amount that names none.

    Raises `ValueError` for a value that holds no pay and is not empty either.
    """
    if isinstance(value, list | tuple):
        return _read_list(value, currency)
    if isinstance(value, Mapping):
        return _read_object(value, currency)
    text = _figure(value)
    if text is None:
        return None
    named = _currency(currency)
    return f"{text} {named}" if named and BARE.fullmatch(text) else text


def _read_list(values: Sequence[Any], currency: Any) -> str | None:
    if bounds := _bounds(values):
        return _read_object(bounds, currency)
    texts = dict.fromkeys(filter(None, (read_salary(value, currency=currency) for value in values)))
    return "; ".join(texts) or None


def _read_object(salary: Mapping[str, Any], currency: Any) -> str | None:
    parts = _flattened(salary)
    low, high = _first(parts, LOW), _first(parts, HIGH)
    named = _currency(_member(parts, CURRENCY) or currency)
    unit = _unit(_member(parts, UNIT))
    if low is None and high is None:
        text = _amount_text(parts)
        if text is None:
            _refuse_unknown(salary, parts)
            return None
        if not BARE.fullmatch(text):
            return text
        amount, bound = text, ""
    else:
        bound = "from " if high is None else "up to " if low is None else ""
        amount = " - ".join(dict.fromkeys(_in_order(low, high)))
    return " ".join(filter(None, (bound + amount, named, f"per {unit}" if unit else None)))


def _flattened(salary: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the objects in one another, innermost first: a MonetaryAmount's value is an object."""
    parts = [salary]
    while len(parts) < DEEPEST:
        inner = next((parts[-1][key] for key in AMOUNT if key in parts[-1]), None)
        if isinstance(inner, list | tuple):
            inner = inner[0] if len(inner) == 1 else _bounds(inner)
        if not isinstance(inner, Mapping):
            break
        parts.append(inner)
    return parts[::-1]


def _bounds(values: Sequence[Any]) -> Mapping[str, Any] | None:
    """Read a list of two figures as the ends of a range."""
    if len(values) != 2 or any(isinstance(value, Mapping | list | bool) for value in values):
        return None
    are_figures = all(BARE.fullmatch(str(value)) for value in values)
    return dict(zip((LOW[0], HIGH[0]), values, strict=True)) if are_figures else None


def _member(parts: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> Any:
    return next((part[key] for part in parts for key in keys if part.get(key)), None)


def _first(parts: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> str | None:
    values = (part[key] for part in parts for key in keys if key in part)
    return next(filter(_names_sum, map(_figure, values)), None)


def _amount_text(parts: Sequence[Mapping[str, Any]]) -> str | None:
    for part in parts:
        for key in (*AMOUNT, *TEXT):
            value = part.get(key)
            if isinstance(value, list | tuple):
                text = _read_list(value, None)
            else:
                text = None if isinstance(value, Mapping) else _figure(value)
            if text:
                return text
    return None


def _refuse_unknown(salary: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> None:
    """Raise `ValueError` where an object has no member that is known; an empty one has no pay."""
    known = {*LOW, *HIGH, *AMOUNT, *CURRENCY, *UNIT, *TEXT}
    if salary and not any(known & part.keys() for part in parts):
        raise ValueError(f"must be {ALLOWED}, not {kind_of(salary)} without an amount")


def _figure(value: Any) -> str | None:
    """Read an amount as text; None where it is empty or nothing, as 0 is."""
    text = read_text(value, allowed=ALLOWED)
    if text is None or (BARE.fullmatch(text) and not text.strip("0 .,-–")):
        return None
    is_negative = _is_number(value) and value < 0
    return None if is_negative else text.strip()


def _names_sum(text: str | None) -> bool:
    return text is not None and any(character.isdigit() for character in text)


def _in_order(*bounds: str | None) -> Iterator[str]:
    given = [bound for bound in bounds if bound is not None]
    if all(map(PLAIN.fullmatch, given)):
        given.sort(key=float)
    yield from given


def _currency(value: Any) -> str | None:
    return next((read_text(member, keys=("code", "name")) for member in many(value)), None)


def _unit(value: Any) -> str | None:
    text = next((read_text(member, keys=("unitText", "name")) for member in many(value)), None)
    if text is None:
        return None
    bare = PER.sub("", text.rsplit("/", 1)[-1].strip())
    unit = UNIT_OF.get(bare.upper(), bare.lower())
    return unit if len(unit) <= LONGEST_UNIT else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
