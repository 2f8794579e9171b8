"""The picture of a dashboard, as a terminal shows it."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from workbench.operations.dashboard_picture import blocks, number, picture
from workbench.operations.dashboard_tables import Table
from workbench.operations.dashboard_widgets import Graph, Line, graph_of, queries_of

END = datetime(2026, 11, 26, 12, 3, 20, tzinfo=UTC)
SPAN = timedelta(minutes=3)
WIDGET = {
    "type": "metric",
    "x": 0,
    "y": 0,
    "width": 12,
    "properties": {
        "title": "Summaries",
        "period": 60,
        "stat": "Sum",
        "metrics": [
            ["Own", "Published", "stage", "dev", {"id": "published", "label": "published"}],
            ["Own", "Held", "stage", "dev", {"id": "held", "label": "held", "visible": False}],
            [{"expression": "held / published", "id": "share", "label": "share"}],
        ],
    },
}


def drawn(width: int, *graphs: Graph, tables: tuple[Table, ...] = ()) -> str:
    console = Console(file=StringIO(), width=width, record=True)
    console.print(picture("listing-summariser-dev", graphs, tables, SPAN, END, width))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


def should_draw_each_graph_with_its_numbers_where_cloudwatch_has_it() -> None:
    summaries = Graph(
        "Summaries",
        0,
        0,
        12,
        (
            Line("published", (0.0, 4.0, 8.0, None), adds_up=True),
            Line("held", (None, None, 1.0, 1.0), adds_up=True),
        ),
    )
    latency = Graph("Latency", 12, 0, 12, (Line("p95", (1.5, 12.25, None, 3.0), adds_up=False),))
    cost = Graph("Cost", 0, 6, 24, ())
    table = Table("Drafts blocked", ("code", "drafts"), (("form", "3"), ("money", "1")))
    expected = Path(__file__).with_name("dashboard.txt").read_text(encoding="utf-8")
    assert drawn(112, summaries, latency, cost, tables=(table,)) + "\n" == expected


@pytest.mark.parametrize("width", [40, 60, 80, 109])
def should_draw_a_graph_in_each_row_of_a_narrow_terminal(width: int) -> None:
    graphs = [
        Graph(title, 12 * x, 0, 12, (Line("published", (1.0,) * 180, adds_up=True),))
        for x, title in enumerate(("One", "Two"))
    ]
    lines = drawn(width, *graphs).splitlines()
    assert max(map(len, lines)) <= width
    assert [line[3:6] for line in lines if line.startswith("╭")] == ["One", "Two"]


def should_draw_blocks_from_zero_to_the_largest_value() -> None:
    assert blocks((0, 1, 2, 3, 4, 5, 6, 7), 20) == "▁▂▃▄▅▆▇█"
    assert blocks((7, None, 0), 20) == "█ ▁"
    assert blocks((0, 0), 20) == "▁▁"
    assert blocks((None, None), 20) == "  "
    assert blocks((), 20) == ""


def should_show_the_largest_value_of_what_has_no_room() -> None:
    values = [1.0] * 180
    values[100] = 9.0
    drawn_ = blocks(values, 60)
    assert len(drawn_) == 60
    assert drawn_.count("█") == 1


def should_keep_what_a_label_says_from_moving_the_cursor() -> None:
    graph = Graph("Calls", 0, 0, 24, (Line("a\x1b[2Jb", (1.0,), adds_up=True),))
    assert "\x1b[2J" not in drawn(120, graph)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.00123, "0.00123"), (12.25, "12.2"), (1234567.8, "1,234,568")]
)
def should_write_numbers_for_people(value: float, text: str) -> None:
    assert number(value) == text


def should_ask_for_each_metric_of_a_widget() -> None:
    published, held, share = queries_of(WIDGET)
    metric = {
        "Namespace": "Own",
        "MetricName": "Published",
        "Dimensions": [{"Name": "stage", "Value": "dev"}],
    }
    assert published["MetricStat"] == {"Metric": metric, "Period": 60, "Stat": "Sum"}
    assert (published["ReturnData"], held["ReturnData"]) == (True, False)
    assert (share["Expression"], share["Period"]) == ("held / published", 60)


def should_add_up_what_a_search_finds_and_nothing_that_is_computed() -> None:
    search = "SEARCH('{Own,model} MetricName=\"Calls\"', 'Sum', 60)"
    expressions = {"calls": search, "each": f"SUM({search}) / published"}
    metrics = [[{"expression": it, "id": name, "label": name}] for name, it in expressions.items()]
    widget = {
        **WIDGET,
        "properties": {"title": "", "period": 60, "stat": "Sum", "metrics": metrics},
    }
    found = {name: [{"Label": name, "Timestamps": [END], "Values": [1.0]}] for name in expressions}
    lines = graph_of(widget, found, END - SPAN, END).lines
    assert [(line.label, line.adds_up) for line in lines] == [("calls", True), ("each", False)]


def should_lay_results_out_over_the_periods() -> None:
    noon = END.replace(minute=0, second=0)
    pages = [
        {"Label": "published", "Timestamps": [noon + timedelta(minutes=1)], "Values": [4.0]},
        {"Label": "published", "Timestamps": [noon + timedelta(minutes=3)], "Values": [2.0]},
    ]
    share = {"Label": "share", "Timestamps": [noon], "Values": [0.5]}
    graph = graph_of(WIDGET, {"published": pages, "share": [share]}, END - SPAN, END)
    assert graph.lines == (
        Line("published", (None, 4.0, None, 2.0), adds_up=True),
        Line("share", (0.5, None, None, None), adds_up=False),
    )
