"""Under which aspect an item is told, and which items belong to none."""

import pytest

from summariser.domain.document import Section
from tests.unit.extractive.documents import INTRODUCTION, document
from tests.unit.extractive.mobile import TITLE, bullets, told

DUTIES, REQUIREMENTS = Section.DUTIES, Section.REQUIREMENTS
COMPENSATION = Section.COMPENSATION


@pytest.mark.parametrize(
    ("language", "section", "item", "expected"),
    [
        ("en", DUTIES, "Fluent Danish in the harbour office", "Profile: "),
        ("en", REQUIREMENTS, "Dental insurance and a pension plan", "On offer: "),
        ("en", DUTIES, "36 hours - four days a week", "On offer: "),
        ("de", REQUIREMENTS, "Betreuung der Fahrerinnen im Norden", "Aufgaben: "),
        ("de", DUTIES, "Kenntnisse im Seerecht", "Profil: "),
        ("fr", DUTIES, "Horaires de nuit, trois jours par semaine", "Offre : "),
        ("nl", DUTIES, "Vloeiend Duits en Deens", "Profiel: "),
        ("pl", REQUIREMENTS, "Planowanie tras na północy kraju", "Obowiązki: "),
    ],
)
def should_tell_an_item_under_the_aspect_that_its_words_speak_for(
    language: str, section: Section, item: str, expected: str
) -> None:
    (line,) = bullets(language, section, item)
    assert line.startswith(expected)


@pytest.mark.parametrize(
    ("language", "known", "unknown"),
    [
        ("en", "Knowledge of the tides", "Lighthouses at dusk"),
        ("de", "Kenntnisse im Seerecht", "Leuchttürme bei Nacht"),
        ("nl", "Ervaring met containers", "Vuurtorens in de mist"),
        ("fr", "Connaissance des marées", "Les phares de la côte"),
    ],
)
def should_end_a_list_with_the_last_item_that_surely_belongs_to_it(
    language: str, known: str, unknown: str
) -> None:
    (line,) = bullets(language, REQUIREMENTS, known, unknown)
    assert unknown.rsplit(maxsplit=1)[-1] not in line


def should_leave_out_items_where_a_list_has_turned_to_something_else() -> None:
    profile, offer = bullets(
        "en",
        REQUIREMENTS,
        "Knowledge of the tides",
        "Dental insurance and a pension plan",
        "Lanterns at dusk",
        "Experience with ropes",
    )
    assert profile == "Profile: knowledge of the tides; experience with ropes."
    assert offer == "On offer: dental insurance and a pension plan."


@pytest.mark.parametrize(
    ("language", "offer", "duty"),
    [
        ("en", "28 days of holiday", "Guide the deckhands through the harbour"),
        ("nl", "28 vakantiedagen", "Begeleiden van de dekknechten"),
        ("de", "28 Tage Urlaub", "Betreuung der Matrosen im Norden"),
    ],
)
def should_tell_no_duty_that_stands_among_what_is_offered(
    language: str, offer: str, duty: str
) -> None:
    told_there = " ".join(bullets(language, COMPENSATION, offer, duty))
    assert "28" in told_there
    assert duty.rsplit(maxsplit=1)[-1] not in told_there


@pytest.mark.parametrize(
    ("language", "welcome", "duty", "skill", "offer"),
    [
        (
            "en",
            "The Brindle Line is a fleet of ferries between islands.",
            "Plan the routes of ten ferries",
            "Knowledge of the tides",
            "28 days of holiday",
        ),
        (
            "de",
            "Die Brindle-Linie ist eine Flotte zwischen den Inseln.",
            "Planung der Routen von zehn Fähren",
            "Kenntnisse im Seerecht",
            "28 Tage Urlaub",
        ),
        (
            "fr",
            "La ligne Brindle est une flotte de la côte.",
            "Planifier les tournées de dix ferries",
            "Connaissance des marées",
            "28 jours de congés",
        ),
    ],
)
def should_leave_out_the_company_where_the_job_has_enough_to_tell(
    language: str, welcome: str, duty: str, skill: str, offer: str
) -> None:
    lists = ((DUTIES, f"- {duty}"), (REQUIREMENTS, f"- {skill}"), (COMPENSATION, f"- {offer}"))
    source = document(language, TITLE, (INTRODUCTION, welcome), *lists)
    assert welcome not in told(source)
    assert welcome in told(document(language, TITLE, (INTRODUCTION, welcome)))


def should_tell_a_degree_as_a_requirement_wherever_it_stands() -> None:
    (line,) = bullets("en", DUTIES, "A bachelor's degree and four years of planning")
    assert line.startswith("Profile: ")
