"""System: what a deployment, its account and its listings are to a sizing and to a simulation."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.estimate.recording import Recording

QUOTAS = Path(__file__).with_name("quotas.toml")
LARGE_REGIONS = ("us-east-1", "us-west-2", "eu-west-1")
INGEST, ANNOUNCE = "IngestListingsFunction", "AnnounceSummaryFunction"
MODEL_STATES = ("WriteSummary", "VerifySentences")
# A function of 512 MB has that part of a core, where one of this machine has a whole one.
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
SLOWDOWN = 1769 / 512
SECONDS_IN_AN_HOUR = 3600
SPREAD = 0.35  # of a model's seconds: the sigma of their logarithm
TRANSITION_S = 0.02  # between two states, as Step Functions' histories show
# Of a day's listings, by hour: boards publish in working hours, and feeds come in the night.
BY_HOUR = (2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 6, 7, 8, 7, 6, 4, 3, 2, 2, 1, 1, 1)
# Of an hour's listings, those that come in its first minute: a feed is published at once.
BURST_SHARE = 0.1
BURST_S = 60.0


@dataclass(frozen=True)
class Bucket:
    """A token bucket: `refill` a second, and never more than `bucket`."""

    bucket: float
    refill: float


@dataclass(frozen=True)
class Quotas:
    """What an account allows; None where nothing is limited."""

    starts: Bucket  # of executions
    transitions: Bucket
    concurrency: int  # functions at once
    tokens_per_minute: float | None = None  # of the model


@dataclass(frozen=True)
class Parameters:
    """The parameters of template.yaml that bound what runs; 0 of the first two is no bound."""

    maximum_executions: int = 200
    model_requests_per_minute: int = 0
    maximum_concurrency: int = 10


@dataclass(frozen=True)
class Work:
    """What one listing needs on the common path: seconds by function, and its model's calls."""

    ingest_s: float
    states: Mapping[str, float]  # seconds of each state's function, but for a model's
    transitions: float
    announce_s: float
    calls: float
    tokens: float  # that its calls read and write together
    model_s: float  # that a call takes
    spread: float = SPREAD
    transition_s: float = TRANSITION_S

    @property
    def execution_s(self) -> float:
        """Seconds of an execution that nothing delays."""
        return sum(self.states.values()) + self.calls * self.model_s


def quotas_of(region: str, *, tokens_per_minute: float | None = None) -> Quotas:
    """Read the default quotas of a region."""
    found = tomllib.loads(QUOTAS.read_text(encoding="utf-8"))
    known = found["large" if region in LARGE_REGIONS else "other"]
    return Quotas(
        starts=Bucket(**known["starts"]),
        transitions=Bucket(**known["transitions"]),
        concurrency=known["concurrency"],
        tokens_per_minute=tokens_per_minute,
    )


def work_of(recording: Recording, *, model_s: float, slowdown: float = SLOWDOWN) -> Work:
    """Take a listing's work from what was recorded on the local engine."""

    def seconds(function: str) -> float:
        return slowdown * recording.gb_seconds[function] / recording.calling_gb

    states = {name: f"{name}Function" for name in recording.transitions}
    return Work(
        ingest_s=seconds(INGEST),
        states={state: seconds(it) for state, it in states.items() if it in recording.gb_seconds},
        transitions=sum(recording.transitions.values()),
        announce_s=seconds(ANNOUNCE),
        calls=recording.calls,
        tokens=recording.input_tokens + recording.output_tokens,
        model_s=model_s,
    )


def busiest_rate(listings_a_day: float) -> float:
    """Give the listings a second of the busiest hour, but for its first minute."""
    hour = listings_a_day * max(BY_HOUR) / sum(BY_HOUR)
    return hour * (1 - BURST_SHARE) / SECONDS_IN_AN_HOUR


def burst_rate(listings_a_day: float) -> float:
    """Give the listings a second of the busiest hour's first minute."""
    hour = listings_a_day * max(BY_HOUR) / sum(BY_HOUR)
    return hour * BURST_SHARE / BURST_S + busiest_rate(listings_a_day)
