"""The busiest hour: its first minutes, in which a feed is published at once."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.capacity.simulation import Outcome, simulate
from workbench.capacity.sizing import Backlog, Load, backlog, loads
from workbench.capacity.system import (
    BURST_S,
    Parameters,
    Quotas,
    Work,
    burst_rate,
    busiest_rate,
)

BEFORE_S = 120.0  # until the deployment is as full as it usually is
AFTER_S = 240.0
FEWEST = 2000  # listings that are measured: a small board's minutes are lengthened


@dataclass(frozen=True)
class Figures:
    """What a day's busiest hour comes to."""

    listings_a_day: float
    parameters: Parameters
    loads: list[Load]
    backlog: Backlog
    outcome: Outcome


def busiest_hour(
    listings_a_day: float,
    work: Work,
    parameters: Parameters,
    quotas: Quotas,
    *,
    seed: int = 1,
    progress: Callable[[float], None] = lambda _: None,
) -> Figures:
    """Simulate five minutes from the full hour on, or more until enough listings were seen."""
    found = loads(listings_a_day, work, parameters, quotas)
    usual = busiest_rate(listings_a_day)
    after_s = max(AFTER_S, FEWEST / usual)
    total_s = BEFORE_S + BURST_S + after_s
    arrivals = _arrivals(usual, burst_rate(listings_a_day), total_s, seed)
    outcome = simulate(
        arrivals,
        work,
        parameters,
        quotas,
        seed=seed,
        measured_from=BEFORE_S,
        progress=lambda time: progress(time / total_s),
    )
    return Figures(listings_a_day, parameters, found, backlog(listings_a_day, found[0]), outcome)


def _arrivals(usual: float, burst: float, total_s: float, seed: int) -> Iterator[float]:
    """Draw the times of a Poisson process that is busier in the first minute of the hour."""
    drawn = random.Random(seed)  # noqa: S311 (a simulation that can be repeated)
    time = 0.0
    while True:
        bursts = BEFORE_S <= time < BEFORE_S + BURST_S
        time += drawn.expovariate(burst if bursts else usual)
        if time >= total_s:
            return
        yield time
