"""Names of persons to contact, which no summary needs."""

import pytest

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import mask_contacts
from summariser.preparation.persons import mask_persons


def masked(*texts: str, known: str = "") -> list[str]:
    lines = [Block(LineKind.TEXT, mask_contacts(text)) for text in texts]
    return [line.text for line in mask_persons(lines, known)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ansprechpartnerin: Frau Petra Blum", "Petra Blum"),
        ("Dein Ansprechpartner ist Ole Brandt.", "Ole Brandt"),
        ("Please contact Ruth Hale ([e-mail]).", "Ruth Hale"),
        ("Call Ruth Hale on 0117 496 0123.", "Ruth Hale"),
        ("Neem contact op met Bart van den Berg.", "Bart van den Berg"),
        ("Vragen? Bel Bart Smit.", "Bart Smit"),
        ("Contactez Mme Anne Morel au 01 99 00 12 34.", "Anne Morel"),
        ("Osoba kontaktowa: Ewa Zielińska", "Ewa Zielińska"),
        ("Persona de contacto: Marta Ruiz", "Marta Ruiz"),
        ("Kontaktperson: Nils Dahl, +46 70 174 06 00", "Nils Dahl"),
        ("Ruth Hale | Head Chef | ruth@example.com", "Ruth Hale"),
    ],
)
def should_mask_a_person_to_contact(text: str, name: str) -> None:
    (line,) = masked(text)
    assert name not in line
    assert "[name]" in line


def should_mask_a_name_on_a_line_of_its_own() -> None:
    assert masked("Ansprechpartner:", "Ole Brandt", "Tel. 0561 700123")[1] == "[name]"


@pytest.mark.parametrize(
    "text",
    [
        "You are the point of contact for Key Account Managers in Europe.",
        "Sie sind Ansprechpartner für unsere Kunden im Bereich Neue Medien.",
        "Je werkt samen met Recruiter en Administratief Medewerker.",
        "You call New Customers and the Help Desk.",
        "Contact: Hale & Sons",
    ],
)
def should_keep_what_is_no_person(text: str) -> None:
    assert masked(text, known="Hale & Sons") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Lohn als Callcenter-Kraft: 2.300 – 2.700 € brutto",
        "Mobile Developer: 52.000 – 61.000 € im Jahr",
        "telefonisch verkoper: 2.400 – 2.900 euro",
        "phone agents: £24,000 - 28,000",
        "Shifts: 0600-1400 / 1400-2200 / 2200-0600",
        "Barista @ Copper Kettle",
        "Schicht@6.00 Uhr, Pause @ 9.30",
    ],
)
def should_mask_no_sum_shift_or_title(text: str) -> None:
    assert mask_contacts(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("jobs @ example.com", "[e-mail]"),
        ("Tel. 0561 700123", "Tel. [phone]"),
        ("Handy: 0171 7001234", "Handy: [phone]"),
        ("call 415-555-0134", "call [phone]"),
    ],
)
def should_still_mask(text: str, shown: str) -> None:
    assert mask_contacts(text) == shown
