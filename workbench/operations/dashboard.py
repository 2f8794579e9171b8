"""Dashboard: that of a stack in CloudWatch, drawn in a terminal.

What it shows is defined once, in template.yaml: the stack's own dashboard is read and each of its
widgets is drawn. CloudWatch bills $0.01 for 1,000 metrics that are asked for, and Logs Insights
$0.005 for a gigabyte that it reads.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console, RenderableType
from rich.live import Live

from workbench.operations.dashboard_picture import picture
from workbench.operations.dashboard_tables import Tables
from workbench.operations.dashboard_widgets import graph_of, queries_of
from workbench.running.interruption import interruptible
from workbench.stack import Stack, aws_errors_explained

LONGEST_BETWEEN_LOOKS = 0.2  # seconds until Ctrl-C is noticed


def watch(stack: Stack, *, span: timedelta, every: int, once: bool, logs: bool) -> None:
    """Draw the dashboard every so many seconds until Ctrl-C, and once where no terminal is."""
    console = Console(highlight=False)
    with aws_errors_explained():
        view = DashboardView(stack, span=span, logs=logs)
        if once or not console.is_terminal:
            console.print(view.picture(console.width))
            return
        with (
            interruptible() as stop,
            Live(console=console, screen=True, auto_refresh=False) as live,
        ):
            while not stop():
                live.update(view.picture(console.width), refresh=True)
                _wait(every, stop)


class DashboardView:
    """The dashboard of a stack, and what its widgets showed last."""

    def __init__(
        self,
        stack: Stack,
        *,
        span: timedelta,
        logs: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._name = stack.output("DashboardName")
        self._cloudwatch = stack.client("cloudwatch")
        self._span = span
        self._now = now
        body = self._cloudwatch.get_dashboard(DashboardName=self._name)["DashboardBody"]
        widgets: list[dict[str, Any]] = json.loads(body)["widgets"]
        self._graphs = [widget for widget in widgets if widget["type"] == "metric"]
        tables = [widget for widget in widgets if widget["type"] == "log"] if logs else []
        self._tables = Tables(tables, stack.client("logs"))

    def picture(self, width: int) -> RenderableType:
        """Ask for what the widgets show now, and draw it for so many columns."""
        end = self._now()
        found = self._measure(end - self._span, end)
        graphs = [graph_of(it, found, end - self._span, end) for it in self._graphs]
        tables = self._tables.read(end - self._span, end)
        return picture(self._name, graphs, tables, self._span, end, width)

    def _measure(self, start: datetime, end: datetime) -> dict[str, list[dict[str, Any]]]:
        """Find the results of each query by its id: several for a search."""
        asked = [query for widget in self._graphs for query in queries_of(widget)]
        pages = self._cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=asked, StartTime=start, EndTime=end, ScanBy="TimestampAscending"
        )
        found: dict[str, list[dict[str, Any]]] = {}
        for page in pages:
            for result in page["MetricDataResults"]:
                found.setdefault(result["Id"], []).append(result)
        return found


def _wait(seconds: float, stop: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not stop() and (left := deadline - time.monotonic()) > 0:
        time.sleep(min(left, LONGEST_BETWEEN_LOOKS))
