"""A month: tokens as the meter prices them, and what is around them as it was recorded."""

import pytest

from summariser.llm.models import load_models
from tests.models import any_model
from tests.unit.estimate.samples import any_workload
from workbench.estimate.month import DAYS, around, model_month, model_months, standing
from workbench.estimate.prices import prices_in
from workbench.estimate.recording import read_recording
from workbench.estimate.vectors import vector_months

RECORDING = read_recording()
US, EUROPE = "us-east-1", "eu-central-1"


def should_price_tokens_as_the_meter_does() -> None:
    micro = load_models().models["nova-micro"]
    month = model_month(micro, EUROPE, any_workload())
    call = micro.priced_in(EUROPE).cost_usd(input_tokens=1500, output_tokens=160, seconds=0)
    assert month.listing_usd == call
    assert month.on_demand_usd == pytest.approx(call * 1000 * DAYS)
    assert month.own_price


def should_give_what_was_found_before_for_the_same_tokens() -> None:
    months = {it.model: it for it in model_months(load_models(), US, any_workload())}
    assert 1000 * months["nova-micro"].listing_usd == pytest.approx(0.075, abs=0.0005)
    assert 1000 * months["nova-lite"].listing_usd == pytest.approx(0.128, abs=0.0005)
    assert 1000 * months["mixtral-8x7b"].listing_usd == pytest.approx(0.787, abs=0.0005)


def should_price_the_vectors_of_every_embedding_model() -> None:
    months = vector_months(load_models(), prices_in(US), any_workload())
    assert [month.model for month in months] == list(load_models().embedding_models)
    small, large = months[0], months[2]
    assert (small.dimensions, large.dimensions) == (256, 1024)
    assert small.tokens_usd == large.tokens_usd
    assert small.storage_usd < large.storage_usd
    assert small.put_usd == pytest.approx(0.131072e-3 * 0.20 * 1000 * DAYS)


def should_price_no_vectors_where_their_price_is_not_known() -> None:
    assert vector_months(load_models(), prices_in("eu-west-3"), any_workload()) == ()


def should_halve_tokens_by_batch_only_where_it_is_offered() -> None:
    micro = load_models().models["nova-micro"]
    here = model_month(micro, US, any_workload())
    assert here.batch_usd == pytest.approx(here.on_demand_usd / 2)
    assert model_month(micro, EUROPE, any_workload()).batch_usd is None


def should_cache_nothing_of_a_prefix_below_the_least() -> None:
    model = any_model(cache_read_usd=0.1, cache_write_usd=1.25, cache_from=1024)
    assert model_month(model, US, any_workload(prefix_tokens=1023)).cached_usd is None
    assert model_month(model, US, any_workload(prefix_tokens=1024)).cached_usd is not None
    assert model_month(any_model(), US, any_workload(prefix_tokens=4096)).cached_usd is None


def should_save_by_a_cache_that_calls_keep_warm_and_lose_by_one_that_they_do_not() -> None:
    model = any_model(cache_read_usd=0.1, cache_write_usd=1.25)
    busy = model_month(model, US, any_workload(listings_a_day=100_000, prefix_tokens=1200))
    assert busy.cached_usd == pytest.approx((300 * 1 + 1200 * 0.1 + 160 * 5) / 1e6 * 100_000 * DAYS)
    idle = model_month(model, US, any_workload(listings_a_day=1, prefix_tokens=1200))
    assert idle.cached_usd is not None
    assert idle.cached_usd > idle.on_demand_usd


def should_offer_the_models_of_a_region_that_have_no_end() -> None:
    europe = {it.model for it in model_months(load_models(), EUROPE, any_workload())}
    assert {"nova-2-lite", "claude-haiku-5.5", "gemma-3-12b"} <= europe
    assert not europe & {"llama-3.1-8b", "jamba-1.5-mini", "falcon-40b", "embedded"}


def should_price_everything_around_a_listing() -> None:
    found = around(RECORDING, prices_in(US), any_workload(listings_a_day=1000 / DAYS))
    transitions = sum(RECORDING.transitions.values())
    assert found["transitions"] == pytest.approx(transitions * 0.025)
    assert found["dynamodb-writes"] == pytest.approx(RECORDING.dynamodb_writes * 0.625 / 1000)
    assert all(usd > 0 for usd in found.values())


def should_charge_lambda_for_the_time_that_it_waits_for_a_model() -> None:
    quick, slow = (
        around(RECORDING, prices_in(US), any_workload(seconds=seconds))["lambda-gb-seconds"]
        for seconds in (0, 10)
    )
    assert slow - quick == pytest.approx(
        10 * RECORDING.calling_gb * 0.0000133334 * any_workload().listings
    )


def should_charge_for_metrics_and_alarms_without_a_listing() -> None:
    found = standing(RECORDING, prices_in(US))
    assert found["metrics"] == pytest.approx(RECORDING.metrics * 0.30)
