"""Estimating: all that an estimate says, for the terminal, for scripts and for docs/cost.md."""

from collections.abc import Mapping
from dataclasses import dataclass

from summariser.llm.models import load_models
from workbench.estimate.hosting import (
    Hosting,
    Throughput,
    break_even,
    hosts,
    import_break_even,
    imported,
)
from workbench.estimate.month import ModelMonth, Workload, around, model_months, standing
from workbench.estimate.prices import Prices, prices_in
from workbench.estimate.recording import Recording, read_recording
from workbench.estimate.vectors import VectorMonth, vector_months

SECONDS = 3.0  # that a call is taken to last, if nothing says otherwise
UNITS = 2  # of Custom Model Import for a model of 8 billion parameters


@dataclass(frozen=True)
class Estimate:
    """What a month costs."""

    region: str
    recording: Recording
    workload: Workload
    models: tuple[ModelMonth, ...]
    around: Mapping[str, float]  # by name of prices.toml
    standing: Mapping[str, float]
    hosts: tuple[Hosting, ...]
    imported: Hosting
    vectors: tuple[VectorMonth, ...]
    # By model, then by host: the listings a day from which the host costs less; None if never.
    break_even: Mapping[str, Mapping[str, float | None]]
    unconfirmed: tuple[str, ...]  # prices that were not found where they can be cited

    @property
    def around_usd(self) -> float:
        """What everything but the model costs a month."""
        return sum(self.around.values()) + sum(self.standing.values())


def recorded_workload(recording: Recording, listings_a_day: float) -> Workload:
    """Give the workload of the listings that were recorded."""
    return Workload(
        listings_a_day=listings_a_day,
        input_tokens=recording.input_tokens,
        output_tokens=recording.output_tokens,
        calls=recording.calls,
        prefix_tokens=recording.prefix_tokens,
        seconds=SECONDS,
    )


def estimate(
    workload: Workload,
    region: str,
    *,
    recording: Recording | None = None,
    measured: Mapping[str, Throughput] | None = None,
    units: int = UNITS,
) -> Estimate:
    """Estimate a month; raises `UsageError` where a price of the region is not known."""
    recording = recording or read_recording()
    prices, catalogue = prices_in(region), load_models()
    models = tuple(model_months(catalogue, region, workload))
    hosting = tuple(hosts(catalogue, prices, workload, measured or {}))
    return Estimate(
        region=region,
        recording=recording,
        workload=workload,
        models=models,
        around=around(recording, prices, workload),
        standing=standing(recording, prices),
        hosts=hosting,
        imported=imported(prices, workload, units),
        vectors=vector_months(catalogue, prices, workload),
        break_even={
            model.model: _break_even(model.listing_usd, hosting, prices, units) for model in models
        },
        unconfirmed=tuple(prices.unconfirmed),
    )


def _break_even(
    listing_usd: float, hosting: tuple[Hosting, ...], prices: Prices, units: int
) -> dict[str, float | None]:
    found = {host.name: break_even(host, listing_usd) for host in hosting}
    return found | {"Custom Model Import": import_break_even(prices, units, listing_usd)}
