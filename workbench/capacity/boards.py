"""Boards: some sizes of job board, each simulated with the defaults and with what it takes."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.capacity.busiest_hour import Figures, busiest_hour
from workbench.capacity.sizing import advised, quotas_to_ask, raised
from workbench.capacity.system import Parameters, Quotas, Work, quotas_of, work_of
from workbench.capacity.tables import Board
from workbench.errors import UsageError
from workbench.estimate.estimating import estimate, recorded_workload
from workbench.estimate.recording import read_recording

SIZES = (10_000, 1_000_000, 10_000_000)
DEFAULTS = Parameters()
OBJECTIVE_S = 120.0  # PublishLatencyObjective's default


@dataclass(frozen=True)
class CapacityOptions:
    """Options of `summariser simulate-capacity`."""

    listings_a_day: tuple[float, ...] = SIZES
    model: str = "nova-lite"
    model_s: float = 3.0
    region: str = "us-east-1"
    tokens_per_minute: float | None = None
    objective_s: float = OBJECTIVE_S
    parameters: Parameters = DEFAULTS
    seed: int = 1


def boards(
    options: CapacityOptions, progress: Callable[[str, float], None] = lambda *_: None
) -> tuple[Work, list[Board]]:
    """Simulate each size; `progress` is called with what is simulated and how far it has come.

    Raises `UsageError` where the model or the region has no price.
    """
    work = work_of(read_recording(), model_s=options.model_s)
    quotas = quotas_of(options.region, tokens_per_minute=options.tokens_per_minute)
    return work, [_board(size, work, quotas, options, progress) for size in options.listings_a_day]


def _board(
    size: float,
    work: Work,
    quotas: Quotas,
    options: CapacityOptions,
    progress: Callable[[str, float], None],
) -> Board:
    def simulated(name: str, parameters: Parameters, quotas: Quotas) -> Figures:
        title = f"{size:,.0f} a day, {name}"
        return busiest_hour(
            size,
            work,
            parameters,
            quotas,
            seed=options.seed,
            progress=lambda share: progress(title, share),
        )

    asked = quotas_to_ask(size, work, quotas, options.objective_s)
    best = advised(size, work, options.objective_s)
    return Board(
        size,
        simulated("defaults", options.parameters, quotas),
        simulated("advised", best, raised(quotas, asked)),
        asked,
        _month_usd(size, options),
    )


def _month_usd(size: float, options: CapacityOptions) -> float:
    found = estimate(recorded_workload(read_recording(), size), options.region)
    months = {it.model: it for it in found.models}
    if options.model not in months:
        raise UsageError(
            f"{options.model} has no price in {options.region}: choose --model from "
            f"{', '.join(sorted(months))}."
        )
    return months[options.model].on_demand_usd + found.around_usd
