"""Logs Insights: queries of the form `filter … | stats … by … | sort … | limit …`.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
has many more; those that a dashboard of ours asks have this form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

Line = Mapping[str, Any]

_FIELD: Final = r"(`[^`]+`|@?[A-Za-z_][\w.]*)"
_PRESENT: Final = re.compile(rf"ispresent\({_FIELD}\)")
_EQUAL: Final = re.compile(rf'{_FIELD} = "([^"]*)"')
_AGGREGATE: Final = re.compile(
    rf"(sum|avg|min|max|count)\((?:\*|{_FIELD})\)(?: \* (\d+(?:\.\d+)?))? as (\w+)"
)
_MOST_ROWS: Final = 1000


class InvalidQueryError(ValueError):
    """A query is not of the form that is known here."""


def rows_of(query: str, lines: Iterable[Line]) -> list[dict[str, str]]:
    """Answer a query from lines; raises `InvalidQueryError`."""
    rows: list[dict[str, Any]] = [dict(line) for line in lines]
    limit = _MOST_ROWS
    for command in " ".join(query.split()).split(" | "):
        name, _, text = command.partition(" ")
        match name:
            case "filter":
                rows = [row for row in rows if _holds(text, row)]
            case "stats":
                rows = _stats(text, rows)
            case "sort":
                field, _, order = text.partition(" ")
                rows.sort(key=itemgetter(field), reverse=order == "desc")
            case "limit":
                limit = int(text)
            case _:
                raise InvalidQueryError(f"{command} is not known here")
    return [{name: _printed(value) for name, value in row.items()} for row in rows[:limit]]


def _holds(text: str, row: Line) -> bool:
    return all(_condition(part.strip(), row) for part in text.split(" and "))


def _condition(text: str, row: Line) -> bool:
    if found := _PRESENT.fullmatch(text):
        return _value(row, found[1]) is not None
    if found := _EQUAL.fullmatch(text):
        return str(_value(row, found[1])) == found[2]
    raise InvalidQueryError(f"{text} is not known here")


def _stats(text: str, rows: Sequence[Line]) -> list[dict[str, Any]]:
    asked, _, by = text.partition(" by ")
    names = [name.strip() for name in by.split(",")] if by else []
    aggregates = [_AGGREGATE.fullmatch(part.strip()) for part in asked.split(",")]
    groups: dict[tuple[str, ...], list[Line]] = {}
    for row in rows:
        key = tuple(str(_value(row, name)) for name in names)
        groups.setdefault(key, []).append(row)
    answers: list[dict[str, Any]] = []
    for key, group in groups.items():
        answer: dict[str, Any] = dict(zip(names, key, strict=True))
        for found in aggregates:
            if found is None:
                raise InvalidQueryError(f"{asked} is not known here")
            answer[found[4]] = _aggregate(found[1], found[2], group) * float(found[3] or 1)
        answers.append(answer)
    return answers


def _aggregate(function: str, field: str | None, group: Sequence[Line]) -> float:
    if field is None:
        return float(len(group))
    # A metric of the embedded format is a list of its values.
    found = [_value(row, field) for row in group]
    numbers = [
        float(n) for it in found for n in (it if isinstance(it, list) else [it]) if n is not None
    ]
    match function:
        case "count":
            return float(len(numbers))
        case "sum":
            return sum(numbers)
        case "avg":
            return sum(numbers) / len(numbers) if numbers else 0.0
        case "min":
            return min(numbers)
    return max(numbers)


def _value(row: Line, field: str) -> Any:
    name = field.strip("`")
    if name in row:
        return row[name]
    head, _, rest = name.partition(".")
    inner = row.get(head)
    return _value(inner, rest) if rest and isinstance(inner, Mapping) else None


def _printed(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
