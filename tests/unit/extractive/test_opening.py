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
        ("GP", "GP."),
        ("RN", "RN."),
        ("医師", "医師."),
        ("Urgent Care Doctor", "Urgent Care Doctor."),
        ("Vendeuse en prêt-à-porter", "Vendeuse en prêt-à-porter."),
        ("Hiring Manager", "Hiring Manager."),
        ("Urgent: Welder", "Welder."),
        ("Hiring a Welder", "Welder."),
        ("We are hiring Welder", "Welder."),
        (".NET Developer", ".NET Developer."),
        ("Data Engineer @ Quillpay", "Data Engineer."),
        ("Data Engineer @Quillpay.io (m/w/d)", "Data Engineer."),
        ("Welder | Jobs-Hull.com", "Welder."),
        ("Welder - Indeed", "Welder."),
        ("Clerk – payroll and invoices for the northern…", "Clerk."),
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
        ("GB, ,", "Clerk."),
        ("MY", "Clerk."),
        ("USA", "Clerk, USA."),
        ("Leeds, West Yorkshire, GB; Hull, East Yorkshire, GB", "Clerk in Leeds and Hull."),
        ("Leeds; Hull; York", "Clerk in Leeds, Hull and York."),
        ("Hull; Hull", "Clerk in Hull."),
        ("Kassel, Fulda, Marburg", "Clerk in Kassel, Fulda and Marburg."),
        ("Katowice, Tychy, śląskie", "Clerk in Katowice and Tychy."),
        ("Zwolle, Overijssel, Netherlands", "Clerk in Zwolle."),
        ("Berlin, Munich, Germany", "Clerk in Berlin and Munich."),
        ("Kassel, Fulda, Marburg, remote", "Clerk, Kassel, Fulda, Marburg, remote."),
        ("Leeds, GB; Remote", "Clerk, Leeds, GB, Remote."),
        ("Remote (Ireland)", "Clerk, Remote (Ireland)."),
        ("; ".join(f"Townsville-on-Sea {n}" for n in "ABCDEFG"), "Clerk."),
        ("https://example.com/jobs", "Clerk."),
        ("n/a", "Clerk."),
    ],
)
def should_name_the_place_without_codes(location: str, expected: str) -> None:
    assert opening("en", "Clerk", location=location) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "Koch in Kassel und Fulda."),
        ("fr", "Koch, Kassel et Fulda."),
        ("pl", "Koch, Kassel i Fulda."),
        ("ja", "Koch（Kassel、Fulda）。"),
        ("th", "Koch, Kassel, Fulda."),
    ],
)
def should_join_two_towns_as_the_language_does(language: str, expected: str) -> None:
    assert opening(language, "Koch", location="Kassel; Fulda") == expected


def should_not_say_twice_what_the_title_says_already() -> None:
    assert opening("nl", "Kok - Gent", "Het Anker", "GENT") == "Kok bij Het Anker in Gent."
    assert opening("fr", "Serveur chez Zephyr", "Zephyr", "Lyon") == "Serveur chez Zephyr, Lyon."


def should_not_end_in_two_full_stops() -> None:
    assert opening("pl", "Kierowca", "Trasa Sp. z o.o.") == "Kierowca – Trasa Sp. z o.o."


@pytest.mark.parametrize("title", ["-", "404", "n/a", "???", "(0000AA"])
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


@pytest.mark.parametrize(
    ("language", "location", "told"),
    [
        ("de", "Remote", "Homeoffice"),
        ("de", "Kassel, hybrid", "hybrid"),
        ("fr", "Nantes, Remote", "télétravail"),
        ("pl", "Remote", "praca zdalna"),
        ("fi", "Turku, Remote", "etätyö"),
        ("nl", "Leiden (hybrid)", "hybride"),
    ],
)
def should_say_how_one_works_in_the_language_of_the_summary(
    language: str, location: str, told: str
) -> None:
    listing = document(language, {Field.TITLE: "Clerk", Field.LOCATION: location})
    text = write_openings(listing, load_wording(language))[0].text
    assert told in text
    assert "Remote" not in text


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("en", "Brindle Line hiring Deckhand in Hull, England | LinkedIn", "Brindle Line in Hull"),
        ("en", "Brindle Line hiring a Deckhand in Hull | | Lin", "Brindle Line in Hull"),
        ("de", "Brindle Linie sucht Deckhand in Kiel | LinkedIn", "Brindle Linie in Kiel"),
        ("nl", "Brindle Lijn zoekt een Deckhand in Vlissingen | LinkedIn", "Brindle Lijn in"),
        ("fr", "Ligne Brindle recrute pour des postes de Deckhand (Brest) | LinkedIn", "Brest"),
    ],
)
def should_take_apart_what_a_board_calls_its_page(language: str, title: str, expected: str) -> None:
    told = opening(language, title, company="LinkedIn", location="Oslo")
    assert told.startswith("Deckhand")
    assert expected in told
    assert "LinkedIn" not in told
    assert "Oslo" not in told


def should_leave_a_title_whole_where_the_company_is_named() -> None:
    told = opening("en", "Brindle Line hiring Deckhand in Hull", company="Crew Agency")
    assert told == "Brindle Line hiring Deckhand in Hull at Crew Agency."
    assert opening("en", "We are hiring Deckhand in Hull") == "Deckhand in Hull."


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We are looking for an experienced Harbour Pilot who knows the tides.", "Harbour"),
        ("de", "Zum Mai suchen wir für unsere Fähren eine erfahrene Lotsin.", "Lotsin."),
        ("de", "Hafenlotse (m/w/d)", "Hafenlotse (m/w/d)."),
        ("nl", "Om die reden zijn wij op zoek naar een ervaren Harbour Pilot.", "Harbour Pilot."),
        ("nl", "Als Harbour Pilot breng je schepen veilig binnen.", "Harbour Pilot."),
        ("fr", "Notre port recherche un Pilote de la rade.", "Pilote"),
    ],
)
def should_find_the_role_in_the_text_where_the_title_has_none(
    language: str, text: str, expected: str
) -> None:
    source = document(language, {Field.TITLE: "?"}, (INTRODUCTION, text))
    assert write_openings(source, load_wording(language))[0].text.startswith(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Harbour Pilot 19704", "Harbour Pilot."),
        ("Harbour Pilot Summer 2031", "Harbour Pilot Summer 2031."),
        ("Auditor ISO 27001", "Auditor ISO 27001."),
        ("Pilot·e du port (H/F)", "Pilot·e du port (H/F)."),
        (
            f"Harbour Pilot / Apprentice - Ropes, tides & knots : {'harbour ' * 9}",
            "Harbour Pilot / Apprentice.",
        ),
    ],
)
def should_leave_a_title_without_references_and_loose_ends(title: str, expected: str) -> None:
    assert opening("en", title) == expected


@pytest.mark.parametrize(
    ("language", "location", "expected"),
    [
        ("de", "Germany", "Lotse."),
        ("nl", "Belgium", "Lotse."),
        ("de", "Kiel", "Lotse in Kiel."),
        ("en", "Poland", "Lotse in Poland."),
        ("fr", "Brest (remote possible)", "Lotse, Brest."),
    ],
)
def should_name_no_country_in_another_language(language: str, location: str, expected: str) -> None:
    assert opening(language, "Lotse", location=location) == expected
