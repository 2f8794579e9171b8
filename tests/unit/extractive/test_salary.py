"""The salary field, as people write it in each language."""

import pytest

from summariser.domain.document import Field
from summariser.extractive.salary import is_unfilled, readable_salary
from summariser.extractive.wording import load_wording
from tests.unit.extractive.documents import document


def told(language: str, salary: str) -> str | None:
    source = document(language, {Field.SALARY: salary})
    return readable_salary(source, load_wording(language).pay)


@pytest.mark.parametrize(
    ("language", "salary", "expected"),
    [
        ("en", "38000 - 42000 EUR per year", "38,000 – 42,000 EUR a year"),
        ("de", "38000 - 42000 EUR per year", "38.000 – 42.000 EUR im Jahr"),
        ("nl", "2600 - 3100 EUR per month", "2.600 – 3.100 EUR per maand"),
        ("fr", "31000 - 34000 EUR per year", "31 000 – 34 000 EUR par an"),
        ("sv", "31000 SEK per month", "31 000 SEK i månaden"),
        ("pl", "7200 - 12500 PLN per month", "7200 – 12 500 PLN miesięcznie"),
        ("es", "1800 - 21000 EUR", "1800 – 21.000 EUR"),
        ("ja", "JPY 7500000 - 9000000", "JPY 7,500,000 – 9,000,000"),
        ("th", "38000 THB", "38000 THB"),
        ("en", "€5.112 to €8.353", "€5,112 to €8,353"),
        ("en", "€3.118 tot €4.207", "€3,118 – €4,207"),
        ("nl", "€3.118 tot €4.207", "€3.118 tot €4.207"),
        ("de", "€3.118 tot €4.207", "€3.118 – €4.207"),
        ("fr", "3118 bis 4207 EUR", "3 118 – 4 207 EUR"),
        ("de", "12.5 EUR per hour", "12,5 EUR pro Stunde"),
        ("en", "₹1,50,000 a year", "₹1,50,000 a year"),
        ("en", "EUR 15.0 - 15.0 hourly", "EUR 15 an hour"),
        ("en", "E13 TV-L, Tarif 2025", "E13 TV-L, Tarif 2025"),
    ],
)
def should_part_thousands_as_the_language_does(language: str, salary: str, expected: str) -> None:
    assert told(language, salary) == expected


@pytest.mark.parametrize(
    ("language", "salary", "expected"),
    [
        ("en", "from 2400 EUR", "from 2,400 EUR"),
        ("de", "from 2400 EUR per month", "ab 2.400 EUR im Monat"),
        ("fr", "up to 42000 EUR per year", "jusqu'à 42 000 EUR par an"),
        ("nl", "up to 3100 EUR", "tot 3.100 EUR"),
        ("pl", "from 7200 PLN per month", "od 7200 PLN miesięcznie"),
        ("en", "0-30000", "up to 30,000"),
        ("de", "€0 - €30000", "bis zu €30.000"),
        ("it", "24000 - 0 EUR", "da 24.000 EUR"),
    ],
)
def should_say_which_end_of_a_range_is_known(language: str, salary: str, expected: str) -> None:
    assert told(language, salary) == expected


@pytest.mark.parametrize(
    ("language", "salary", "expected"),
    [
        ("de", "2600 EUR per monat", "2.600 EUR im Monat"),
        ("fr", "2600 EUR per mensuel", "2 600 EUR par mois"),
        ("sv", "900 SEK per two weeks", "900 SEK varannan vecka"),
        ("en", "9000 PLN / month", "9,000 PLN a month"),
        ("fr", "Mensuel de 1867.03 Euros sur 12.0 mois", "1 867,03 Euros par mois, sur 12 mois"),
        ("fr", "Horaire de 12.5 Euros sur 12 mois", "12,5 Euros par heure, sur 12 mois"),
        ("fr", "Annuel de 2000.0 Euros à 2900.0 Euros", "2 000 à 2 900 Euros par an"),
        ("fr", "Horaire de 13.0 Euros à 13.0 Euros", "13 Euros par heure"),
        ("de", "Monatlich 2400 € brutto", "2.400 € brutto im Monat"),
    ],
)
def should_tell_the_period_behind_the_sum(language: str, salary: str, expected: str) -> None:
    assert told(language, salary) == expected


@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("fr", "Salaire : de à EUR par an"),
        ("de", "Gehalt: von bis EUR pro Monat"),
        ("en", "Salary: from to GBP per year"),
        ("nl", "Salaris: € tot € per maand"),
        ("pl", "Wynagrodzenie: od do PLN brutto"),
        ("es", "Salario: de a EUR al mes"),
    ],
)
def should_not_tell_a_form_that_nobody_filled_in(language: str, form: str) -> None:
    assert is_unfilled(form)
    assert told(language, form) is None


@pytest.mark.parametrize(
    "salary", ["Competitive", "By agreement, paid monthly", "Nach Vereinbarung"]
)
def should_tell_pay_that_has_no_figures(salary: str) -> None:
    assert not is_unfilled(salary)
    assert told("en", salary) == salary


def should_tell_a_long_salary_in_part_with_what_applies() -> None:
    salary = (
        "We pay fairly and review every year. £45,000 in Leeds; £52,000 in London if you work "
        "nights. There is more: a bonus that depends on the results of the group, a pension, a "
        "season ticket loan, and a share plan that you may join after two years of service."
    )
    assert told("en", salary) == "£45,000 in Leeds; £52,000 in London if you work nights"


def should_cut_a_long_salary_at_a_border_or_not_tell_it() -> None:
    tail = "depending on the experience that you bring " * 6
    assert told("en", f"£45,000 a year, {tail}") == "£45,000 a year"
    assert told("en", f"£45,000 {tail}") is None
    assert told("en", f"Competitive, {tail}") is None
