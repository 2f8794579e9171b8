"""Wording that keeps people away is found in a summary, with what to say instead."""

import pytest

from summariser.checks.fairness import CODES, check_fairness
from summariser.domain.document import Document, Section
from summariser.domain.finding_codes import Grade
from summariser.language.contents import Fairness
from summariser.language.packs import PACKS
from tests.unit.checks.samples import CHAT, findings, listing_of

LANGUAGES = [code for code in PACKS.languages if "fairness" not in PACKS.missing(code)]


def listing(language: str) -> Document:
    return listing_of((Section.DUTIES, "-"), language=language)


@pytest.mark.parametrize(
    ("language", "text", "grade"),
    [
        ("en", "You join a young and dynamic team.", Grade.NOTE),
        ("en", "Male candidates bake the bread.", Grade.WRONG),
        ("de", "Ein junges Team backt das Brot.", Grade.NOTE),
        ("fr", "Une équipe jeune fait le pain.", Grade.NOTE),
        ("nl", "Een jong team bakt het brood.", Grade.NOTE),
        ("pl", "Młody zespół piecze chleb.", Grade.NOTE),
    ],
)
def should_find_unfair_wording(language: str, text: str, grade: Grade) -> None:
    found = findings(check_fairness, listing(language), (text, (1,)))
    assert {(it.code, it.grade, it.sentence) for it in found} == {(CODES[grade], grade, text)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The team of young bakers' teachers welcomes everybody."),
        ("en", "The oven is 40 years old."),
        ("de", "Bäcker (m/w/d) für das Team."),
        ("fr", "Boulanger ou boulangère (H/F)."),
        ("nl", "Bakker (m/v/x) voor het team."),
        ("pl", "Piekarz lub piekarka do zespołu."),
    ],
)
def should_let_fair_wording_pass(language: str, text: str) -> None:
    assert findings(check_fairness, listing(language), (text, (1,))) == []


def should_say_what_to_write_instead() -> None:
    (finding,) = findings(check_fairness, listing("en"), ("A salesman for our shop.", (1,)))
    assert "“salesman” speaks of sex: say a title for everybody" in finding.message


def should_read_the_list_of_the_profiles_language() -> None:
    german = CHAT.model_copy(update={"language": "de"})
    text = ("Ein junges Team backt das Brot.", (1,))
    assert len(findings(check_fairness, listing("en"), text, profile=german)) == 1


def should_find_nothing_in_a_language_without_a_list() -> None:
    assert findings(check_fairness, listing("ja"), ("若いチームです。", (1,))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def should_find_every_phrase_of_a_list(language: str) -> None:
    for wording in PACKS.read(Fairness, language).wordings:
        assert wording["reason"]
        for phrase in wording["phrases"]:
            text = phrase.strip("^").replace(" *", " word").replace("*", "").replace("#", "30")
            found = findings(check_fairness, listing(language), (f"{text}.", (1,)))
            assert wording["grade"] in {finding.grade for finding in found}, phrase
