"""A month: what summarising so many listings a day costs, in US dollars.

Tokens are priced by the meter's own function, `Model.cost_usd`; everything around them by what one
listing needed in the recording. A month has 730 hours, as in AWS's calculator. Free tiers are not
subtracted, and neither is anything that a discount gives.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summariser.domain.errors import ModelNotAccessible
from summariser.llm.models import Catalogue, Model
from workbench.estimate.prices import Prices
from workbench.estimate.recording import Recording

HOURS = 730.0
DAYS = HOURS / 24
CACHE_MINUTES = 5  # how long an unused prefix stays: bedrock/latest/userguide/prompt-caching.html
MINUTES_IN_A_DAY = 1440
GB = 1e9


@dataclass(frozen=True)
class Workload:
    """What is to be summarised; tokens and calls are those of one listing."""

    listings_a_day: float
    input_tokens: float
    output_tokens: float
    calls: float
    prefix_tokens: float  # of a call: its instructions, which are alike for all listings
    seconds: float  # that a call takes

    @property
    def listings(self) -> float:
        """The listings of a month."""
        return self.listings_a_day * DAYS


@dataclass(frozen=True)
class ModelMonth:
    """What a model's tokens cost a month; None where it is not offered, or never happens."""

    model: str
    listing_usd: float  # on demand
    on_demand_usd: float
    batch_usd: float | None
    cached_usd: float | None
    own_price: bool  # whether models.toml has prices of this region, or they are us-east-1's
    thinks: bool  # whether it spends tokens on reasoning, which are not counted here


def model_months(catalogue: Catalogue, region: str, workload: Workload) -> Iterator[ModelMonth]:
    """Price each model that a region offers and that has no end, on demand."""
    for model in catalogue.models.values():
        if model.legacy or not model.runs_on.metered or model.hour_usd:
            continue
        try:
            catalogue.bedrock_id(model, region)
        except ModelNotAccessible:
            continue
        yield model_month(model, region, workload)


def model_month(model: Model, region: str, workload: Workload) -> ModelMonth:
    """Price a model's tokens."""
    priced = model.priced_in(region)
    listing = on_demand_usd(priced, workload)
    halved = priced.by_batch()
    batch = None if halved is None else on_demand_usd(halved, workload)
    cached = _cached_usd(priced, workload)
    return ModelMonth(
        model=model.name,
        listing_usd=listing,
        on_demand_usd=listing * workload.listings,
        batch_usd=None if batch is None else batch * workload.listings,
        cached_usd=None if cached is None else cached * workload.listings,
        own_price=region == "us-east-1" or region in model.regions,
        thinks=model.reasoning_tokens > 0,
    )


def on_demand_usd(model: Model, workload: Workload) -> float:
    """Price the tokens of one listing."""
    return model.cost_usd(
        input_tokens=workload.input_tokens, output_tokens=workload.output_tokens, seconds=0
    )


def _cached_usd(model: Model, workload: Workload) -> float | None:
    """Price a listing whose calls find their instructions in the cache, or leave them there.

    Calls of one kind come at random, once for each listing; a prefix is found if another call came
    within the minutes before. A prefix shorter than the model's least is not cached, silently.
    """
    if model.cache_read_usd is None or workload.prefix_tokens < model.cache_from:
        return None
    missed = math.exp(-CACHE_MINUTES * workload.listings_a_day / MINUTES_IN_A_DAY)
    prefix = workload.prefix_tokens * workload.calls
    return model.cost_usd(
        input_tokens=workload.input_tokens - prefix,
        output_tokens=workload.output_tokens,
        seconds=0,
        cache_read_tokens=prefix * (1 - missed),
        cache_write_tokens=prefix * missed,
    )


def around(recording: Recording, prices: Prices, workload: Workload) -> dict[str, float]:
    """Price what is around the models in a month: by name of prices.toml."""
    waited = workload.calls * workload.seconds * recording.calling_gb
    each = {
        "transitions": sum(recording.transitions.values()),
        "lambda-requests": sum(recording.invocations.values()),
        "lambda-gb-seconds": sum(recording.gb_seconds.values()) + waited,
        "s3-writes": recording.s3_writes,
        "s3-reads": recording.s3_reads,
        "s3-storage": recording.s3_bytes / GB,  # for each month that they are kept
        "dynamodb-writes": recording.dynamodb_writes,
        "dynamodb-reads": recording.dynamodb_reads,
        "sqs-requests": recording.sqs_requests,
        "events": recording.events,
        "logs": recording.log_bytes / GB,
    }
    return {name: prices.usd(name, units * workload.listings) for name, units in each.items()}


def standing(recording: Recording, prices: Prices) -> Mapping[str, float]:
    """Price what a month costs without a listing; a metric is charged once it has a value."""
    return {
        "metrics": prices.usd("metrics", recording.metrics),
        "alarms": prices.usd("alarms", recording.alarms),
    }
