"""Amounts of money as listings write them."""

import pytest

from summariser.extractive.money import figures, names_amount


@pytest.mark.parametrize(
    "text",
    ["€ 17,50", "3.200 €", "45k-55k Euro", "USD 90", "9 000 zł", "£8,000GBP", "R2,500 a week"],
)
def should_recognise_an_amount(text: str) -> None:
    assert names_amount(text)


@pytest.mark.parametrize("text", ["30 days", "€ and $", "24/7", "room R2"])
def should_not_take_other_figures_for_money(text: str) -> None:
    assert not names_amount(text)


def should_read_the_same_figure_however_it_is_written() -> None:
    assert (
        figures("EUR 65000.0 - 80000.0") == figures("€65,000 to €80.000,00") == {"65000", "80000"}
    )
