"""Hosting: from how many listings a day it costs less than tokens, if it can take them."""

import pytest

from summariser.llm.models import load_models
from tests.unit.estimate.samples import any_workload
from workbench.errors import UsageError
from workbench.estimate.hosting import (
    Hosting,
    Throughput,
    break_even,
    hosts,
    import_break_even,
    imported,
)
from workbench.estimate.month import DAYS
from workbench.estimate.prices import prices_in

PRICES = prices_in("us-east-1")
NAME = "ml.g5.2xlarge"


def host(listings_a_day: float, **measured: Throughput) -> Hosting:
    given = {NAME: measured["throughput"]} if measured else {}
    workload = any_workload(listings_a_day=listings_a_day)
    return next(it for it in hosts(load_models(), PRICES, workload, given) if it.name == NAME)


def should_cost_its_hours_whatever_it_does() -> None:
    assert host(1).usd == host(100_000).usd == pytest.approx(1.515 * 730)
    assert host(1).capacity is None


def should_count_the_instances_that_the_listings_take() -> None:
    throughput = Throughput(input_tokens=3000, output_tokens=320)  # a listing a second
    one = host(1000, throughput=throughput)
    assert one.count == 1
    assert one.capacity == pytest.approx(86_400)
    three = host(200_000, throughput=throughput)
    assert three.count == 3
    assert three.usd == pytest.approx(3 * one.usd)


def should_cost_as_much_as_tokens_at_the_break_even() -> None:
    listings = break_even(host(1000), 0.001)
    assert listings is not None
    assert listings * 0.001 * DAYS == pytest.approx(host(1000).usd)


def should_never_pay_where_an_instance_cannot_take_so_many() -> None:
    slow = host(1000, throughput=Throughput(input_tokens=300, output_tokens=32))
    assert break_even(slow, 0.001) is None
    assert break_even(slow, 0.01) is not None
    many = host(100_000, throughput=Throughput(300, 32))
    assert break_even(many, 0.01) == pytest.approx(break_even(slow, 0.01))


def should_know_when_the_published_endpoint_paid() -> None:
    found = {it.name: it for it in hosts(load_models(), PRICES, any_workload(), {})}
    endpoint = found["llama-2-7b-summariser"]
    assert break_even(endpoint, 2.30 / 1000) == pytest.approx(8895, abs=1)
    assert break_even(endpoint, 0.787 / 1000) == pytest.approx(25_994, abs=1)


def should_charge_an_import_for_the_windows_in_which_it_is_called() -> None:
    once = imported(PRICES, any_workload(listings_a_day=0.01), 2)
    assert once.usd == pytest.approx(2 * 1.95 + 2 * 0.0572 * 5 * 0.01 * DAYS, rel=1e-3)
    always = imported(PRICES, any_workload(listings_a_day=1e6), 2)
    assert always.usd == pytest.approx(2 * (1.95 + 0.0572 * 1440 * DAYS))


def should_cost_as_much_as_tokens_at_the_break_even_of_an_import() -> None:
    listings = import_break_even(PRICES, 2, 0.005)
    assert listings is not None
    usd = imported(PRICES, any_workload(listings_a_day=listings), 2).usd
    assert usd == pytest.approx(listings * 0.005 * DAYS, rel=1e-3)
    assert import_break_even(PRICES, 2, 1e-12) is None


def should_refuse_what_was_measured_of_something_without_a_price() -> None:
    with pytest.raises(UsageError, match="my-laptop"):
        list(hosts(load_models(), PRICES, any_workload(), {"my-laptop": Throughput(1, 1)}))
