"""CloudWatch on this machine: what functions log becomes metrics, and GetMetricData answers.

moto has the API, but neither expressions nor percentiles, and none of the metrics that AWS makes of
logs, queues and executions. Nothing is read or counted until somebody asks.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from moto.cloudwatch.exceptions import ValidationError
from moto.cloudwatch.models import CloudWatchBackend
from moto.logs import models as logs_models

from workbench.local.function_logs import FunctionLogs
from workbench.local.log_insights import InvalidQueryError, rows_of
from workbench.local.metric_math import InvalidExpressionError, Metric, MetricMath, Series, Value
from workbench.local.service_metrics import QueueSamples, executions

Points = Mapping[Metric, Sequence[tuple[float, float]]]
"""The time in seconds and the value of each point."""

_PROPERTY = re.compile(r"\$\{PROP\('Dim\.(\w+)'\)\}")
_PERCENTILE = re.compile(r"p(\d+(?:\.\d+)?)")


@contextmanager
def cloudwatch_of(folder: Path) -> Iterator[None]:
    """Let CloudWatch answer from the logs of functions in a folder until the block ends."""
    logs, queues = FunctionLogs(folder), QueueSamples()

    def get_metric_data(
        backend: CloudWatchBackend,
        queries: Sequence[Mapping[str, Any]],
        start_time: datetime,
        end_time: datetime,
        scan_by: str = "TimestampAscending",
    ) -> list[dict[str, Any]]:
        points: dict[Metric, list[tuple[float, float]]] = defaultdict(list)
        account = (backend.account_id, backend.region_name)
        sources = (logs.points(), _put(backend), queues.points(*account), executions(*account))
        for source in sources:
            for metric, found in source.items():
                points[metric].extend(found)
        try:
            answer = Answer(queries, points, start_time.timestamp(), end_time.timestamp())
            return [
                _result(query, series, newest_first=scan_by == "TimestampDescending")
                for query in queries
                if query.get("ReturnData", True)
                for series in answer.series(query["Id"])
            ]
        except InvalidExpressionError as error:
            raise ValidationError(str(error)) from error

    def execute_query(
        log_groups: Sequence[Any],  # noqa: ARG001  # all functions log to one
        query: str,
        start_time: int,
        end_time: int,
    ) -> list[dict[str, str]]:
        try:
            return rows_of(query, logs.lines(start_time, end_time))
        except InvalidQueryError as error:
            raise ValidationError(str(error)) from error

    with (
        patch.object(CloudWatchBackend, "get_metric_data", get_metric_data),
        patch.object(logs_models, "execute_query", execute_query),
    ):
        yield


class Answer:
    """What a request's queries find between two times in seconds."""

    def __init__(
        self, queries: Sequence[Mapping[str, Any]], points: Points, start: float, end: float
    ) -> None:
        self._queries = {query["Id"]: query for query in queries}
        self._points = points
        self._start = start
        self._end = end
        self._math = MetricMath(start, end, named=self._value, search=self._search)
        self._known: dict[str, Value] = {}

    def series(self, name: str) -> list[Series]:
        """Return what a query finds: nothing, one series or, for a search, several."""
        value = self._value(name)
        if isinstance(value, float):
            raise InvalidExpressionError(f"{name} is a number, not a time series")
        return value if isinstance(value, list) else [value]

    def _value(self, name: str) -> Value:
        if name not in self._queries:
            raise InvalidExpressionError(f"no query has the id {name}")
        if name not in self._known:
            query = self._queries[name]
            self._known[name] = (
                self._math.evaluate(query["Expression"])
                if "Expression" in query
                else self._measured(query["MetricStat"])
            )
        return self._known[name]

    def _measured(self, asked: Mapping[str, Any]) -> Series:
        metric = asked["Metric"]
        dimensions = {it["Name"]: it["Value"] for it in metric.get("Dimensions", [])}
        key = (metric["Namespace"], metric["MetricName"], frozenset(dimensions.items()))
        return self._by_period(key, asked["Stat"], int(asked["Period"]))

    def _search(
        self,
        namespace: str,
        terms: Mapping[str, str],
        dimensions: frozenset[str],
        statistic: str,
        period: int,
    ) -> list[Series]:
        wanted = [
            key
            for key in self._points
            if key[0] == namespace
            and {name for name, _ in key[2]} == dimensions
            and terms.items() <= {("MetricName", key[1]), *key[2]}
        ]
        series = [self._by_period(it, statistic, period) for it in sorted(wanted, key=_order)]
        return [it for it in series if it.values]

    def _by_period(self, metric: Metric, statistic: str, period: int) -> Series:
        found: dict[int, list[float]] = defaultdict(list)
        for at, value in self._points.get(metric, ()):
            if self._start <= at < self._end:
                found[int(at) // period * period].append(value)
        values = {at: statistic_of(statistic, found[at]) for at in sorted(found)}
        return Series(period, values, dict(metric[2]))


def statistic_of(name: str, values: Sequence[float]) -> float:
    """Return a statistic of the values of a period; raises `InvalidExpressionError`."""
    if found := _PERCENTILE.fullmatch(name):
        ordered = sorted(values)
        position = float(found[1]) / 100 * (len(ordered) - 1)
        below = int(position)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (position - below) * (ordered[above] - ordered[below])
    match name:
        case "Sum":
            return sum(values)
        case "Average":
            return sum(values) / len(values)
        case "Maximum":
            return max(values)
        case "Minimum":
            return min(values)
        case "SampleCount":
            return float(len(values))
    raise InvalidExpressionError(f"{name} is no statistic")


def _order(metric: Metric) -> tuple[str, list[tuple[str, str]]]:
    return metric[1], sorted(metric[2])


def _put(backend: CloudWatchBackend) -> dict[Metric, list[tuple[float, float]]]:
    points: dict[Metric, list[tuple[float, float]]] = defaultdict(list)
    for it in backend.metric_data:
        if hasattr(it, "value"):
            dimensions = frozenset((str(one.name), str(one.value)) for one in it.dimensions)
            at = it.timestamp.replace(tzinfo=it.timestamp.tzinfo or UTC)
            points[it.namespace, it.name, dimensions].append((at.timestamp(), float(it.value)))
    return points


def _result(query: Mapping[str, Any], series: Series, *, newest_first: bool) -> dict[str, Any]:
    label = query.get("Label") or " ".join([query["Id"], *sorted(series.dimensions.values())])
    times = sorted(series.values, reverse=newest_first)
    return {
        "id": query["Id"],
        "label": _PROPERTY.sub(lambda found: series.dimensions.get(found[1], ""), label),
        "values": [series.values[at] for at in times],
        "timestamps": [datetime.fromtimestamp(at, UTC) for at in times],
        "status_code": "Complete",
    }
