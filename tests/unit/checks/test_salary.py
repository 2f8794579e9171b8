"""A salary field that nothing tells is reported, with the reason."""

import pytest

from summariser.checks.salary import check_salary
from summariser.checks.source import Source
from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import ProfileSummary, Sentence

PREVIEW, SEO = load_profiles(["preview", "seo"])


def messages(salary: str, sentence: Sentence, *, profile: str = "preview") -> list[str]:
    lines = (
        Line(
            number=1,
            text=salary,
            kind=LineKind.FIELD,
            section=Section.COMPENSATION,
            field=Field.SALARY,
        ),
        Line(number=2, text="You bake.", kind=LineKind.TEXT, section=Section.DUTIES),
    )
    document = Document(listing_id="a", version=1, language="en", lines=lines)
    summary = ProfileSummary(text=sentence.text, sentences=(sentence,))
    chosen = PREVIEW if profile == "preview" else SEO
    return [it.message for it in check_salary(summary, Source(document), chosen)]


BAKE = Sentence(text="You bake.", lines=(2,))


@pytest.mark.parametrize(
    ("salary", "reason"),
    [
        ("2400 EUR", "characters of the profile tell other things"),
        ("To be agreed", "it names no sum"),
        ("2400 EUR " + "and a share of what we sell " * 8, "it has 233 characters"),
    ],
)
def should_say_why_a_salary_field_is_not_told(salary: str, reason: str) -> None:
    (message,) = messages(salary, BAKE)
    assert "line 1" in message
    assert reason in message


@pytest.mark.parametrize(
    "sentence",
    [
        Sentence(text="Salary: 2,400 EUR.", lines=(1,)),
        Sentence(text="Your pay is €2.400 a month.", lines=(2,)),
    ],
)
def should_be_content_where_a_sentence_tells_it(sentence: Sentence) -> None:
    assert messages("2400.0 EUR", sentence) == []


def should_ask_nothing_of_a_profile_without_pay() -> None:
    assert messages("2400 EUR", BAKE, profile="seo") == []
