"""Amounts of money as listings write them."""

import pytest

from summariser.language.figures import read_figures
from summariser.language.money import amounts, names_amount, pay_period


@pytest.mark.parametrize(
    "text",
    [
        "€ 17,50",
        "3.200 €",
        "45k-55k Euro",
        "USD 90",
        "9 000 zł",
        "£8,000GBP",
        "R2,500 a week",
        "€64k",
    ],
)
def should_recognise_an_amount(text: str) -> None:
    assert names_amount(text)


@pytest.mark.parametrize("text", ["30 days", "€ and $", "24/7", "room R2", "30 pounds"])
def should_not_take_other_figures_for_money(text: str) -> None:
    assert not names_amount(text)


def should_read_the_same_figure_however_it_is_written() -> None:
    written = ["EUR 65000.0 - 80000.0", "€65,000 to €80.000,00", "€65k – €80k"]
    assert {amounts(text) for text in written} == {frozenset({65_000.0, 80_000.0})}


@pytest.mark.parametrize(
    ("text", "period"),
    [("€15 gross an hour", "hour"), ("3.200 € brutto im Monat", "month"), ("€15 for lunch", None)],
)
def should_read_the_period_that_a_sum_is_paid_by(text: str, period: str | None) -> None:
    (figure,) = read_figures(text)
    assert pay_period(text, figure) == period
