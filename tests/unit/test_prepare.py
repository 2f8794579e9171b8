"""What a listing becomes when it is prepared."""

import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summariser.domain.document import Document, Field, LineKind, Section
from summariser.domain.errors import ListingHasNoText
from summariser.domain.listing import Listing
from summariser.preparation.prepare import prepare_document

DESCRIPTION = """
<p>Mill Bakery is a family owned company with ten shops.</p>
<h3>Your tasks</h3><ul><li>Bake bread and rolls every night</li><li>Clean the ovens</li></ul>
<h3>What we offer</h3><ul><li>2,400 &euro; a month</li><li>Free bread</li></ul>
<p>Questions? Call +32 9 123 45 67 or write to jobs@bakery.example.</p>
"""


def prepare(**fields: str | None) -> Document:
    listing = Listing.model_validate({"description": DESCRIPTION} | fields)
    return prepare_document(listing, listing_id="baker-1", version=2)


def should_number_the_lines_from_one_with_the_fields_first() -> None:
    document = prepare(
        title="Baker &amp; driver",
        company="Mill\u00a0Bakery",
        location="Ghent",
        salary="2400 EUR",
        employment_type="full-time",
    )
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    fields = [(line.field, line.section, line.text) for line in document.lines[:5]]
    assert fields == [
        (Field.TITLE, Section.INTRODUCTION, "Baker & driver"),
        (Field.COMPANY, Section.INTRODUCTION, "Mill Bakery"),
        (Field.LOCATION, Section.INTRODUCTION, "Ghent"),
        (Field.EMPLOYMENT_TYPE, Section.LOGISTICS, "full-time"),
        (Field.SALARY, Section.COMPENSATION, "2400 EUR"),
    ]
    assert {line.kind for line in document.lines[:5]} == {LineKind.FIELD}


def should_leave_out_fields_that_say_nothing() -> None:
    document = prepare(title="Baker", company="  ", location="-", salary=None)
    assert list(document.fields) == [Field.TITLE]


def should_label_and_mask_the_description() -> None:
    document = prepare()
    assert [(line.kind, line.section, line.text) for line in document.body] == [
        (
            LineKind.TEXT,
            Section.INTRODUCTION,
            "Mill Bakery is a family owned company with ten shops.",
        ),
        (LineKind.HEADING, Section.DUTIES, "Your tasks"),
        (LineKind.BULLET, Section.DUTIES, "Bake bread and rolls every night"),
        (LineKind.BULLET, Section.DUTIES, "Clean the ovens"),
        (LineKind.HEADING, Section.COMPENSATION, "What we offer"),
        (LineKind.BULLET, Section.COMPENSATION, "2,400 € a month"),
        (LineKind.BULLET, Section.COMPENSATION, "Free bread"),
        (
            LineKind.TEXT,
            Section.APPLICATION,
            "Questions? Call [phone] or write to [e-mail].",
        ),
    ]


def should_carry_identity_version_and_language() -> None:
    document = prepare(language="de")
    assert (document.listing_id, document.version, document.language) == ("baker-1", 2, "en")


def should_mask_contacts_in_fields_too() -> None:
    assert prepare(company="Mill (jobs@bakery.example)").fields[Field.COMPANY].text == (
        "Mill ([e-mail])"
    )


def should_leave_out_what_the_page_shows_around_the_listing() -> None:
    page = (
        "<button>Apply</button><p>Save this job</p>"
        + DESCRIPTION * 2
        + "<h3>Similar jobs</h3><p>Butcher in Bruges</p><p>Cook in Liège</p>"
    )
    texts = [line.text for line in prepare(description=page).body]
    assert not {"Apply", "Save this job", "Similar jobs", "Butcher in Bruges"} & set(texts)
    assert texts.count("Clean the ovens") == 2


@pytest.mark.parametrize(
    "description",
    ["", "\x00\x00", "<p></p>", "<script>one two three four five six seven eight</script>", "NA"],
)
def should_refuse_a_description_without_text(description: str) -> None:
    with pytest.raises(ListingHasNoText):
        prepare(description=description)


@given(st.text(max_size=400), st.text(max_size=40))
@example("\ud800 a b c d e f g h i j", "\ud800")
@example("<li>" * 50 + "•" * 50 + "a:b" * 50, "<")
def should_give_a_document_or_say_that_there_is_no_text(description: str, title: str) -> None:
    try:
        document = prepare(description=description, title=title)
    except ListingHasNoText:
        return
    assert document.body
    assert all(line.text == line.text.strip() != "" for line in document.lines)


PIECES = """
<p>|</p>|<li>|<ul>|<b>|</b>|<div hidden>|</div>|&lt;p&gt;|\n|* |**|# |• |:|.|Your tasks|Oferujemy:
|experienceRequirements |<!--|-->|<td>|\\-|](|[|1. |FÃ¼r |We bake bread for you |\n\n|-|
"""
MARKUP = st.lists(st.sampled_from(PIECES.strip().split("|")), max_size=60).map("".join)


@given(MARKUP)
def should_read_any_muddle_of_markup(description: str) -> None:
    try:
        document = prepare(description=description + " We bake bread in the night for all of you")
    except ListingHasNoText:
        return
    assert all(line.text == line.text.strip() != "" for line in document.lines)


GENEROUS_S = 40  # some ten times what it takes; where work grows with the square, it takes hours
VARIED = (
    "The quick brown fox jumps over a lazy dog while seven nurses and one clerk discuss patient "
    "care, shift plans, salary bands, pension schemes, annual leave and laboratory results. "
)


@pytest.mark.parametrize(
    "hostile",
    [
        VARIED * 1_800,
        VARIED.replace(".", "") * 1_800,
        "<div>" * 100_000,
        "<" * 1_000_000,
        "![" * 100_000,
        "看" * 300_000,
        "- A" * 75_000,
        "a\n" * 150_000,
        "Responsibilities " * 20_000,
        "Requirements: " * 20_000,
        "aA" * 150_000,
        "(a" * 150_000,
        "a@" * 150_000,
        "+49 30 123456 " * 20_000,
        "mixed1.Case" * 30_000,
    ],
)
def should_not_hang_on_hostile_text(hostile: str) -> None:
    start = time.process_time()
    with suppress(ListingHasNoText):
        prepare(description=VARIED * 3 + hostile)
    assert time.process_time() - start < GENEROUS_S
