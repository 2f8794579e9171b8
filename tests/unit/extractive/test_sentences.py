"""Which texts are told as sentences, which as items under a lead, and which not at all."""

import pytest

from summariser.domain.document import Field, Section
from tests.unit.extractive.documents import INTRODUCTION, document
from tests.unit.extractive.mobile import TITLE, bullets, told

DUTIES, REQUIREMENTS = Section.DUTIES, Section.REQUIREMENTS
COMPENSATION = Section.COMPENSATION


@pytest.mark.parametrize(
    ("language", "phrase", "expected"),
    [
        (
            "nl",
            "Een open houding en het vermogen om zelfstandig ritten te plannen.",
            "Profiel: een open houding en het vermogen om zelfstandig ritten te plannen.",
        ),
        (
            "fr",
            "Rigueur, curiosité et bonne connaissance des règles de transport.",
            "Profil : rigueur, curiosité et bonne connaissance des règles de transport.",
        ),
        (
            "pl",
            "Bardzo dobra znajomość przepisów o transporcie drogowym.",
            "Wymagania: bardzo dobra znajomość przepisów o transporcie drogowym.",
        ),
    ],
)
def should_tell_a_phrase_without_a_verb_under_a_lead(
    language: str, phrase: str, expected: str
) -> None:
    assert told(document(language, TITLE, (REQUIREMENTS, phrase)))[1:] == [expected]


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "A unique mix of routes, people and places across the north."),
        ("de", "Kaum Stau und ein modernes Lager am Rand von Fulda."),
        ("fr", "Une alliance unique entre routes, ports et entrepôts du nord."),
        ("sv", "En unik blandning av vägar, hamnar och lager i norr."),
    ],
)
def should_not_tell_a_phrase_where_no_lead_may_precede_it(language: str, phrase: str) -> None:
    source = document(language, TITLE, (INTRODUCTION, phrase))
    assert told(source) == ["Planner."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Model risk reports are written every quarter"),
        ("en", "Support hours will be shared by the team"),
        ("de", "Kenntnisse in SAP sind von Vorteil"),
        ("nl", "Kennis van de haven is een pluspunt"),
        ("fr", "La maîtrise du russe est un atout"),
    ],
)
def should_tell_a_bullet_with_a_verb_as_a_sentence(language: str, text: str) -> None:
    assert f"{text}." in bullets(language, DUTIES, text, "Routen" if language == "de" else "X")


def should_keep_what_one_checks_a_duty() -> None:
    assert bullets("en", DUTIES, "Ensure all vans are clean", "Plan the week of six drivers") == [
        "You will ensure all vans are clean; plan the week of six drivers."
    ]


@pytest.mark.parametrize(
    ("language", "item"),
    [("nl", "ervaring hebt met routes"), ("de", "gern im Freien arbeitest")],
)
def should_leave_out_an_item_whose_subject_was_its_heading(language: str, item: str) -> None:
    assert item not in " ".join(bullets(language, REQUIREMENTS, item))


def should_leave_out_what_the_profile_says_already() -> None:
    lines = bullets("en", REQUIREMENTS, "Must have a driving licence", "Should have good eyesight")
    assert lines == ["Profile: a driving licence; good eyesight."]


def should_choose_a_lead_that_agrees_with_the_items() -> None:
    german = bullets("de", COMPENSATION, "Einen unbefristeten Vertrag", "Einen Platz im Parkhaus")
    assert german == ["Wir bieten: einen unbefristeten Vertrag; einen Platz im Parkhaus."]
    polish = bullets("pl", COMPENSATION, "Umowę o pracę na czas nieokreślony")
    assert polish == ["Oferujemy: umowę o pracę na czas nieokreślony."]
    english = bullets("en", DUTIES, "Prepares the routes of nine vans", "Trains new drivers")
    assert english == ["The jobholder prepares the routes of nine vans; trains new drivers."]


def should_offer_what_stands_among_duties() -> None:
    lines = bullets("en", DUTIES, "Plan the routes of nine vans", "Health insurance from day one")
    assert lines == [
        "You will plan the routes of nine vans.",
        "On offer: health insurance from day one.",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Apply or reach out directly to the depot"),
        ("en", "If you are tired of queues, we have the job that you look for."),
        ("fr", "Si vous aimez la route, nous avons le poste que vous cherchez."),
        ("nl", "Omdat jij van rijden houdt, hebben wij deze baan voor jou."),
        ("de", "Wenn du die Straße liebst, haben wir die Stelle für dich."),
    ],
)
def should_tell_no_call_and_no_slogan(language: str, text: str) -> None:
    source = document(language, TITLE, (DUTIES, f"- {text}"))
    assert text.rstrip(".").lower() not in " ".join(told(source)).lower()


def should_tell_a_label_before_a_sentence_once() -> None:
    assert bullets("de", DUTIES, "Eigenständigkeit: Du planst die Touren von neun Wagen.") == [
        "Du planst die Touren von neun Wagen."
    ]


def should_keep_marks_that_compare() -> None:
    line = "You plan the routes of vans <3.5 t and report delays >2 hours."
    assert line in told(document("en", TITLE, (DUTIES, line)))


def should_set_a_line_in_capitals_as_a_sentence() -> None:
    fields = {**TITLE, Field.LOCATION: "Leeds"}
    source = document(
        "en",
        fields,
        (DUTIES, "- PLAN THE ROUTES FROM LEEDS WITH SAP"),
        (COMPENSATION, "THE PAY IS £13.20 AN HOUR."),
    )
    assert told(source)[1:] == [
        "You will plan the routes from Leeds with SAP.",
        "The pay is £13.20 an hour.",
    ]


def should_leave_capitals_alone_where_nouns_have_one() -> None:
    source = document("de", TITLE, (DUTIES, "- PLANUNG DER TOUREN VON NEUN WAGEN"))
    assert told(source) == ["Planner."]


def should_not_tell_a_line_above_bullets() -> None:
    source = document(
        "en",
        TITLE,
        (REQUIREMENTS, "Technical skills and background"),
        (REQUIREMENTS, "- Two years of route planning"),
    )
    assert told(source)[1:] == ["Profile: two years of route planning."]


def should_not_tell_a_sentence_that_a_board_cut() -> None:
    source = document(
        "fr",
        TITLE,
        (INTRODUCTION, "Nous livrons des fleurs dans toute la ville."),
        (REQUIREMENTS, "Vous aimez la route et vous faites preuve d'un bon sens de l'organ"),
    )
    assert "organ" not in " ".join(told(source))


def should_use_the_only_short_item_of_an_aspect() -> None:
    assert bullets("sv", REQUIREMENTS, "Utbildad målare") == ["Profil: Utbildad målare."]


def should_split_an_enumeration_into_items() -> None:
    text = (
        "Clear voice, Good memory, Steady hand, Sense of direction, Knowledge of the docks, "
        "Excellent eyesight, Patience with customers."
    )
    (line,) = told(document("en", TITLE, (REQUIREMENTS, text)))[1:]
    assert line.startswith("Profile: ")
    assert line.count(";") == 2


def should_tell_one_pay_where_the_field_has_it() -> None:
    source = document(
        "en",
        {**TITLE, Field.SALARY: "30000-32000 GBP"},
        (COMPENSATION, "Salary up to £48,000 with bonus for planners."),
    )
    assert told(source)[1:] == ["Salary: 30,000 – 32,000 GBP."]


def should_open_with_who_is_looked_for_where_no_title_says_a_role() -> None:
    source = document(
        "nl",
        {Field.TITLE: "Wat breng jij in?"},
        (INTRODUCTION, "Ons depot staat al veertig jaar aan de haven."),
        (INTRODUCTION, "Wij zoeken een planner voor negen vrachtwagens."),
    )
    assert told(source)[0] == "Wij zoeken een planner voor negen vrachtwagens."


def should_not_tell_a_line_that_is_glued_to_the_title() -> None:
    source = document("en", TITLE, (INTRODUCTION, "Planner Hull You are our eyes in the harbour."))
    assert told(source) == ["Planner."]
