"""Hosting: a model on instances or units of one's own, and when that is cheaper than tokens.

Nobody has measured our prompts on these instances: how many tokens a second one reads and writes is
given to the estimate, by whoever measured it.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summariser.llm.models import Catalogue
from workbench.errors import UsageError
from workbench.estimate.month import DAYS, HOURS, MINUTES_IN_A_DAY, Workload
from workbench.estimate.prices import Prices

INSTANCES = ("ml.g5.2xlarge", "ml.g6.2xlarge", "ml.g5.12xlarge")
SECONDS_IN_A_DAY = 86_400
# https://docs.aws.amazon.com/bedrock/latest/userguide/import-model-calculate-cost.html
WINDOW_MINUTES = 5
MOST_LISTINGS = 1e9  # a day: a break-even beyond is none


@dataclass(frozen=True)
class Throughput:
    """The tokens a second that an instance reads and writes under load, as somebody measured."""

    input_tokens: float
    output_tokens: float

    def listings_a_day(self, workload: Workload) -> float:
        """Count the listings that it can take in a day without a pause."""
        reading = workload.input_tokens / self.input_tokens
        return SECONDS_IN_A_DAY / (reading + workload.output_tokens / self.output_tokens)


@dataclass(frozen=True)
class Hosting:
    """What hosting a model costs a month, on `count` instances or units."""

    name: str
    count: int
    usd: float
    day_usd: float  # at that load
    capacity: float | None  # listings a day of all of them; None if nobody measured it


def hosts(
    catalogue: Catalogue, prices: Prices, workload: Workload, measured: Mapping[str, Throughput]
) -> Iterator[Hosting]:
    """Price the endpoints of models.toml and the instances of prices.toml, around the clock.

    Raises `UsageError` where something else was measured.
    """
    hours = {it.name: it.hour_usd for it in catalogue.models.values() if it.hour_usd}
    hours |= {name: prices.usd(name) for name in INSTANCES if prices.knows(name)}
    if unknown := measured.keys() - hours.keys():
        raise UsageError(
            f"--throughput names {', '.join(sorted(unknown))}, which has no price in "
            f"{prices.region}; these have: {', '.join(hours)}."
        )
    for name, hour_usd in hours.items():
        throughput = measured.get(name)
        one = throughput.listings_a_day(workload) if throughput else None
        count = math.ceil(workload.listings_a_day / one) if one else 1
        usd = count * hour_usd * HOURS
        yield Hosting(name, count, usd, usd / DAYS, count * one if one else None)


def imported(prices: Prices, workload: Workload, units: int) -> Hosting:
    """Price a model of Custom Model Import with one copy of so many units.

    A copy is charged for windows of five minutes in which it is called. Listings come at random.
    """
    usd = _import_day_usd(prices, workload.listings_a_day, units) * DAYS
    return Hosting("Custom Model Import", units, usd, usd / DAYS, None)


def _import_day_usd(prices: Prices, listings_a_day: float, units: int) -> float:
    windows = MINUTES_IN_A_DAY / WINDOW_MINUTES
    used = windows * (1 - math.exp(-listings_a_day / windows))
    minutes = prices.usd("import-minutes", used * WINDOW_MINUTES)
    return units * (minutes + prices.usd("import-storage") / DAYS)


def break_even(hosting: Hosting, listing_usd: float) -> float | None:
    """Find from how many listings a day an instance costs less than tokens.

    None if it never does: with more listings than one can take, more of them are needed.
    """
    listings = hosting.day_usd / hosting.count / listing_usd
    if hosting.capacity is not None and listings > hosting.capacity / hosting.count:
        return None
    return listings


def import_break_even(prices: Prices, units: int, listing_usd: float) -> float | None:
    """Find from how many listings a day an imported model costs less than tokens.

    Its cost grows slower the more listings share a window, so there is one such point at most.
    """
    low, high = 0.0, MOST_LISTINGS
    if _import_day_usd(prices, high, units) >= listing_usd * high:
        return None
    while high - low > 1:
        middle = (low + high) / 2
        if _import_day_usd(prices, middle, units) < listing_usd * middle:
            high = middle
        else:
            low = middle
    return high


def saving(before_usd: float, after_usd: float) -> float:
    """Give the share of a price that a lower one saves."""
    return 1 - after_usd / before_usd
