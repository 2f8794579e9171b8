"""What marks the items of a list, and the marks that have a meaning and stay."""

import pytest

from summariser.domain.document import LineKind
from summariser.domain.listing import Listing
from summariser.preparation.markup import read_blocks
from summariser.preparation.prepare import prepare_document


def blocks(description: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read_blocks(description)]


def lines(text: str, language: str) -> list[str]:
    listing = Listing(title="Any", description=text, language=language)
    document = prepare_document(listing, listing_id="any", version=1)
    return [line.text for line in document.body]


@pytest.mark.parametrize(
    "text",
    [
        "13. Monatsgehalt und Urlaubsgeld",
        "24. und 31. Dezember frei",
        "2. juristisches Staatsexamen",
        "§ 34a GewO mit Sachkundeprüfung",
        "> 3 Jahre Erfahrung",
        "~ 20 Stunden im Monat",
        "+5 years in a lab",
    ],
)
def should_keep_marks_that_have_a_meaning(text: str) -> None:
    assert blocks(f"<ul><li>{text}</li><li>Anderes</li></ul>")[0] == ("bullet", text)


@pytest.mark.parametrize(
    "mark", ["• ", "-- ", "- • ", "・", "✔ ", "1) ", "a) ", "2\ufe0f\u20e3 ", "👉 ", "+ ", "> "]
)
def should_take_away_a_mark_that_has_none(mark: str) -> None:
    assert blocks(f"{mark}Bake rye bread\n{mark}Sell it")[0] == ("bullet", "Bake rye bread")


def should_take_numbers_that_count_lines_away() -> None:
    assert blocks("1. Bake bread\n2. Sell it\n3. Clean up") == [
        ("bullet", "Bake bread"),
        ("bullet", "Sell it"),
        ("bullet", "Clean up"),
    ]


def should_keep_ordinals_that_look_like_counted_lines() -> None:
    years = ["1. Ausbildungsjahr: 1.150 €", "2. Ausbildungsjahr: 1.220 €"]
    assert [text for _, text in blocks("\n".join(years))] == years


def should_cut_a_line_at_its_emoji() -> None:
    assert blocks("<p>🎁 A week off in May ☕ Free coffee 🚲 A bike to keep</p>") == [
        ("bullet", "A week off in May"),
        ("bullet", "Free coffee"),
        ("bullet", "A bike to keep"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Pay: £30,000 –", "£34,000 a year", "Pay: £30,000 – £34,000 a year"),
        ("Lohn: 2.800 €", "– 3.100 € im Monat", "Lohn: 2.800 € – 3.100 € im Monat"),
        ("Salaire : 2 000 -", "2 300 € par mois", "Salaire : 2 000 - 2 300 € par mois"),
    ],
)
def should_join_a_range_over_a_line_break(first: str, second: str, joined: str) -> None:
    assert blocks(f"<p>{first}<br>{second}</p>") == [("text", joined)]


def should_read_a_box_as_a_heading() -> None:
    kinds = blocks("【仕事内容】\n・パンを焼く\n・販売")
    assert kinds[0] == (LineKind.HEADING.value, "仕事内容")
    assert kinds[1] == (LineKind.BULLET.value, "パンを焼く")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Vergütung beträgt im 1. Jahr 2.900 € und ab dem 2. Jahr 3.100 € im Monat."),
        ("de", "Du fährst die Strecke Kassel - Fulda - Marburg - Gießen am Morgen und am Abend."),
        ("de", "Du versorgst die Patient:innengruppe auf zwei Stationen mit je 20 Betten."),
        ("de", "Du leitest die Kolleg*innen und Mitarbeiter/innen der Küche in der Schule an."),
        ("en", "You build services with Express.Js and Vue.Js in a team of four at the port."),
        ("en", "You run the StandBy rota and the DreamTeam chat of two wards in the clinic."),
        ("en", "You cook for the guests of our 4* hotel in Bath and order what you need."),
        ("nl", "Je hebt min.2 jaar ervaring als bakker en je werkt graag in de nacht."),
    ],
)
def should_keep_a_sentence_whole(language: str, text: str) -> None:
    assert lines(text, language) == [text]


def should_cut_items_that_a_comma_glues() -> None:
    text = "Znajomość angielskiego (w mowie i piśmie),Dokładność w pracy oraz spokój w kuchni"
    assert lines(text, "pl") == [
        "Znajomość angielskiego (w mowie i piśmie),",
        "Dokładność w pracy oraz spokój w kuchni",
    ]
