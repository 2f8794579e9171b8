"""Where text without line breaks is cut."""

import pytest

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.lines import split_blocks


def cut(text: str, language: str = "en", kind: LineKind = LineKind.TEXT) -> list[str]:
    return [block.text for block in split_blocks([Block(kind, text)], language)]


def should_part_a_heading_from_the_sentence_it_was_glued_to() -> None:
    blocks = split_blocks(
        [Block(LineKind.TEXT, "You join a kind team.What we offerBread for free every day.")], "en"
    )
    assert [(block.kind, block.text) for block in blocks] == [
        (LineKind.TEXT, "You join a kind team."),
        (LineKind.HEADING, "What we offer"),
        (LineKind.TEXT, "Bread for free every day."),
    ]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("Two years experienceRequirements", ["Two years experience", "Requirements"]),
        ("ResponsibilitiesBake bread", ["Responsibilities", "Bake bread"]),
        ("Ghent, BEThe baker bakes", ["Ghent, BE", "The baker bakes"]),
        ("Główne zadania:wypiek chleba nocą", ["Główne zadania:", "wypiek chleba nocą"]),
        ("Full time (nights)Bake bread", ["Full time (nights)", "Bake bread"]),
        ("Diploma or equivalentHACCP certificate", ["Diploma or equivalent", "HACCP certificate"]),
    ],
)
def should_part_words_that_ran_together(glued: str, parts: list[str]) -> None:
    assert cut(glued) == parts


@pytest.mark.parametrize(
    "whole",
    [
        "JavaScript, TypeScript, PowerPoint, LinkedIn, GitHub and DevOps",
        "Kolleg:innen und BäckerInnen",
        "iPhone, eBay, iOS, PostgreSQL",
        "from 08:00 to 17:00 at www.bakery.example",
        "Bread, e.g. rye, z.B. Roggen, i.d.R. frisch",
        "ASP.NET and Node.js",
        "APIs, SDKs and KPIs for StartUps",
        "ironSource is worth $11.1 billion",
        "38.5 hours a week, 1.5 days from home, 2.5 years of experience",
    ],
)
def should_not_part_names_and_abbreviations(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "Your night: * Bake rye bread * Clean the ovens * Load the vans",
        "Your night: • Bake rye bread • Clean the ovens • Load the vans",
        "Your night: - Bake rye bread - Clean the ovens - Load the vans",
        "Your night:- Bake rye bread- Clean the ovens- Load the vans",
        "Your night: · Bake rye bread· Clean the ovens· Load the vans",
        "Your night: 1. Bake rye bread 2. Clean the ovens 3. Load the vans",
    ],
)
def should_set_bullets_that_ran_together_apart(text: str) -> None:
    blocks = split_blocks([Block(LineKind.TEXT, text)], "en")
    assert [block.text for block in blocks] == [
        "Your night:",
        "Bake rye bread",
        "Clean the ovens",
        "Load the vans",
    ]
    assert [block.kind for block in blocks[1:]] == [LineKind.BULLET] * 3


def should_cut_long_texts_into_sentences_and_keep_short_ones_together() -> None:
    long = "We bake bread for the villages around the lake, and we do so every night of the year. "
    short = "We bake. You bake."
    assert cut(long * 3) == [long.strip()] * 3
    assert cut(short) == [short]


def should_cut_a_list_that_no_full_stop_ends() -> None:
    pieces = cut("bakes rye bread and rolls, " * 60)
    assert max(map(len, pieces)) <= 500
    assert " ".join(pieces).count("rye") == 60


def should_keep_a_short_labelled_value_whole() -> None:
    assert cut("Working hours: from four to noon") == ["Working hours: from four to noon"]
    assert cut("Experience: two years as a baker", kind=LineKind.BULLET) == [
        "Experience: two years as a baker"
    ]


def should_lose_no_word_of_a_text() -> None:
    text = "About usWe bake.Your tasks: Bake bread.Clean ovens. RequirementsTwo years experience."
    assert "".join("".join(cut(text * 5)).split()) == "".join((text * 5).split())
