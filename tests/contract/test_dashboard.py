"""The dashboard shows what is emitted, within CloudWatch's limits."""

import re
from itertools import combinations

from tests.contract.deployable import resources
from tests.contract.watched import dashboard_body, emitted, watched_by_widget

BODY = dashboard_body()
GRAPHS = [widget for widget in BODY["widgets"] if widget["type"] == "metric"]
TABLES = [widget for widget in BODY["widgets"] if widget["type"] == "log"]
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
MOST_METRICS, MOST_METRICS_OF_ALL, MOST_WIDGETS = 500, 2500, 500
MOST_QUERIES = 500  # of GetMetricData
GRID = 24


def should_show_metrics_that_somebody_emits() -> None:
    for widget in GRAPHS:
        watched = set(watched_by_widget(widget))
        assert watched
        assert watched <= emitted(), widget["properties"]["title"]


def should_show_every_metric_of_ours_that_is_told_by_model() -> None:
    shown = {name for widget in GRAPHS for _, name, _ in watched_by_widget(widget)}
    assert {"Calls", "InputTokens", "OutputTokens", "CostUsd", "DraftsBlocked"} <= shown


def should_overlap_nothing_and_stay_on_the_grid() -> None:
    places = [tuple(it[side] for side in ("x", "y", "width", "height")) for it in BODY["widgets"]]
    for x, _, width, _ in places:
        assert 0 <= x < x + width <= GRID
    for (x, y, width, height), (x2, y2, width2, height2) in combinations(places, 2):
        assert x + width <= x2 or x2 + width2 <= x or y + height <= y2 or y2 + height2 <= y


def should_stay_below_the_limits_of_dashboards() -> None:
    counts = [len(widget["properties"]["metrics"]) for widget in GRAPHS]
    assert len(BODY["widgets"]) <= MOST_WIDGETS
    assert max(counts) <= MOST_METRICS
    assert sum(counts) <= min(MOST_METRICS_OF_ALL, MOST_QUERIES)


def should_use_every_id_once_and_name_no_other() -> None:
    """One request of GetMetricData asks for all of them."""
    ids = [options["id"] for it in GRAPHS for *_, options in it["properties"]["metrics"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]\w*", name) for name in ids)
    for widget in GRAPHS:
        options = [options for *_, options in widget["properties"]["metrics"]]
        own = {it["id"] for it in options}
        text = " ".join(re.sub(r"'[^']*'", "", it.get("expression", "")) for it in options)
        assert set(re.findall(r"\b[a-z_]+\b", text)) <= own


def should_label_every_line() -> None:
    for widget in GRAPHS:
        assert widget["properties"]["title"]
        assert all(options["label"] for *_, options in widget["properties"]["metrics"])


def should_ask_the_logs_what_saved_queries_ask() -> None:
    queries = resources("AWS::Logs::QueryDefinition").values()
    saved = {" ".join(query["QueryString"].split()): query["Name"]["Fn::Sub"] for query in queries}
    assert TABLES
    for widget in TABLES:
        source, _, query = widget["properties"]["query"].partition(" | ")
        assert source == "SOURCE 'FunctionLogs'"
        assert saved[query].rpartition("/")[2] == widget["properties"]["title"]
