"""What the coverage of summaries is counted from."""

import pytest

from summariser.domain.document import Field, Section
from summariser.domain.profiles import load_profiles
from tests.unit.extractive.documents import INTRODUCTION, document, every_document
from workbench.evaluation.coverage import measure


def should_find_every_aspect_and_salary_told_in_five_languages() -> None:
    for name, counts in measure(every_document(), load_profiles()).items():
        assert (counts.summaries, counts.too_long, counts.incomplete) == (5, 0, [])
        asked = set(load_profiles([name])[0].aspects)
        assert {
            aspect: counts.share(aspect) for aspect in counts.present if aspect in asked
        } == dict.fromkeys((aspect for aspect in counts.present if aspect in asked), 1.0)
        assert counts.salaries_kept == counts.salaries


def should_count_an_aspect_that_is_not_told() -> None:
    source = document(
        "en",
        {Field.TITLE: "Welder"},
        (INTRODUCTION, "The yard is on the river Tyne and has built ships since 1900."),
        (Section.DUTIES, "Could you weld a hull, a deck and a keel every week?"),
    )
    counts = measure([source], load_profiles(["chat"]))["chat"]
    assert (counts.present[Section.DUTIES], counts.share(Section.DUTIES)) == (1, 0.0)
    assert counts.share(Section.REQUIREMENTS) is None


@pytest.mark.parametrize(("salary", "expected"), [("30000 EUR yearly", 1), ("0", 0), ("n/a", 0)])
def should_count_only_salaries_that_hold_a_figure(salary: str, expected: int) -> None:
    source = document(
        "en",
        {Field.TITLE: "Welder", Field.SALARY: salary},
        (INTRODUCTION, "The yard is on the river Tyne and has built ships since 1900."),
    )
    counts = measure([source], load_profiles(["chat"]))["chat"]
    assert (counts.salaries, counts.salaries_kept) == (expected, expected)
