"""Numbers are read with what they count, however they are written."""

import pytest

from summariser.language.figures import Figure, Kind, read_figures, readings


def only(text: str, language: str = "en") -> Figure:
    (figure,) = read_figures(text, language)
    return figure


@pytest.mark.parametrize(
    ("digits", "values"),
    [
        ("45000", {45000}),
        ("45.000", {45000, 45}),
        ("45,000", {45000, 45}),
        ("45 000", {45000}),
        ("45’000", {45000}),
        ("16,80", {16.8}),
        ("1.234.567", {1234567}),
        ("1,234.50", {1234.5}),
        ("7:30", {7.3}),
        ("7h30", {7.3}),
    ],
)
def should_read_a_number_in_every_way_it_may_be_meant(digits: str, values: set[float]) -> None:
    assert readings(digits) == values


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty-eight beds", "en", 28),
        ("fünfundzwanzig Betten", "de", 25),
        ("vingt-quatre lits", "fr", 24),
        ("vierentwintig bedden", "nl", 24),
        ("dwadzieścia osiem łóżek", "pl", 28),
        ("cztery tysiące łóżek", "pl", 4000),
    ],
)
def should_read_numbers_in_words(text: str, language: str, value: float) -> None:
    assert only(text, language).values == {value}


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("€2,900", Kind.MONEY, "EUR"),
        ("2.900 Euro", Kind.MONEY, "EUR"),
        ("EUR 2900", Kind.MONEY, "EUR"),
        ("5 600 zł", Kind.MONEY, "PLN"),
        ("£30k", Kind.MONEY, "GBP"),
        ("30 %", Kind.PERCENT, None),
        ("30 per cent", Kind.FIGURE, None),
        ("8 hours", Kind.DURATION, "hour"),
        ("30 Urlaubstage", Kind.DURATION, "day"),
        ("3 ans", Kind.DURATION, "year"),
        ("28 beds", Kind.FIGURE, None),
    ],
)
def should_tell_what_a_number_counts(text: str, kind: Kind, unit: str | None) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit) == (kind, unit)


def should_take_a_thousand_for_what_it_multiplies() -> None:
    assert only("£30k").values == {30000}


@pytest.mark.parametrize("text", ["£30,000 to £34,000", "between £30,000 and £34,000", "£30-34k"])
def should_tie_the_ends_of_a_range(text: str) -> None:
    low, high = read_figures(text, "en")
    assert 30000 in low.values
    assert 34000 in high.values
    assert low.kind is high.kind is Kind.MONEY
    assert high.partner is not None
    assert 30000 in high.partner


def should_not_tie_numbers_that_are_listed() -> None:
    assert [it.partner for it in read_figures("3 cooks and 5 waiters", "en")] == [None, None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("up to 30 days", "en"),
        ("mindestens 30 Tage", "de"),
        ("à partir de 30 jours", "fr"),
        ("minimaal 30 dagen", "nl"),
        ("co najmniej 30 dni", "pl"),
        ("30+ days", "en"),
    ],
)
def should_know_a_bound(text: str, language: str) -> None:
    assert only(text, language).bound


@pytest.mark.parametrize("name", ["level B2", "Siemens S7", "ISO9001"])
def should_leave_out_digits_of_a_name(name: str) -> None:
    assert read_figures(name, "en") == []
