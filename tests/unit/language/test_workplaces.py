"""A location field that the description contradicts is found, and only then."""

import pytest

from summariser.domain.document import Field, Section
from summariser.language.workplaces import contradicting_line
from tests.unit.extractive.documents import document

LOGISTICS, PERKS = Section.LOGISTICS, Section.COMPENSATION


@pytest.mark.parametrize(
    ("language", "location", "text"),
    [
        ("en", "Leeds", "Location: Hull"),
        ("en", "Leeds, West Yorkshire, GB", "Your place of work is Hull."),
        ("de", "Kassel", "Arbeitsort: Fulda"),
        ("nl", "Utrecht", "Standplaats: Zwolle"),
        ("fr", "69 - LYON", "Lieu de travail : Grenoble"),
        ("es", "Sevilla", "Lugar de trabajo: Granada"),
        ("it", "Torino", "Sede di lavoro: Cuneo"),
        ("pl", "Gdynia", "Miejsce pracy: Toruń"),
        ("cs", "Brno", "Místo výkonu práce: Zlín"),
        ("sv", "Umeå", "Arbetsort: Luleå"),
        ("fi", "Vaasa", "Sijainti: Oulu"),
        ("en", "Remote", "This role is on-site, five days a week."),
        ("en", "Remote (Ireland)", "The job is hybrid: two days from home."),
        ("de", "Remote", "Du arbeitest hybrid, drei Tage im Büro."),
        ("en", "On-site", "You work fully remote."),
        ("en", "Leeds", "This is a fully remote position."),
    ],
)
def should_find_the_line_that_names_another_place(language: str, location: str, text: str) -> None:
    source = document(language, {Field.LOCATION: location}, (LOGISTICS, text))
    found = contradicting_line(source)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("language", "location", "section", "text"),
    [
        ("en", "Leeds", LOGISTICS, "Location: Leeds city centre"),
        ("de", "Munich", LOGISTICS, "Arbeitsort: München"),
        ("pl", "Kraków", LOGISTICS, "Miejsce pracy: w Krakowie"),
        ("fr", "45 - ORLEANS", LOGISTICS, "Lieu de travail : Halles, 45000 Orléans"),
        ("en", "Netherlands", LOGISTICS, "Location: Utrecht"),
        ("en", "Leeds", LOGISTICS, "Location: remote"),
        ("en", "Leeds", LOGISTICS, "Our location is beautiful and quiet."),
        ("en", "Leeds", PERKS, "Up to four weeks a year of fully remote work from anywhere"),
        ("en", "Leeds", LOGISTICS, "Fully remote for two weeks a year."),
        ("en", "Leeds", LOGISTICS, "This role is hybrid: three days in our office."),
        ("en", "Leeds", LOGISTICS, "Fully remote, or from our office in Leeds."),
        ("en", "Leeds (hybrid)", LOGISTICS, "Two days a week from home."),
        ("en", "Remote", LOGISTICS, "You work fully remote and meet on site twice."),
        ("en", "Remote", LOGISTICS, "Work from home; visit customers on site."),
    ],
)
def should_leave_a_place_alone_that_the_text_agrees_with(
    language: str, location: str, section: Section, text: str
) -> None:
    source = document(language, {Field.LOCATION: location}, (section, text))
    assert contradicting_line(source) is None


def should_find_nothing_without_a_location() -> None:
    assert contradicting_line(document("en", {}, (LOGISTICS, "Location: Hull"))) is None
