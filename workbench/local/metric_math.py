"""Metric math: the expressions of GetMetricData, as far as a dashboard of ours uses them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
They read as Python's do, so Python parses them.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

Metric = tuple[str, str, frozenset[tuple[str, str]]]
"""A namespace, a name and the dimensions."""
Search = Callable[[str, Mapping[str, str], frozenset[str], str, int], list["Series"]]

_SCHEMA: Final = re.compile(r"\{([^}]+)\}(.*)", re.DOTALL)
_TERM: Final = re.compile(r'(\w+)="([^"]*)"')
_OPERATORS: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class InvalidExpressionError(ValueError):
    """An expression is none, or uses what is not known here."""


@dataclass(frozen=True)
class Series:
    """A value for each period of `period` seconds in which there is one, by the period's start."""

    period: int
    values: Mapping[int, float]
    dimensions: Mapping[str, str]


Value = float | Series | list[Series]


class MetricMath:
    """Evaluates expressions between two times in seconds."""

    def __init__(
        self, start: float, end: float, *, named: Callable[[str], Value], search: Search
    ) -> None:
        """`named` gives what another query of the request has; `search` what matches a search.

        A search has a namespace, the values that a metric's name and dimensions must have, the
        names of its dimensions, a statistic and a period.
        """
        self._start = start
        self._end = end
        self._named = named
        self._search = search
        self._functions: dict[str, Callable[..., Value]] = {
            "FILL": self._fill,
            "SUM": _sum,
            "RUNNING_SUM": _running_sum,
        }

    def evaluate(self, expression: str) -> Value:
        """Evaluate an expression; raises `InvalidExpressionError`."""
        try:
            return self._value(ast.parse(expression, mode="eval").body)
        except (SyntaxError, TypeError, AttributeError) as error:
            raise InvalidExpressionError(f"{expression}: {error}") from error

    def _value(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name):
                return self._named(name)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _combined(_OPERATORS[type(op)], self._value(left), self._value(right))
            case ast.Call(func=ast.Name(id="SEARCH"), args=arguments):
                return self._find(*(ast.literal_eval(argument) for argument in arguments))
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in self._functions:
                return self._functions[name](*map(self._value, arguments))
        raise InvalidExpressionError(f"{ast.unparse(node)} is not known here")

    def _find(self, text: str, statistic: str, period: int) -> list[Series]:
        found = _SCHEMA.fullmatch(text.strip())
        if found is None:
            raise InvalidExpressionError(f"{text} names no schema")
        namespace, *dimensions = (name.strip() for name in found[1].split(","))
        terms = dict(_TERM.findall(found[2]))
        return self._search(namespace, terms, frozenset(dimensions), statistic, period)

    def _fill(self, series: Series, value: float) -> Series:
        first = int(self._start) // series.period * series.period
        periods = range(first, int(self._end), series.period)
        return replace(series, values={at: series.values.get(at, value) for at in periods})


def _sum(array: list[Series]) -> Series:
    total: dict[int, float] = {}
    for series in array:
        for at, value in series.values.items():
            total[at] = total.get(at, 0.0) + value
    return Series(array[0].period if array else 60, dict(sorted(total.items())), {})


def _running_sum(series: Series) -> Series:
    times = sorted(series.values)
    sums = accumulate(series.values[at] for at in times)
    return replace(series, values=dict(zip(times, sums, strict=True)))


def _combined(function: Callable[[float, float], float], left: Value, right: Value) -> Value:
    if isinstance(left, list):
        return [_of_series(function, series, right) for series in left]
    if isinstance(right, list):
        return [_of_series(function, left, series) for series in right]
    if isinstance(left, float) and isinstance(right, float):
        return function(left, right)
    return _of_series(function, left, right)


def _of_series(function: Callable[[float, float], float], left: Value, right: Value) -> Series:
    """Combine what has a value in the same period; division by zero gives none."""
    series = left if isinstance(left, Series) else right
    assert isinstance(series, Series)  # noqa: S101
    values = {}
    for at in series.values:
        a, b = _at(left, at), _at(right, at)
        if a is not None and b is not None and not (function is operator.truediv and b == 0):
            values[at] = function(a, b)
    return replace(series, values=values)


def _at(value: Value, at: int) -> float | None:
    if isinstance(value, float):
        return value
    assert isinstance(value, Series)  # noqa: S101
    return value.values.get(at)
