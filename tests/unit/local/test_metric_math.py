"""Metric math, as CloudWatch documents it."""

from collections.abc import Mapping

import pytest

from workbench.local.metric_math import InvalidExpressionError, MetricMath, Series, Value

A = Series(60, {0: 4.0, 60: 6.0, 120: 1.0}, {"model": "a"})
B = Series(60, {60: 2.0, 120: 0.0}, {"model": "b"})


def search(
    namespace: str, terms: Mapping[str, str], names: frozenset[str], statistic: str, period: int
) -> list[Series]:
    asked = (namespace, dict(terms), names, statistic, period)
    assert asked == ("Own", {"MetricName": "Calls"}, frozenset({"model"}), "Sum", 60)
    return [A, B]


def evaluated(expression: str) -> Value:
    named: Mapping[str, Value] = {"a": A, "b": B}
    return MetricMath(0, 180, named=named.__getitem__, search=search).evaluate(expression)


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("a + b", {60: 8.0, 120: 1.0}),
        ("100 * a", {0: 400.0, 60: 600.0, 120: 100.0}),
        ("a / b", {60: 3.0}),  # nothing was measured, and nothing is divided by zero
        ("FILL(b, 0) - 1", {0: -1.0, 60: 1.0, 120: -1.0}),
        ("RUNNING_SUM(a)", {0: 4.0, 60: 10.0, 120: 11.0}),
        ("SUM(SEARCH('{Own,model} MetricName=\"Calls\"', 'Sum', 60))", {0: 4.0, 60: 8.0, 120: 1.0}),
    ],
)
def should_compute_what_was_measured_in_the_same_period(
    expression: str, values: Mapping[int, float]
) -> None:
    found = evaluated(expression)
    assert isinstance(found, Series)
    assert found.values == values


def should_compute_each_series_that_a_search_finds() -> None:
    found = evaluated("SEARCH('{Own,model} MetricName=\"Calls\"', 'Sum', 60) * 2")
    assert isinstance(found, list)
    assert [(it.dimensions["model"], it.values[60]) for it in found] == [("a", 12.0), ("b", 4.0)]


@pytest.mark.parametrize(
    "expression", ["a +", "MEDIAN(a)", "a.values", "FILL(a)", "SEARCH('x', 'Sum', 60)", "[a]"]
)
def should_refuse_what_it_does_not_know(expression: str) -> None:
    with pytest.raises(InvalidExpressionError):
        evaluated(expression)
