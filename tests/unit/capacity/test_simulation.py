"""The simulation of a deployment: what queueing theory and the deployment's own rules say of it."""

import dataclasses
import math

import pytest

from workbench.capacity.busiest_hour import busiest_hour
from workbench.capacity.simulation import Outcome, simulate
from workbench.capacity.sizing import advised, backlog, loads, quotas_to_ask, raised
from workbench.capacity.system import Bucket, Parameters, Quotas, Work, quotas_of, work_of
from workbench.estimate.recording import read_recording

WORK = Work(
    ingest_s=0.1,
    states={"PrepareListing": 0.5, "WriteSummary": 0.5, "StoreSummary": 0.5},
    transitions=5,
    announce_s=0.1,
    calls=1,
    tokens=1000,
    model_s=2.0,
    spread=0.0,
)
WIDE = Quotas(starts=Bucket(10_000, 10_000), transitions=Bucket(10_000, 10_000), concurrency=10_000)
FREE = Parameters(maximum_executions=0, maximum_concurrency=100)


def burst(number: int, parameters: Parameters, quotas: Quotas = WIDE) -> Outcome:
    return simulate(iter([0.0] * number), WORK, parameters, quotas, seed=1, patience_s=3600)


def should_publish_a_listing_that_nothing_delays_in_the_time_of_its_work() -> None:
    outcome = burst(1, FREE)
    assert outcome.percentile(0.5) == pytest.approx(WORK.execution_s + WORK.ingest_s, abs=0.3)


def should_never_open_more_executions_than_may_be() -> None:
    outcome = burst(100, Parameters(maximum_executions=10))
    assert outcome.most_open <= 10
    assert outcome.deferred > 90
    assert len(outcome.latencies) == 100
    # Nine at a time for 100 listings, and what a deferred event waits on top.
    assert outcome.ended_at > 100 / 9 * WORK.execution_s


def should_start_no_more_listings_a_minute_than_the_model_may_be_asked() -> None:
    parameters = dataclasses.replace(FREE, model_requests_per_minute=20)
    outcome = burst(100, parameters)
    assert outcome.ended_at > 4 * 60
    assert len(outcome.latencies) == 100


def should_try_again_what_lambda_refuses() -> None:
    outcome = burst(100, FREE, dataclasses.replace(WIDE, concurrency=10))
    assert outcome.most_running <= 10
    assert outcome.refused > 0
    assert len(outcome.latencies) == 100


def should_try_again_what_bedrock_throttles() -> None:
    outcome = burst(30, FREE, dataclasses.replace(WIDE, tokens_per_minute=10_000))
    assert outcome.throttled > 0
    assert outcome.ended_at > 2 * 60
    assert len(outcome.latencies) == 30


def should_defer_what_step_functions_does_not_start() -> None:
    outcome = burst(100, FREE, dataclasses.replace(WIDE, starts=Bucket(5, 5)))
    assert outcome.deferred > 0
    assert outcome.ended_at > 95 / 5
    assert len(outcome.latencies) == 100


def should_count_a_listing_that_never_ends_as_infinitely_late() -> None:
    outcome = simulate(iter([0.0] * 10), WORK, FREE, WIDE, seed=1, patience_s=0.5)
    assert outcome.percentile(0.5) == math.inf
    assert outcome.unfinished == 10


def should_have_as_many_executions_open_as_littles_law_says() -> None:
    work = work_of(read_recording(), model_s=3.0)
    (load,) = (it for it in loads(1e6, work, Parameters(), WIDE) if it.limit == "MaximumExecutions")
    figures = busiest_hour(1e6, work, FREE, WIDE)
    outcome = figures.outcome
    mean_open = sum(outcome.latencies) / (outcome.arrived / load.needed * work.execution_s)
    assert mean_open == pytest.approx(load.needed, rel=0.15)


def should_publish_a_burst_within_the_objective_with_what_is_advised() -> None:
    work, quotas = work_of(read_recording(), model_s=3.0), quotas_of("us-east-1")
    parameters = advised(1e6, work, objective_s=120)
    raised_quotas = raised(quotas, quotas_to_ask(1e6, work, quotas, objective_s=120))
    best = busiest_hour(1e6, work, parameters, raised_quotas)
    assert best.outcome.percentile(0.95) < 120
    assert busiest_hour(1e6, work, Parameters(), quotas).outcome.percentile(0.95) > 120


def should_say_when_a_day_is_more_than_can_be_taken() -> None:
    work, quotas = work_of(read_recording(), model_s=3.0), quotas_of("eu-central-1")
    fullest = loads(1e7, work, Parameters(), quotas)[0]
    assert fullest.limit == "MaximumExecutions"
    assert backlog(1e7, fullest).grows
    assert not backlog(1e4, loads(1e4, work, Parameters(), quotas)[0]).grows


def should_ask_for_the_quotas_that_are_too_small() -> None:
    work, quotas = work_of(read_recording(), model_s=3.0), quotas_of("eu-central-1")
    asked = {it.limit for it in quotas_to_ask(1e7, work, quotas, objective_s=120)}
    assert "Step Functions: StartExecution" in asked
    assert quotas_to_ask(1e4, work, quotas, objective_s=120) == []
