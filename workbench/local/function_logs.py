"""What functions log, read as CloudWatch reads it: JSON lines, some of which have metrics.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.local.metric_math import Metric

_MARK = b'"_aws"'


class FunctionLogs:
    """The lines with metrics in a folder of logs; each is read once, when somebody asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}
        self._lines: list[dict[str, Any]] = []
        self._points: dict[Metric, list[tuple[float, float]]] = defaultdict(list)
        self._lock = threading.Lock()

    def points(self) -> Mapping[Metric, list[tuple[float, float]]]:
        """Return the time in seconds and the value of each point of each metric."""
        with self._lock:
            self._read_on()
            return {metric: list(found) for metric, found in self._points.items()}

    def lines(self, start: float, end: float) -> list[Mapping[str, Any]]:
        """Return the lines between two times in seconds."""
        with self._lock:
            self._read_on()
            return [line for line in self._lines if start <= _time(line) <= end]

    def _read_on(self) -> None:
        for path in sorted(self._folder.glob("*.log")):
            for line in self._new_lines(path):
                self._lines.append(line)
                for metric, value in _metrics(line):
                    self._points[metric].append((_time(line), value))

    def _new_lines(self, path: Path) -> Iterator[dict[str, Any]]:
        with path.open("rb") as log:
            log.seek(self._read.get(path, 0))
            for raw in log:
                if not raw.endswith(b"\n"):
                    return  # it is being written
                self._read[path] = self._read.get(path, 0) + len(raw)
                if _MARK not in raw:
                    continue
                try:
                    line = json.loads(raw)
                except ValueError:  # of a process that was killed: CloudWatch counts none of it
                    continue
                if isinstance(line, dict) and isinstance(line.get("_aws"), dict):
                    yield line


def _time(line: Mapping[str, Any]) -> float:
    return float(line["_aws"]["Timestamp"]) / 1000


def _metrics(line: Mapping[str, Any]) -> Iterator[tuple[Metric, float]]:
    for directive, metric, names in embedded_in(line):
        dimensions = frozenset((name, str(line[name])) for name in names)
        value = line[metric]
        for one in value if isinstance(value, list) else [value]:
            yield (directive["Namespace"], metric, dimensions), float(one)


def embedded_in(line: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str, list[str]]]:
    """Yield the metrics that a line embeds: each directive, a metric's name and its dimensions'."""
    for directive in line["_aws"]["CloudWatchMetrics"]:
        for names in directive["Dimensions"]:
            for metric in directive["Metrics"]:
                yield directive, metric["Name"], names
