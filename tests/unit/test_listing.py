"""What a message must be to count as a listing event."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event_type import EventType
from summariser.domain.message import parse_event, parse_listing
from tests.unit.events import any_event, any_posting, reason_for


def should_read_an_event_with_our_own_fields() -> None:
    event = parse_event(json.dumps(any_event()))
    assert (event.type, event.listing_id, event.version) == (EventType.PUBLISHED, "baker-1", 1)
    assert event.listing is not None
    assert event.listing.title == "Baker"


@pytest.mark.parametrize(
    "event",
    [
        any_event(listing=any_posting()),
        any_event(
            listing={
                "@context": "https://schema.org",
                "@graph": [{"@type": "Organization"}, any_posting()],
            }
        ),
        any_event(listing=any_posting(**{"@type": ["JobPosting"]})),
        {
            "detail-type": "listing.published",
            "time": "2026-11-23T09:30:00Z",
            "detail": any_posting(version=1),
        },
    ],
    ids=["inline", "in a graph", "with many types", "as an envelope's detail"],
)
def should_read_a_job_posting_as_our_own_fields(event: dict[str, Any]) -> None:
    listing = parse_event(json.dumps(event)).listing
    assert listing is not None
    assert listing.title == "Baker"
    assert listing.company == "Mill Bakery"
    assert listing.location == "Ghent, Belgium"
    assert listing.salary == "2400 - 2800 EUR per month"
    assert listing.employment_type == "FULL_TIME, TEMPORARY"
    assert listing.published_at == "2026-11-20"


def should_take_id_and_version_from_the_listing_where_the_event_has_none() -> None:
    event = any_event(listing=any_posting(version=4))
    del event["listing_id"], event["version"]
    parsed = parse_event(json.dumps(event))
    assert (parsed.listing_id, parsed.version) == ("mb-9", 4)


def should_keep_the_parts_that_a_job_posting_tells_beside_its_description() -> None:
    posting = any_posting(qualifications="A baker's licence", jobBenefits=["Bread", "<b>Cake</b>"])
    event = parse_event(json.dumps(any_event(listing=posting)))
    assert event.listing is not None
    assert "<h2>Qualifications</h2>\n<div>A baker's licence</div>" in event.listing.description
    assert "<li>&lt;b&gt;Cake&lt;/b&gt;</li>" in event.listing.description


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "{",
            "the body is not JSON (Expecting property name enclosed in double quotes, line 1",
        ),
        ("", "the body is not JSON"),
        ("[1]", "the body is not a JSON object"),
        ("[" * 200_000, "the body is nested too deeply"),
        ("9" * 5_000, "the body is not JSON (a number with too many digits)"),
        (
            json.dumps(any_event(type="listing.exploded")),
            "type: Input should be 'listing.published'",
        ),
        (json.dumps(any_event(version=0)), "version: Input should be greater than or equal to 1"),
        (json.dumps(any_event(version="two")), "version: must be a whole number, not a text"),
        (
            json.dumps(any_event(version=True)),
            "version: must be a whole number, not true or false",
        ),
        (
            json.dumps(any_event(listing_id="a\0b")),
            "listing_id: must be 1 to 128 characters, none of them a control",
        ),
        (
            json.dumps(any_event(listing_id="")),
            "listing_id: must be 1 to 128 characters, none of them a control",
        ),
        (
            json.dumps(any_event(listing_id="x" * 200)),
            "listing_id: must be 1 to 128 characters, none of them a control",
        ),
        (
            json.dumps(any_event(occurred_at="2026-11-23T09:30:00")),
            "occurred_at: must say its time zone",
        ),
        (json.dumps(any_event(listing=None)), "give either `listing` or `listing_uri`"),
        (json.dumps(any_event(listing_uri="s3://b/k")), "give either `listing` or `listing_uri`"),
        (
            json.dumps(any_event(listing="Baker wanted")),
            "listing: Input should be a valid dictionary",
        ),
        (json.dumps(any_event(listing={"title": "Baker"})), "listing.description: Field required"),
        (
            json.dumps(any_event(listing={"description": 7})),
            "listing.description: must be a text, a list of texts, or an object with a text",
        ),
        (json.dumps({}), "type: Field required; listing_id"),
    ],
)
def should_say_what_is_wrong_with_a_message_that_is_no_event(body: str, reason: str) -> None:
    assert reason in reason_for(body)


def should_never_repeat_a_listing_text_in_a_reason() -> None:
    text = "call me at 0171 555 01 23"
    for listing in ({"description": 1, "title": [text]}, {"title": text}, text, [text]):
        assert text not in reason_for(json.dumps(any_event(listing=listing)))


def should_replace_what_utf8_cannot_carry() -> None:
    event = parse_event(
        json.dumps(any_event(listing={"description": "Bread \ud800 and cake \U0001f370"}))
    )
    assert event.listing is not None
    assert event.listing.description == "Bread \ufffd and cake \U0001f370"


def should_read_an_unpublished_event_without_a_listing() -> None:
    event = any_event(type="listing.unpublished")
    del event["listing"]
    assert parse_event(json.dumps(event)).listing is None


def should_read_a_listing_from_an_object_in_either_form() -> None:
    assert parse_listing(json.dumps(any_posting())).company == "Mill Bakery"
    assert parse_listing(json.dumps(any_event()["listing"])).title == "Baker"


def should_give_the_same_content_the_same_digest() -> None:
    first = parse_listing('{"title": "Baker", "description": "Bread"}')
    again = parse_listing('{"description": "Bread", "title": "Baker", "unknown": 1}')
    other = parse_listing('{"title": "Baker", "description": "Cake"}')
    assert first.digest() == again.digest() != other.digest()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
event_fields = st.sampled_from(
    ["type", "listing_id", "version", "occurred_at", "listing", "detail", "@type", "@graph"]
)


@given(st.text() | st.dictionaries(event_fields | st.text(max_size=5), json_values).map(json.dumps))
def should_accept_or_explain_whatever_it_is_given(body: str) -> None:
    try:
        event = parse_event(body)
    except EventNotUnderstood as error:
        assert str(error).startswith("This is not a listing event: ")  # noqa: PT017
    else:
        assert event.listing_id


posting_fields = st.sampled_from(
    [
        "title",
        "identifier",
        "hiringOrganization",
        "jobLocation",
        "baseSalary",
        "employmentType",
        "inLanguage",
        "jobBenefits",
        "skills",
    ]
)


@given(st.dictionaries(posting_fields, json_values))
def should_accept_or_explain_whatever_a_job_posting_holds(fields: dict[str, Any]) -> None:
    body = json.dumps(any_event(listing=any_posting(**fields)))
    try:
        event = parse_event(body)
    except EventNotUnderstood as error:
        reason = str(error)
        assert "listing" in reason
    else:
        assert event.listing is not None
