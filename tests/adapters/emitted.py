"""Metrics that were emitted, as CloudWatch reads them from a log."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Series = tuple[str, tuple[tuple[str, str], ...]]  # a metric's name, and its dimensions


def lines_of(log: str) -> list[dict[str, Any]]:
    """Read the lines of a log that are JSON objects."""
    found = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return [line for line in found if isinstance(line, dict)]


def series_of(lines: Iterable[Mapping[str, Any]]) -> set[Series]:
    """Find every metric that CloudWatch bills for these lines."""
    return {series for line in lines if "_aws" in line for series in _series(line)}


def _series(line: Mapping[str, Any]) -> Iterator[Series]:
    for directive in line["_aws"]["CloudWatchMetrics"]:
        for dimensions in directive["Dimensions"]:
            for metric in directive["Metrics"]:
                yield metric["Name"], tuple((name, line[name]) for name in dimensions)
