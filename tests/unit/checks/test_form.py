"""Sentences are whole, within their budget, and hold nothing that does not belong on a page."""

import pytest

from summariser.checks.form import check_form
from summariser.domain.document import Section
from summariser.domain.finding_codes import Grade
from summariser.domain.profiles import load_profiles
from tests.unit.checks.samples import codes, findings, listing_of

LISTING = listing_of(
    (Section.DUTIES, "# Your tasks"),
    (Section.DUTIES, "You lead a bay of six beds with one assistant and an electric bike."),
    (Section.DUTIES, "Programming in .NET and Python"),
    title="Registered nurse",
    company="eHealth House",
)
LINE = (4,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("You lead a bay of six beds", "sentence_cut"),
        ("You lead a bay of.", "sentence_cut"),
        ("You lead a bay of six beds with one.", "sentence_cut"),
        ("There is an electric.", "sentence_cut"),
        ("lead a bay of six beds.", "fragment"),
        (", and lead a bay of six beds.", "fragment"),
        ("Your tasks.", "fragment"),
        ("You lead a bay: see https://example.com/apply.", "link"),
        ("You lead a bay: write to jobs@example.com.", "contact"),
        ("You lead a bay: call +49 30 0000 0000.", "contact"),
        ("You **lead** a bay of six beds.", "markup"),
        ("<b>You lead a bay of six beds.</b>", "markup"),
        ("- You lead a bay of six beds.", "markup"),
        ("You lead a bay \U0001f600 of six beds.", "emoji"),
        ("YOU LEAD A BAY OF SIX BEDS.", "capitals"),
    ],
)
def should_block_a_malformed_sentence(text: str, code: str) -> None:
    found = findings(check_form, LISTING, (text, LINE))
    assert code in codes(found)
    assert not any(finding.is_note for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "You lead a bay of six beds with one assistant and an electric bike.",
        "You are in charge of six beds.",
        "Six beds and one assistant are yours to lead.",
        "The handover is at 7:30.",
        "eHealth House needs a nurse.",
        "Registered nurse.",
        "The ward has 28 beds, 3 of them new, etc.",
    ],
)
def should_let_a_whole_sentence_pass(text: str) -> None:
    assert findings(check_form, LISTING, (text, (1, 2, *LINE))) == []


def should_warn_of_a_bracket_without_a_partner() -> None:
    (finding,) = findings(check_form, LISTING, ("You lead (with help a bay of six beds.", LINE))
    assert (finding.code, finding.grade) == ("unbalanced", Grade.NOTE)


def should_block_a_text_beyond_its_budget() -> None:
    (preview,) = load_profiles(["preview"])
    sentences = [
        (f"You lead bay {number} of the ward in the {name} wing.", LINE)
        for number, name in enumerate(("north", "south", "east", "west", "upper", "lower"), 1)
    ]
    found = findings(check_form, LISTING, *sentences, profile=preview)
    (finding,) = [finding for finding in found if finding.code == "too_long"]
    assert finding.sentence is None
    assert f"in 6 sentences, of at most {preview.characters}" in finding.message


def should_block_a_text_that_is_not_its_sentences() -> None:
    found = findings(check_form, LISTING, ("Six beds are yours to lead.", LINE), text="A bay.")
    assert codes(found) == ["markup"]


def should_block_a_sentence_that_is_said_twice() -> None:
    said = ("Six beds are yours to lead.", LINE)
    (finding,) = findings(check_form, LISTING, said, said)
    assert (finding.code, finding.sentence) == ("repeated", said[0])
