"""Sizing: what the busiest hour asks of each limit, and the parameters that it takes.

By Little's law, what is in use is what arrives a second times the seconds that each is in use.
https://en.wikipedia.org/wiki/Little%27s_law
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summariser.domain.event_queue import EventQueue
from workbench.capacity.system import (
    BURST_S,
    BURST_SHARE,
    BY_HOUR,
    SECONDS_IN_AN_HOUR,
    Parameters,
    Quotas,
    Work,
    burst_rate,
    busiest_rate,
)

MINUTE_S = 60
ROOM = 1.25  # beyond what is needed: for listings in chunks, and for calls that are made again
CONCURRENCY = "Lambda: concurrent executions"
STARTS = "Step Functions: StartExecution"
TRANSITIONS = "Step Functions: StateTransition"
TOKENS = "Bedrock: tokens per minute"
MOST_CONCURRENCY = 1000  # of MaximumConcurrency: an event source mapping has no more
FEWEST = Parameters()


@dataclass(frozen=True)
class Load:
    """What the busiest hour needs of a limit; `allowed` is infinite where nothing is bounded."""

    limit: str
    needed: float
    allowed: float

    @property
    def share(self) -> float:
        """How much of the limit is used; above 1, events wait."""
        return self.needed / self.allowed


def loads(listings_a_day: float, work: Work, parameters: Parameters, quotas: Quotas) -> list[Load]:
    """Give each limit's load, the fullest first."""
    return sorted(
        _loads(busiest_rate(listings_a_day), work, parameters, quotas),
        key=lambda it: it.share,
        reverse=True,
    )


def _loads(rate: float, work: Work, parameters: Parameters, quotas: Quotas) -> Iterator[Load]:
    executions = parameters.maximum_executions or math.inf
    requests = parameters.model_requests_per_minute * EventQueue.LISTING.share or math.inf
    functions = rate * (work.ingest_s + work.execution_s + work.announce_s)
    yield Load("MaximumConcurrency", rate * work.ingest_s, parameters.maximum_concurrency)
    yield Load("MaximumExecutions", rate * work.execution_s, executions * EventQueue.LISTING.share)
    yield Load("ModelRequestsPerMinute", rate * work.calls * MINUTE_S, requests)
    yield Load(CONCURRENCY, functions, quotas.concurrency)
    yield Load(STARTS, rate, quotas.starts.refill)
    yield Load(TRANSITIONS, rate * work.transitions, quotas.transitions.refill)
    tokens = quotas.tokens_per_minute or math.inf
    yield Load(TOKENS, rate * work.tokens * MINUTE_S, tokens)


def wanted_rate(listings_a_day: float, work: Work, objective_s: float) -> float:
    """Give the listings a second that are to be taken, so that a burst is published in time."""
    usual = busiest_rate(listings_a_day)
    extra = (burst_rate(listings_a_day) - usual) * BURST_S
    return ROOM * (usual + extra / max(objective_s - work.execution_s, BURST_S))


def advised(listings_a_day: float, work: Work, objective_s: float) -> Parameters:
    """Give the parameters that take the busiest hour with its burst, never below the defaults."""
    rate = wanted_rate(listings_a_day, work, objective_s)
    return Parameters(
        maximum_executions=max(
            FEWEST.maximum_executions, _rounded(rate * work.execution_s / EventQueue.LISTING.share)
        ),
        maximum_concurrency=min(
            MOST_CONCURRENCY, max(FEWEST.maximum_concurrency, math.ceil(rate * work.ingest_s))
        ),
    )


def quotas_to_ask(
    listings_a_day: float, work: Work, quotas: Quotas, objective_s: float
) -> list[Load]:
    """Give the account's quotas that are too small for that, with what is needed of each."""
    wide = Parameters(maximum_executions=0, maximum_concurrency=MOST_CONCURRENCY)
    found = _loads(wanted_rate(listings_a_day, work, objective_s), work, wide, quotas)
    return [it for it in found if it.share > 1]


def raised(quotas: Quotas, asked: Sequence[Load]) -> Quotas:
    """Give an account's quotas after what was asked for was granted."""
    need = {it.limit: it.needed for it in asked}
    starts, transitions = quotas.starts, quotas.transitions
    tokens = quotas.tokens_per_minute
    return replace(
        quotas,
        concurrency=math.ceil(need.get(CONCURRENCY, quotas.concurrency)),
        starts=replace(starts, refill=need.get(STARTS, starts.refill)),
        transitions=replace(transitions, refill=need.get(TRANSITIONS, transitions.refill)),
        tokens_per_minute=need.get(TOKENS, tokens) if tokens is not None else None,
    )


@dataclass(frozen=True)
class Backlog:
    """A day on which events arrive faster than they are taken, for some hours or all day."""

    most: float  # events that wait
    longest_wait_s: float
    grows: bool  # whether events are left at the end of the day


def backlog(listings_a_day: float, fullest: Load) -> Backlog:
    """Follow a day minute by minute, where its fullest limit takes as much as it can."""
    taken = busiest_rate(listings_a_day) / fullest.share * MINUTE_S
    waiting = most = 0.0
    for arriving in _minutes(listings_a_day):
        waiting = max(0.0, waiting + arriving - taken)
        most = max(most, waiting)
    return Backlog(most, most / taken * MINUTE_S, grows=waiting > taken)


def _minutes(listings_a_day: float) -> Sequence[float]:
    minutes: list[float] = []
    for weight in BY_HOUR:
        hour = listings_a_day * weight / sum(BY_HOUR)
        each = hour * (1 - BURST_SHARE) / SECONDS_IN_AN_HOUR * MINUTE_S
        minutes += [each + hour * BURST_SHARE, *[each] * 59]
    return minutes


def _rounded(number: float) -> int:
    """Round up to two leading digits."""
    digits = max(0, math.floor(math.log10(max(number, 1))) - 1)
    unit: int = 10**digits
    return math.ceil(number / unit) * unit
