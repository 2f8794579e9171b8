"""Sentences that a splitter cut at a full stop which ends none of them."""

import pytest

from summariser.preparation.joining import whole_sentences


def should_put_a_name_together_again_that_was_cut_at_its_full_stop() -> None:
    cut = ["You write in .", "NET Core and in .", "NET Framework. ", "You test it."]

    assert list(whole_sentences(cut, "en")) == [
        "You write in .NET Core and in .NET Framework. ",
        "You test it.",
    ]


def should_keep_a_text_that_ends_in_a_lone_full_stop() -> None:
    assert list(whole_sentences(["You repair pumps. ", "You test them ."], "en")) == [
        "You repair pumps. ",
        "You test them .",
    ]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("de", "Du betreust die 3. ", "Klasse am Nachmittag."),
        ("de", "Wir zahlen ein 13. ", "Monatsgehalt."),
        ("de", "Du nutzt Werkzeuge, z. ", "B. Hammer und Säge."),
        ("de", "Du nutzt Werkzeuge, z. B. ", "Hammer und Säge."),
        ("de", "Du arbeitest i. d. R. ", "Montag bis Freitag."),
        ("da", "Du starter den 1. ", "August i Odense."),
        ("fi", "Työ alkaa 15. ", "Elokuuta."),
        ("nl", "Je werkt max. ", "32 uur in de week."),
        ("pl", "Wymagane dośw. min. ", "2 lata."),
        ("pl", "Praca przy ul. ", "Polnej w Łodzi."),
        ("es", "Horario de aprox. ", "Treinta horas."),
        ("en", "The pay is min. £30,000 and max. ", "£36,000 a year."),
        ("en", "Your team has approx. ", "Twelve members."),
        ("pl", "Umowa od 1 maja 2026 r. ", "do końca roku."),
    ],
)
def should_go_on_behind(language: str, before: str, after: str) -> None:
    assert list(whole_sentences([before, after], language)) == [before + after]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "You lead a team of 12. ", "We train you."),
        ("en", "You repair pumps. ", "dbt is used here."),
        ("pl", "Oferty przyjmujemy do 24 kwietnia 2026 r. ", "Odpowiemy na wybrane."),
        ("nl", "Je maakt beleid. ", "vanzelfsprekend met het team."),
        ("de", "Du pflegst Gäste. ", "Wir zahlen gut."),
    ],
)
def should_end_a_sentence_behind(language: str, before: str, after: str) -> None:
    assert list(whole_sentences([before, after], language)) == [before, after]
