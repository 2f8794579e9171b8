"""Widgets: the metrics of a dashboard's body as queries, and their results as lines of a graph.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """A line of a graph: a value for each period, oldest first, None where none was measured."""

    label: str
    values: tuple[float | None, ...]
    adds_up: bool
    """Whether the values are counts, whose sum says something."""


@dataclass(frozen=True)
class Graph:
    """A widget with its lines and its place, in the columns and rows of CloudWatch's grid."""

    title: str
    x: int
    y: int
    width: int
    lines: tuple[Line, ...]


def queries_of(widget: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the queries of GetMetricData for a widget's metrics."""
    properties = widget["properties"]
    for metric in properties["metrics"]:
        *names, options = metric
        query = {
            "Id": options["id"],
            "Label": options["label"],
            "ReturnData": options.get("visible", True),
        }
        if "expression" in options:
            period = options.get("period", properties["period"])
            yield {**query, "Expression": options["expression"], "Period": period}
        else:
            namespace, name, *dimensions = names
            pairs = zip(dimensions[::2], dimensions[1::2], strict=True)
            yield {
                **query,
                "MetricStat": {
                    "Metric": {
                        "Namespace": namespace,
                        "MetricName": name,
                        "Dimensions": [{"Name": key, "Value": value} for key, value in pairs],
                    },
                    "Period": options.get("period", properties["period"]),
                    "Stat": options.get("stat", properties["stat"]),
                },
            }


def graph_of(
    widget: Mapping[str, Any],
    found: Mapping[str, Sequence[Mapping[str, Any]]],
    start: datetime,
    end: datetime,
) -> Graph:
    """Lay the results of a widget's queries out over the periods between two times."""
    properties = widget["properties"]
    period = int(properties["period"])
    first = int(start.timestamp()) // period * period
    periods = range(first, int(end.timestamp()) + 1, period)
    lines = []
    for *names, options in properties["metrics"]:
        # A search finds metrics as they are; any other expression computes something of them.
        measured = bool(names) or options["expression"].startswith("SEARCH(")
        adds_up = measured and options.get("stat", properties["stat"]) == "Sum"
        for label, values in _merged(found.get(options["id"], ())).items():
            laid = tuple(values.get(at) for at in periods)
            lines.append(Line(label, laid, adds_up))
    return Graph(properties["title"], widget["x"], widget["y"], widget["width"], tuple(lines))


def _merged(results: Sequence[Mapping[str, Any]]) -> dict[str, dict[int, float]]:
    """Join the pages of each result by its label."""
    merged: dict[str, dict[int, float]] = {}
    for result in results:
        values = merged.setdefault(result["Label"], {})
        times = (int(at.timestamp()) for at in result["Timestamps"])
        values.update(zip(times, result["Values"], strict=True))
    return merged
