"""The opening sentence, from fields as boards write them."""

import pytest

from summariser.domain.document import Field
from summariser.extractive.opening import write_openings
from summariser.extractive.wording import load_wording
from tests.unit.extractive.documents import INTRODUCTION, document


def opening(language: str, title: str, company: str = "", location: str = "") -> str:
    fields = {Field.TITLE: title, Field.COMPANY: company, Field.LOCATION: location}
    given = {name: text for name, text in fields.items() if text}
    source = document(language, given, (INTRODUCTION, "The HR team works with SAP."))
    return write_openings(source, load_wording(language))[0].text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("HR PROCESS LEADER", "HR Process Leader."),
        ("CHEF DE PARTIE (H/F)", "Chef de Partie (H/F)."),
        ("Nurse 🚑 wanted!!", "Nurse."),
        ("Urgently required: welder", "Welder."),
        ("Buyer (Ref. Nr. 46152)", "Buyer."),
        ("Data Analyste F/H (H/F)", "Data Analyste F/H."),
        ("Seller (H/F", "Seller (H/F)."),
        ("iOS developer", "iOS developer."),
    ],
)
def should_read_a_title_as_a_person_would(title: str, expected: str) -> None:
    assert opening("en", title) == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("DE, BE, Berlin", "Clerk in Berlin."),
        ("US, TX, Houston", "Clerk in Houston."),
        ("Amsterdam, NH, NL", "Clerk in Amsterdam."),
        ("75 - Paris (Dept.)", "Clerk in Paris."),
        ("13 - AIX EN PROVENCE", "Clerk in Aix en Provence."),
        ("Warszawa, mazowieckie", "Clerk in Warszawa."),
        ("Remote", "Clerk, Remote."),
        ("Leeds / hybrid", "Clerk, Leeds / hybrid."),
        ("GB, ,", "Clerk, GB."),
        ("https://example.com/jobs", "Clerk."),
        ("n/a", "Clerk."),
    ],
)
def should_name_the_place_without_codes(location: str, expected: str) -> None:
    assert opening("en", "Clerk", location=location) == expected


def should_not_say_twice_what_the_title_says_already() -> None:
    assert opening("nl", "Kok - Gent", "Het Anker", "GENT") == "Kok bij Het Anker in Gent."
    assert opening("fr", "Serveur chez Zephyr", "Zephyr", "Lyon") == "Serveur chez Zephyr, Lyon."


def should_not_end_in_two_full_stops() -> None:
    assert opening("pl", "Kierowca", "Trasa Sp. z o.o.") == "Kierowca – Trasa Sp. z o.o."


@pytest.mark.parametrize("title", ["-", "404", "n/a", "???"])
def should_write_no_opening_where_the_title_says_no_role(title: str) -> None:
    source = document("en", {Field.TITLE: title})
    assert write_openings(source, load_wording("en")) == []


def should_use_the_own_name_of_a_town_where_the_listing_does() -> None:
    fields = {Field.TITLE: "Koch", Field.LOCATION: "Munich"}
    wording = load_wording("de")
    named = document("de", fields, (INTRODUCTION, "Unsere Küche liegt mitten in München."))
    assert write_openings(named, wording)[0].text == "Koch in München."
    assert write_openings(named, wording)[0].lines == (1, 2, 3)
    unnamed = document("de", fields, (INTRODUCTION, "Unsere Küche liegt am Fluss."))
    assert write_openings(unnamed, wording)[0].text == "Koch in Munich."
