"""Listings that offer several jobs: what is told of each, and of all."""

import pytest

from summariser.domain.document import Document, Field, Section
from summariser.domain.profiles import load_profiles
from tests.unit.extractive.documents import INTRODUCTION, document
from workbench.evaluation.drafts import extractive_draft

DUTIES, REQUIREMENTS = Section.DUTIES, Section.REQUIREMENTS


def told(source: Document) -> list[str]:
    text = extractive_draft(source, load_profiles(["mobile"])).profiles["mobile"].text
    return [line.removeprefix("• ") for line in text.splitlines()]


def cook_and_waiter() -> Document:
    return document(
        "de",
        {Field.TITLE: "Gasthof Linde", Field.LOCATION: "Fulda"},
        (INTRODUCTION, "Wir sind ein Gasthof mit 40 Zimmern."),
        (DUTIES, "# Koch (m/w/d)"),
        (DUTIES, "- Zubereitung warmer Speisen"),
        (DUTIES, "# Kellner (m/w/d)"),
        (DUTIES, "- Bedienung der Gäste auf der Terrasse"),
        (Section.COMPENSATION, "# Wir bieten"),
        (Section.COMPENSATION, "- 14 € in der Stunde"),
    )


def should_name_the_jobs_and_keep_their_facts_apart() -> None:
    assert told(cook_and_waiter()) == [
        "Koch (m/w/d), Kellner (m/w/d) in Fulda.",
        "Koch (m/w/d): Zubereitung warmer Speisen.",
        "Kellner (m/w/d): Bedienung der Gäste auf der Terrasse.",
        "Angebot: 14 € in der Stunde.",
    ]


def should_cite_the_heading_of_the_job() -> None:
    draft = extractive_draft(cook_and_waiter(), load_profiles(["mobile"]))
    assert [it.lines for it in draft.profiles["mobile"].sentences][1:3] == [(4, 5), (6, 7)]


@pytest.mark.parametrize("label", ["Position", "Vacancy", "Job"])
def should_read_numbered_headings(label: str) -> None:
    source = document(
        "en",
        {Field.TITLE: "Two jobs at the depot"},
        (DUTIES, f"# {label} 1: Dispatcher"),
        (DUTIES, "- Plan the routes of nine vans"),
        (DUTIES, f"# {label} 2: Mechanic"),
        (DUTIES, "- Repair the vans of the depot"),
    )
    assert told(source) == [
        "Dispatcher, Mechanic.",
        "Dispatcher: plan the routes of nine vans.",
        "Mechanic: repair the vans of the depot.",
    ]


@pytest.mark.parametrize("again", ["Koch (m/w/d) in Vollzeit", "KOCH (M/W/D)"])
def should_not_take_one_job_for_two(again: str) -> None:
    source = document(
        "de",
        {Field.TITLE: "Koch (m/w/d)"},
        (DUTIES, "# Koch (m/w/d)"),
        (DUTIES, "- Zubereitung warmer Speisen"),
        (DUTIES, f"# {again}"),
        (DUTIES, "- Bestellung der Zutaten"),
    )
    assert told(source) == [
        "Koch (m/w/d).",
        "Aufgaben: Zubereitung warmer Speisen; Bestellung der Zutaten.",
    ]
