"""Which values of a listing's own fields are read, and what is said of the others."""

import json
from typing import Any

import pytest

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.message import parse_event, parse_listing


def read(**fields: Any) -> dict[str, Any]:
    listing = parse_listing(json.dumps({"description": "You bake bread."} | fields))
    return listing.model_dump()


def reason_for(**fields: Any) -> str:
    with pytest.raises(EventNotUnderstood) as caught:
        read(**fields)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Baker", "Baker"),
        (["Baker"], "Baker"),
        ([None, "", "Baker"], "Baker"),
        ({"name": "Baker"}, "Baker"),
        ({"rendered": "Baker"}, "Baker"),
        ({"@value": "Baker", "@language": "en"}, "Baker"),
        (
            [{"@value": "Bäcker", "@language": "de"}, {"@value": "Baker", "@language": "en"}],
            "Bäcker",
        ),
        (404, "404"),
        (2.0, "2"),
        ("", None),
        ([], None),
        ({}, None),
        (None, None),
    ],
)
def should_read_one_text_however_it_is_wrapped(value: object, text: str | None) -> None:
    assert read(title=value)["title"] == text


@pytest.mark.parametrize(
    ("value", "location"),
    [
        ("Ghent", "Ghent"),
        (["Ghent", "Mons"], "Ghent; Mons"),
        ({"city": "Ghent", "country": "Belgium"}, "Ghent, Belgium"),
        ([{"name": "Ghent"}, {"town": "Mons", "region": "Hainaut"}], "Ghent; Mons, Hainaut"),
        ({"address": {"addressLocality": "Ghent", "addressCountry": {"name": "BE"}}}, "Ghent, BE"),
        ({"address": [{"addressLocality": ["Ghent", "Mons"]}]}, "Ghent, Mons"),
        ({"@type": "Place", "address": "Coupure 4, Ghent"}, "Coupure 4, Ghent"),
        ({"latitude": 51.05, "longitude": 3.72}, None),
        ([], None),
    ],
)
def should_read_places_in_every_form(value: object, location: str | None) -> None:
    assert read(location=value)["location"] == location


@pytest.mark.parametrize(
    ("value", "salary"),
    [
        ("€2,400 a month", "€2,400 a month"),
        (31000, "31000"),
        (15.5, "15.5"),
        (0, None),
        ("0", None),
        ([2400, 2800], "2400 - 2800"),
        (
            {"min": 2400, "max": 2800, "currency": "EUR", "period": "month"},
            "2400 - 2800 EUR per month",
        ),
        ({"from": "2400", "currency": {"code": "EUR"}, "per": "Monat"}, "from 2400 EUR per monat"),
        ({"max": 40, "min": 0, "currency": "USD", "interval": "per hour"}, "up to 40 USD per hour"),
        ({"amount": 2600, "currency": "CHF"}, "2600 CHF"),
        ({"text": "By agreement"}, "By agreement"),
        ({}, None),
    ],
)
def should_read_pay_in_every_form(value: object, salary: str | None) -> None:
    assert read(salary=value)["salary"] == salary


def should_join_what_may_be_several_and_take_the_first_of_what_serves_as_well() -> None:
    listing = read(
        employment_type=["FULL_TIME", {"name": "TEMPORARY"}, "FULL_TIME"],
        company=[{"name": "Mill Bakery"}, {"name": "Coupure Foods"}],
        url=["https://mill.example/1", "https://mill.example/1?utm=x"],
        language=[{"name": "Dutch", "alternateName": "nl"}, "en"],
        published_at=1_764_000_000,
    )
    assert listing["employment_type"] == "FULL_TIME, TEMPORARY"
    assert listing["company"] == "Mill Bakery, Coupure Foods"
    assert listing["url"] == "https://mill.example/1"
    assert listing["language"] == "nl"
    assert listing["published_at"] == "1764000000"


@pytest.mark.parametrize(
    "value",
    [
        ["You bake bread.", "You sell it."],
        {"html": "You bake bread.\n\nYou sell it."},
        [{"text": "You bake bread."}, {"content": "You sell it."}],
    ],
)
def should_read_a_description_in_paragraphs_or_wrapped(value: object) -> None:
    assert read(description=value)["description"] == "You bake bread.\n\nYou sell it."


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("title", True, "true or false"),
        ("title", ["Baker", "Cook"], "a list of 2"),
        ("title", {"colour": "red"}, "an object"),
        ("company", [["Mill"], [["Bakery"]]], "a list of 1"),
        ("location", {"planet": "Mars"}, "an object"),
        ("location", [False], "true or false"),
        ("salary", True, "true or false"),
        ("salary", {"rate": 7}, "an object"),
        ("description", 7, "a number"),
        ("description", None, "null"),
        ("description", [True], "a list of 1"),
        ("employment_type", {"a": 1}, "an object"),
        ("url", {"a": 1}, "an object"),
        ("published_at", [{"a": 1}], "an object"),
    ],
)
def should_name_the_field_and_the_kind_of_a_value_without_a_plain_meaning(
    field: str, value: object, kind: str
) -> None:
    reason = reason_for(**{field: value})
    assert f"event: {field}: must be a text" in reason
    assert f"not {kind}" in reason


def should_refuse_a_number_without_end() -> None:
    with pytest.raises(EventNotUnderstood, match="title: must be a number that is not infinite"):
        parse_listing('{"description": "You bake bread.", "title": 1e999}')


@pytest.mark.parametrize(
    ("value", "version"),
    [
        (3, 3),
        ("3", 3),
        (" 3 ", 3),
        (3.0, 3),
        ("3.0", 3),
        (1_764_000_000_000_000, 1_764_000_000_000_000),
    ],
)
def should_read_a_version_that_is_a_whole_number_in_any_form(value: object, version: int) -> None:
    event = {
        "type": "listing.published",
        "listing_id": 12.0,
        "version": value,
        "occurred_at": 1_764_000_000,
        "listing": {"description": "You bake bread."},
    }
    parsed = parse_event(json.dumps(event))
    assert (parsed.listing_id, parsed.version) == ("12", version)
    assert parsed.occurred_at.isoformat() == "2025-11-24T16:00:00+00:00"


@pytest.mark.parametrize("value", [3.5, "v3", "", "३", [3], 2**53])
def should_refuse_a_version_that_is_no_whole_number(value: object) -> None:
    event = {"type": "listing.published", "listing_id": "a", "version": value, "listing": {}}
    with pytest.raises(EventNotUnderstood, match="version: "):
        parse_event(json.dumps(event))
