"""Tables: what a busiest hour comes to, for a terminal and a page of docs/ alike."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from workbench.capacity.busiest_hour import Figures
from workbench.capacity.sizing import Load
from workbench.capacity.system import Parameters, Work
from workbench.estimate.tables import Table

NEVER = "more than 10 min"
MINUTE_S, HOUR_S = 60, 3600
FULL = 0.5  # of a limit: those that are used less are not shown


@dataclass(frozen=True)
class Board:
    """A board of some size: with the default parameters, and with those that it takes."""

    listings_a_day: float
    defaults: Figures
    advised: Figures
    asked: Sequence[Load]
    month_usd: float


def tables(boards: Sequence[Board], work: Work) -> Iterator[Table]:
    """Give the tables of boards."""
    yield _latencies(boards, work)
    yield _limits(boards)
    yield _settings(boards)


def as_json(boards: Sequence[Board]) -> str:
    """Write boards for scripts; an infinite latency is null."""
    return json.dumps([_board(board) for board in boards], indent=2)


def _board(board: Board) -> dict[str, object]:
    return {
        "listings_a_day": board.listings_a_day,
        "defaults": _figures(board.defaults),
        "advised": _figures(board.advised),
        "quotas_to_ask": {load.limit: load.needed for load in board.asked},
        "month_usd": board.month_usd,
    }


def _figures(figures: Figures) -> dict[str, object]:
    outcome = figures.outcome
    latencies = {f"p{percent}_s": outcome.percentile(percent / 100) for percent in (50, 95, 99)}
    return {
        "parameters": asdict(figures.parameters),
        **{name: value if math.isfinite(value) else None for name, value in latencies.items()},
        "deferred": outcome.deferred,
        "throttled": outcome.throttled,
        "loads": {load.limit: load.share for load in figures.loads if load.share},
        "backlog": asdict(figures.backlog),
    }


def _latencies(boards: Sequence[Board], work: Work) -> Table:
    rows = [
        [_number(board.listings_a_day), name, *_of(figures)]
        for board in boards
        for name, figures in (("defaults", board.defaults), ("advised", board.advised))
    ]
    return Table(
        "Seconds from an event to its publication, in the busiest hour",
        ("listings a day", "parameters", "p50", "p95", "p99", "sent again", "longest backlog"),
        rows,
        (
            f"An execution that nothing delays takes {work.execution_s:.1f} s, of which its model "
            f"{work.calls * work.model_s:.1f} s. Five minutes are simulated from the full hour on, "
            "or more: a tenth of the hour's listings come in its first minute.",
            "The longest backlog is that of a whole day, taken as a flow.",
        ),
    )


def _of(figures: Figures) -> list[str]:
    outcome, waiting = figures.outcome, figures.backlog
    longest = "grows" if waiting.grows else _time(waiting.longest_wait_s)
    times = [_time(outcome.percentile(percent / 100)) for percent in (50, 95, 99)]
    return [*times, _number(outcome.deferred), longest]


def _limits(boards: Sequence[Board]) -> Table:
    rows = [
        [_number(board.listings_a_day), name, load.limit, _number(load.needed),
         _number(load.allowed), f"{load.share:.0%}"]
        for board in boards
        for name, figures in (("defaults", board.defaults), ("advised", board.advised))
        for load in [it for it in figures.loads if it.share > FULL] or figures.loads[:1]
    ]  # fmt: skip
    return Table(
        "What is full first",
        ("listings a day", "parameters", "limit", "needed", "allowed", "used"),
        rows,
        ("Of the busiest hour but for its first minute. Above 100 %, events wait on their queue.",),
    )


def _settings(boards: Sequence[Board]) -> Table:
    rows = [
        [_number(board.listings_a_day), _parameters(board.advised.parameters),
         "; ".join(f"{it.limit} {_number(it.needed)}" for it in board.asked) or "none",
         f"${board.month_usd:,.0f}"]
        for board in boards
    ]  # fmt: skip
    return Table(
        "What to set and to ask for",
        ("listings a day", "parameters", "quotas to ask for", "a month"),
        rows,
        ("A month is what `summariser estimate` says of the model and everything around it.",),
    )


def _parameters(parameters: Parameters) -> str:
    return (
        f"MaximumExecutions={parameters.maximum_executions} "
        f"MaximumConcurrency={parameters.maximum_concurrency}"
    )


def _number(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:.1f}"


def _time(seconds: float) -> str:
    if not math.isfinite(seconds):
        return NEVER
    if seconds < MINUTE_S:
        return f"{seconds:.1f} s"
    return f"{seconds / MINUTE_S:.0f} min" if seconds < HOUR_S else f"{seconds / HOUR_S:.1f} h"
