"""Names that stand nowhere in the lines are found, and inflected or joined ones are known."""

import pytest

from summariser.checks.grounding.names import unknown_names
from summariser.checks.grounding.text_facts import TextFacts


def unknown(text: str, lines: str, language: str = "en", fields: str = "") -> list[str]:
    known, named = TextFacts(lines, language), TextFacts(fields, language)
    whole = TextFacts(f"{lines}\n{fields}", language)
    names = unknown_names(TextFacts(text, language), known, named, whole)
    return [name.word for name in names if not name.elsewhere]


@pytest.mark.parametrize(
    ("text", "lines", "language", "names"),
    [
        (
            "Baker at Harvest Mill in Leeds.",
            "Baker at Old Oven in Leeds.",
            "en",
            ["Harvest", "Mill"],
        ),
        ("Bäcker bei Mühlenhof in Gera.", "Bäcker in Gera.", "de", ["Mühlenhof"]),
        ("Kenntnisse in SAP.", "Kenntnisse in Excel.", "de", ["SAP"]),
        ("Boulanger à Lyon.", "Boulanger à Dijon.", "fr", ["Lyon"]),
        ("Bakker in Utrecht.", "Bakker in Leiden.", "nl", ["Utrecht"]),
        ("Piekarz w Poznaniu.", "Piekarz w Gdańsku.", "pl", ["Poznaniu"]),
        ("Klasse CE ist nötig.", "Führerschein Klasse B für den Service.", "de", ["CE"]),
    ],
)
def should_find_a_name_that_the_lines_lack(
    text: str, lines: str, language: str, names: list[str]
) -> None:
    assert unknown(text, lines, language) == names


@pytest.mark.parametrize(
    ("text", "lines", "language"),
    [
        ("Piekarz w Warszawie.", "Piekarz, Warszawa", "pl"),
        ("Koch in der Leipziger Kantine.", "Koch in Leipzig, Kantine", "de"),
        ("Développeur C# à Dijon.", "Développeur C#, Dijon", "fr"),
        ("Speaks English and German.", "Languages matter to us.", "en"),
        ("Bakes bread on Mondays.", "Bakes bread.", "en"),
        ("Mit Sorgfalt bedienst du den Ofen.", "Du bedienst den Ofen.", "de"),
        ("Kenntnisse im Backen sind von Vorteil.", "Gern mit Kenntnissen im Backen.", "de"),
        ("Profile: bakes bread.", "Bakes bread.", "en"),
    ],
)
def should_know_a_name_in_another_form_and_a_word_that_is_none(
    text: str, lines: str, language: str
) -> None:
    assert unknown(text, lines, language) == []


def should_know_the_names_of_the_listings_fields() -> None:
    assert unknown("Baker at Harvest Mill.", "Bakes bread.", fields="Harvest Mill\nBaker") == []
