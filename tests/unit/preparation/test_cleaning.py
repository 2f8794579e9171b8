"""What is repaired, removed and masked in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.preparation.cleaning import (
    EMAIL,
    PHONE,
    clean_characters,
    decode_entities,
    mask_contacts,
)


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("FÃ¼r die BÃ¤ckerei", "Für die Bäckerei"),
        ("FÃ\x83Â¼r die BÃ\x83Â¤ckerei", "Für die Bäckerei"),
        ("piekarnia w ÅodziÂ\xa0i KrakowieÂ\xa0– obowiÄ…zki", "piekarnia w"),
        ("the bakeryâ€™s oven", "the bakery's oven"),
        ("the bakery€™s €œbig€\x9d oven", "the bakery’s “big” oven"),
        ("employÃ© Ã  la boulangerie", "employé à la boulangerie"),
    ],
)
def should_repair_text_read_in_a_wrong_encoding(broken: str, meant: str) -> None:
    assert clean_characters(broken).replace("’s oven", "'s oven").startswith(meant)


@pytest.mark.parametrize(
    "text",
    [
        "Bäcker für 2.400 € – „frisch“",
        "„ab 100 €“",
        "Ångström, Île-de-France, Łódź, señor, SÃO PAULO",
        "看護師を募集",
        "пекарь",
    ],
)
def should_leave_sound_text_as_it_is(text: str) -> None:
    assert clean_characters(text) == text


def should_remove_what_nobody_sees() -> None:
    hidden = "\x00\x07\u200b\u200d\u202e\u2066\ufeff\u00ad\U000e0041\U000e007f\ue000"
    assert clean_characters("ba".join(hidden)) == "ba" * (len(hidden) - 1)


def should_compose_letters_and_unify_spaces_and_line_breaks() -> None:
    assert clean_characters("Ba\u0308cker\u00a0in\r\nGent\u2028now\tor\u3000never") == (
        "Bäcker in\nGent\nnow or never"
    )


def should_keep_the_bullets_of_a_symbol_font() -> None:
    assert clean_characters("\uf0b7 Bread") == "• Bread"


def should_decode_entities_escaped_more_than_once() -> None:
    assert (
        decode_entities("Bread &amp;amp; rolls &#x27;hot&#39; &eacute;") == "Bread & rolls 'hot' é"
    )


@pytest.mark.parametrize(
    "address",
    [
        "jobs@bakery.example",
        "anna.mill+jobs@mail.bakery.example",
        "jobs (at) bakery.example",
        "jobs[at]bakery[dot]example",
        "jobs @ bakery.example",
    ],
)
def should_mask_email_addresses(address: str) -> None:
    assert mask_contacts(f"Write to {address} today.") == f"Write to {EMAIL} today."


@pytest.mark.parametrize(
    "number",
    [
        "+49 30 1234567",
        "+32 (0)9 123 45 67",
        "0032 9 123 45 67",
        "030 / 123 45 67-0",
        "06 12 34 56 78",
        "0612345678",
        "(212) 555-0123",
        "212-555-0123",
        "+48 123 456 789",
    ],
)
def should_mask_phone_numbers(number: str) -> None:
    assert mask_contacts(f"Call {number} today.") == f"Call {PHONE} today."


def should_mask_a_number_without_prefix_where_a_word_says_that_it_is_one() -> None:
    assert mask_contacts("Tel.: 123 456 789") == f"Tel.: {PHONE}"


@pytest.mark.parametrize(
    "text",
    [
        "2.400 - 2.800 € brutto",
        "€ 3.032,79 – € 4.241,24",
        "45 000 - 55 000 PLN",
        "12 000 000 zł",
        "from 2019-2024",
        "01.09.2026 - 31.12.2026",
        "2026-09-01",
        "08.30 - 17.00 Uhr",
        "9000 Ghent, 10115 Berlin",
        "Ref. 00370066",
        "salary 65000-75000",
        "meet us at bakery.example",
        "24/7, 100 %, ISO 9001:2015",
        "37,5 Stunden, 30 Tage",
    ],
)
def should_not_mask_money_dates_times_places_and_references(text: str) -> None:
    assert mask_contacts(text) == text


@given(st.text())
def should_clean_any_text_once_and_for_all(text: str) -> None:
    once = clean_characters(text)
    assert not any(0x200B <= ord(character) <= 0x200F for character in once)
    assert "\x00" not in once


@given(st.text())
def should_mask_any_text_without_failing(text: str) -> None:
    assert "@bakery.example" not in mask_contacts(f"{text} jobs@bakery.example")
