"""Dates are read from any of a listing's ways to write them, and compared."""

import pytest

from summariser.language.dates import Date, read_dates, stops_inside_date


def only(text: str) -> Date:
    (date,) = read_dates(text)
    return date


@pytest.mark.parametrize(
    "text",
    [
        "1 June 2026",
        "June 1st, 2026",
        "2026-06-01",
        "01.06.2026",
        "1. Juni 2026",
        "1er juin 2026",
        "1 juni 2026",
        "1 czerwca 2026",
        "1. kesäkuuta 2026",
        "1. června 2026",
    ],
)
def should_read_one_date_however_it_is_written(text: str) -> None:
    date = only(text)
    assert (date.day, date.months, date.year) == (1, frozenset({6}), 2026)


@pytest.mark.parametrize("text", ["1.6.", "1 June", "zum 1. Juni"])
def should_read_a_date_without_a_year(text: str) -> None:
    date = only(text)
    assert (date.day, date.months, date.year) == (1, frozenset({6}), None)


@pytest.mark.parametrize("text", ["You may start soon.", "In March order", "mai 5 km", "24.5 km"])
def should_not_take_other_words_for_months(text: str) -> None:
    assert all(date.day is not None for date in read_dates(text))


@pytest.mark.parametrize(
    ("told", "source", "same"),
    [
        ("1 June", "1 June 2026", True),  # less than the source says
        ("June 2026", "1 June 2026", True),
        ("1 June 2026", "1 June", False),  # more
        ("2 June", "1 June 2026", False),
        ("1 July", "1 June 2026", False),
        ("1 June 2027", "1 June 2026", False),
        ("27/03", "27 March", True),
        ("27/04", "27 March", False),
        ("04/03/2026", "3 April 2026", True),  # some write the month first
    ],
)
def should_tell_whether_a_date_says_what_another_does(told: str, source: str, same: bool) -> None:
    assert only(told).is_told_by(only(source)) is same


@pytest.mark.parametrize("text", ["1. desember 2026", "1 december 2026", "1. prosince 2026"])
def should_read_december_in_every_language(text: str) -> None:
    date = only(text)
    assert (date.day, date.months, date.year) == (1, frozenset({12}), 2026)


@pytest.mark.parametrize(
    ("text", "following"),
    [("Start am 1.", "August 2026"), ("Oppstart 1.", "desember"), ("Eintritt ab 1.", "")],
)
def should_see_that_a_full_stop_is_inside_a_date(text: str, following: str) -> None:
    assert stops_inside_date(text, following)


@pytest.mark.parametrize(
    ("text", "following"), [("You read level 2.", "May we meet?"), ("We bake.", "August is hot.")]
)
def should_let_a_sentence_end_before_a_month(text: str, following: str) -> None:
    assert not stops_inside_date(text, following)
