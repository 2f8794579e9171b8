"""Picture: graphs as lines of blocks with their numbers beside them, in CloudWatch's layout."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from workbench.operations.dashboard_tables import Table
from workbench.operations.dashboard_widgets import Graph, Line
from workbench.operations.dead_letters import age
from workbench.running.printing import printable

BLOCKS = "▁▂▃▄▅▆▇█"
NARROW = 110  # columns, below which each graph has a row of its own
NUMBERS = 34  # columns beside the blocks: borders, a label and three numbers
FEWEST_BLOCKS, MOST_BLOCKS = 8, 60
GRID = 24  # columns of CloudWatch's grid
MOST_ROWS = 8


def picture(
    name: str,
    graphs: Sequence[Graph],
    tables: Sequence[Table],
    span: timedelta,
    end: datetime,
    width: int,
) -> RenderableType:
    """Draw a dashboard for a terminal of so many columns."""
    rows: list[RenderableType] = [
        Text(f"{name}: {age(span)} until {end:%d %B %H:%M} UTC", style="bold")
    ]
    if width < NARROW:
        rows.extend(_panel(graph, width, len(graph.lines)) for graph in graphs)
    else:
        placed = sorted(graphs, key=lambda graph: (graph.y, graph.x))
        for _, row in groupby(placed, key=lambda graph: graph.y):
            rows.append(_row(list(row), width))
    rows.extend(_rows_of(table) for table in tables)
    return Group(*rows)


def blocks(values: Sequence[float | None], width: int) -> str:
    """Draw values as so many blocks at most, each as high as the largest value of its part.

    The scale begins at zero. A blank is a part in which nothing was measured.
    """
    count = min(width, len(values))
    edges = [round(part * len(values) / count) for part in range(count + 1)] if count else [0]
    parts = [
        [value for value in values[start:end] if value is not None]
        for start, end in pairwise(edges)
    ]
    highest = max((value for part in parts for value in part), default=0)
    top = len(BLOCKS) - 1
    return "".join(
        (BLOCKS[max(0, round(max(part) / highest * top))] if highest > 0 else BLOCKS[0])
        if part
        else " "
        for part in parts
    )


def number(value: float) -> str:
    """Write a number for people, in three digits or whole."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _row(graphs: Sequence[Graph], width: int) -> RenderableType:
    grid = Grid.grid(expand=True)
    for graph in graphs:
        grid.add_column(ratio=graph.width)
    most = max(len(graph.lines) for graph in graphs)
    grid.add_row(*(_panel(graph, width * graph.width // GRID, most) for graph in graphs))
    return grid


def _panel(graph: Graph, width: int, most_lines: int) -> Panel:
    lines = Grid.grid(padding=(0, 1, 0, 0))
    lines.add_column(max_width=20, overflow="ellipsis", no_wrap=True)
    lines.add_column(no_wrap=True, style="cyan")
    for _ in range(2):
        lines.add_column(justify="right", no_wrap=True)
    lines.add_row("", "", Text("latest", style="dim"), Text("sum or most", style="dim"))
    room = max(FEWEST_BLOCKS, min(MOST_BLOCKS, width - NUMBERS - _longest(graph)))
    for line in graph.lines:
        lines.add_row(Text(printable(line.label)), blocks(line.values, room), *_numbers(line))
    if not graph.lines:
        lines.add_row(Text("nothing yet", style="dim"), "", "", "")
    return Panel(
        lines,
        title=graph.title,
        title_align="left",
        border_style="dim",
        height=max(1, most_lines) + 3,  # of the row's other graphs: borders and a heading besides
    )


def _longest(graph: Graph) -> int:
    return min(20, max((len(line.label) for line in graph.lines), default=0))


def _numbers(line: Line) -> tuple[str, str]:
    measured = [value for value in line.values if value is not None]
    if not measured:
        return "-", "-"
    whole = f"Σ {number(sum(measured))}" if line.adds_up else number(max(measured))
    return number(measured[-1]), whole


def _rows_of(table: Table) -> Panel:
    grid = Grid(box=None, padding=(0, 2, 0, 0))
    for column in table.columns:
        grid.add_column(column, header_style="dim")
    for row in table.rows[:MOST_ROWS]:
        grid.add_row(*(Text(printable(cell)) for cell in row))
    left = len(table.rows) - MOST_ROWS
    content: RenderableType = grid if table.rows else Text("nothing yet", style="dim")
    caption = f"and {left} more rows" if left > 0 else None
    return Panel(
        content,
        title=table.title,
        title_align="left",
        subtitle=caption,
        subtitle_align="left",
        border_style="dim",
    )
