"""Prices: each says what it is of, where and when it was read; the published comparison holds."""

import re
from pathlib import Path

import pytest

from summariser.llm.models import load_models
from workbench.errors import UsageError
from workbench.estimate.hosting import saving
from workbench.estimate.prices import Price, prices_in, read_prices

REGIONS = {region for regions in load_models().geographies.values() for region in regions}
PUBLISHED_FROM, PUBLISHED_TO = "falcon-40b", "llama-2-7b-summariser"


@pytest.mark.parametrize("price", read_prices().values(), ids=read_prices().keys())
def should_say_of_each_price_what_it_is_of_and_where_it_was_read(price: Price) -> None:
    assert price.unit
    assert price.source
    assert price.read.year >= 2026
    assert price.usd.keys() <= REGIONS
    assert set(price.unconfirmed) <= price.usd.keys()
    assert all(usd > 0 for usd in price.usd.values())


def should_have_each_price_in_one_place() -> None:
    assert not set(read_prices()) & set(load_models().models)
    assert not [name for name in read_prices() if "token" in name]


def should_price_units_in_a_region() -> None:
    assert prices_in("us-east-1").usd("transitions", 1000) == pytest.approx(0.025)
    assert prices_in("eu-central-1").usd("import-minutes", 5) == pytest.approx(0.357)


def should_say_where_there_is_no_price() -> None:
    with pytest.raises(UsageError, match=r"ml.g5.2xlarge\) in eu-west-3, only in: us-east-1"):
        prices_in("eu-west-3").usd("ml.g5.2xlarge")


def should_name_the_prices_that_were_asked_for_and_are_from_memory() -> None:
    prices = prices_in("eu-central-1")
    prices.usd("import-minutes")
    assert prices.unconfirmed == []
    prices.usd("events")
    assert prices.unconfirmed == ["events"]


def should_give_the_saving_that_was_published() -> None:
    models = load_models().models
    before, after = models[PUBLISHED_FROM].hour_usd, models[PUBLISHED_TO].hour_usd
    assert (before, after) == (3.573, 0.8524)
    assert f"{saving(before, after):.2%}" == "76.14%"


def should_give_a_smaller_saving_at_list_prices() -> None:
    before = load_models().models[PUBLISHED_FROM].hour_usd
    assert f"{saving(before, prices_in('us-east-1').usd('ml.g5.2xlarge')):.1%}" == "57.6%"


def should_give_the_price_of_training_that_was_published_cut_off() -> None:
    training = prices_in("us-east-1").usd("training", 1.95)
    assert training == pytest.approx(3.53535)
    assert re.match(r"3\.53", str(training))


def should_read_another_file(tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(
        '[eggs]\nunit = "eggs"\nper = 12\nread = 2026-11-26\nsource = "the market"\n'
        "usd = { eu-west-1 = 3.0 }\n",
        encoding="utf-8",
    )
    assert read_prices(file)["eggs"].usd["eu-west-1"] == 3.0
