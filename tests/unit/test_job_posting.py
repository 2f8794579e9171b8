"""Every form of schema.org's JobPosting that boards and Google's guide use is read."""

import json
from typing import Any

import pytest

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event import ListingEvent
from summariser.domain.listing import Listing
from summariser.domain.message import parse_event


def posting(**members: Any) -> dict[str, Any]:
    base = {"@type": "JobPosting", "identifier": "mb-9", "description": "<p>You bake bread.</p>"}
    return base | members


def event_of(listing: object) -> ListingEvent:
    event = {
        "type": "listing.published",
        "version": 1,
        "occurred_at": "2026-11-23T09:30:00Z",
        "listing": listing,
    }
    return parse_event(json.dumps(event))


def read(listing: object) -> Listing:
    found = event_of(listing).listing
    assert found is not None
    return found


def pay(**value: Any) -> dict[str, Any]:
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


@pytest.mark.parametrize(
    ("salary", "text"),
    [
        (pay(minValue=2400), "from 2400 EUR"),
        (pay(maxValue=2800), "up to 2800 EUR"),
        (pay(minValue=2400, maxValue=0), "from 2400 EUR"),
        (pay(minValue=0, maxValue=2800), "up to 2800 EUR"),
        (pay(minValue="", maxValue="2800"), "up to 2800 EUR"),
        (pay(minValue=2800, maxValue=2400), "2400 - 2800 EUR"),
        (pay(minValue=2400, maxValue=2400.0), "2400 EUR"),
        (pay(minValue=0, maxValue=0), None),
        (pay(value=18, unitText="HOURLY"), "18 EUR per hour"),
        (pay(value=31000, unitText="ANNUALLY"), "31000 EUR per year"),
        (pay(value=900, unitText="BIWEEKLY"), "900 EUR per two weeks"),
        (pay(value=2600, unitText="Monat"), "2600 EUR per monat"),
        (pay(value=2600, unitCode="MON"), "2600 EUR per month"),
        (pay(value=["2400", "2800"]), "2400 - 2800 EUR"),
        ({"minValue": 2400, "maxValue": 2800, "unitText": "MONTH"}, "2400 - 2800 per month"),
        ({"value": {"currency": "PLN", "value": 9000}}, "9000 PLN"),
        ({"currency": "EUR", "unitText": "MONTH", "value": 2600}, "2600 EUR per month"),
        ([pay(value=2600, unitText="MONTH")], "2600 EUR per month"),
        ([pay(value=14), pay(value=2600, unitText="MONTH")], "14 EUR; 2600 EUR per month"),
        (
            {"@type": "PriceSpecification", "minPrice": 20, "maxPrice": 25, "priceCurrency": "USD"},
            "20 - 25 USD",
        ),
        (
            {
                "@type": "UnitPriceSpecification",
                "price": 20,
                "priceCurrency": "USD",
                "unitCode": "HUR",
            },
            "20 USD per hour",
        ),
        ({"currency": "EUR", "value": "Competitive"}, "Competitive"),
        ({"currency": "EUR"}, None),
        (52000, "52000"),
        ("31000 - 34000", "31000 - 34000"),
        ("By agreement", "By agreement"),
    ],
)
def should_read_pay_and_convert_nothing(salary: object, text: str | None) -> None:
    assert read(posting(baseSalary=salary)).salary == text


@pytest.mark.parametrize(
    ("salary", "text"),
    [
        ("31000", "31000 GBP"),
        (31000, "31000 GBP"),
        ("£31,000", "£31,000"),
        ({"value": {"minValue": 30000, "unitText": "YEAR"}}, "from 30000 GBP per year"),
        ([{"value": {"value": 15, "unitText": "HOUR"}}], "15 GBP per hour"),
        (pay(value=18), "18 EUR"),
        ("By agreement", "By agreement"),
        (None, None),
    ],
)
def should_add_the_posting_s_currency_to_pay_without_one(salary: object, text: str | None) -> None:
    assert read(posting(baseSalary=salary, salaryCurrency="GBP")).salary == text


GHENT = {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Ghent"}}
MONS = {"address": {"addressLocality": "Mons", "addressCountry": {"name": "Belgium"}}}


@pytest.mark.parametrize(
    ("members", "location"),
    [
        ({"jobLocation": GHENT}, "Ghent"),
        ({"jobLocation": [GHENT, MONS, GHENT]}, "Ghent; Mons, Belgium"),
        ({"jobLocation": "Ghent"}, "Ghent"),
        ({"jobLocation": {"address": "Ghent"}}, "Ghent"),
        ({"jobLocation": {"addressLocality": "Ghent"}}, "Ghent"),
        ({"jobLocation": {"@type": "Place", "geo": {"latitude": 51}}}, None),
        ({"jobLocationType": "TELECOMMUTE"}, "Remote"),
        ({"jobLocationType": ["telecommute"], "jobLocation": GHENT}, "Ghent; Remote"),
        (
            {
                "jobLocationType": "https://schema.org/TELECOMMUTE",
                "applicantLocationRequirements": [
                    {"@type": "Country", "name": "Belgium"},
                    {"@type": "State", "name": "Hesse"},
                ],
            },
            "Remote (Belgium, Hesse)",
        ),
        ({"applicantLocationRequirements": {"name": "Belgium"}}, None),
    ],
)
def should_read_every_place_of_work(members: dict[str, Any], location: str | None) -> None:
    assert read(posting(**members)).location == location


@pytest.mark.parametrize(
    ("organisation", "company"),
    [
        ("Mill Bakery", "Mill Bakery"),
        ({"@type": "Organization", "name": "Mill Bakery"}, "Mill Bakery"),
        ([{"legalName": "Mill Bakery NV"}], "Mill Bakery NV"),
        ({"@type": "Organization", "url": "https://mill.example"}, None),
        (None, None),
    ],
)
def should_read_the_employer(organisation: object, company: str | None) -> None:
    assert read(posting(hiringOrganization=organisation)).company == company


@pytest.mark.parametrize(
    "page",
    [
        {"@graph": [{"@type": "Organization"}, posting()]},
        {"@type": "WebPage", "mainEntity": posting()},
        {"@type": "WebPage", "mainEntity": [{"@type": "FAQPage"}, posting()]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": posting()}]},
        {"@graph": [{"@type": "WebPage", "mainEntity": posting()}]},
        posting(**{"@type": ["Thing", "schema:JobPosting"]}),
        posting(**{"@type": "http://schema.org/JobPosting"}),
        {"type": "JobPosting", "id": "mb-9", "description": "You bake bread."},
    ],
    ids=["graph", "page", "pages", "list", "page in a graph", "prefix", "address", "alias"],
)
def should_find_the_posting_of_a_page(page: dict[str, Any]) -> None:
    event = event_of(page)
    assert event.listing is not None
    assert "You bake bread." in event.listing.description


def should_put_in_place_what_a_posting_refers_to() -> None:
    graph = {
        "@graph": [
            {"@type": "Organization", "@id": "#mill", "name": "Mill Bakery"},
            {"@type": "Place", "@id": "#ghent", "address": {"addressLocality": "Ghent"}},
            posting(hiringOrganization={"@id": "#mill"}, jobLocation=[{"@id": "#ghent"}]),
        ]
    }
    listing = read(graph)
    assert (listing.company, listing.location) == ("Mill Bakery", "Ghent")


@pytest.mark.parametrize(
    ("members", "listing_id"),
    [
        ({"identifier": 17}, "17"),
        ({"identifier": {"@type": "PropertyValue", "name": "Mill", "value": 17}}, "17"),
        ({"identifier": [{"value": "a-1"}, {"value": "b-2"}]}, "a-1"),
        ({"identifier": "", "url": "https://mill.example/17"}, "https://mill.example/17"),
        (
            {"identifier": {"name": "Mill"}, "url": "https://mill.example/17"},
            "https://mill.example/17",
        ),
        ({"identifier": None, "@id": "urn:job:17"}, "urn:job:17"),
    ],
)
def should_know_a_posting_by_its_identifier_or_else_its_url(
    members: dict[str, Any], listing_id: str
) -> None:
    assert event_of(posting(**members)).listing_id == listing_id


def should_give_a_url_that_is_too_long_for_an_id_an_id_of_its_own() -> None:
    urls = [f"https://mill.example/{'x' * 200}/{number}" for number in (1, 2)]
    first, second = (event_of(posting(identifier=None, url=url)).listing_id for url in urls)
    assert first.startswith("url-")
    assert first != second


def should_say_what_identifies_a_posting_that_has_nothing() -> None:
    with pytest.raises(
        EventNotUnderstood, match="give `listing_id`, or a JobPosting's `identifier`"
    ):
        event_of(posting(identifier=None))


def should_keep_the_texts_beside_a_description_and_no_text_of_a_program() -> None:
    listing = read(
        posting(
            qualifications="A baker's licence",
            skills=[{"@type": "DefinedTerm", "name": "Sourdough"}, "Lamination & shaping"],
            educationRequirements={
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": ["high school"],
            },
            experienceRequirements={"@type": "Thing", "monthsOfExperience": 24},
            jobBenefits=[None, {"@type": "Thing"}],
        )
    )
    assert "<h2>Qualifications</h2>\n<div>A baker's licence</div>" in listing.description
    assert "<li>Sourdough</li><li>Lamination &amp; shaping</li>" in listing.description
    assert "<li>high school</li>" in listing.description
    assert "@type" not in listing.description
    assert "Benefits" not in listing.description


def should_read_a_posting_that_describes_the_job_in_its_parts_only() -> None:
    listing = read({"@type": "JobPosting", "identifier": 1, "responsibilities": "You bake bread."})
    assert "You bake bread." in listing.description


def should_name_the_member_of_a_posting_that_has_no_plain_meaning() -> None:
    with pytest.raises(EventNotUnderstood, match=r"listing\.salary \(baseSalary\): must be a text"):
        event_of(posting(baseSalary={"rate": 7}))


def should_read_dates_languages_and_urls_as_people_write_them() -> None:
    listing = read(
        posting(
            name="Baker",
            datePosted=1_764_000_000_000,
            inLanguage=[{"@type": "Language", "name": "Dutch", "alternateName": "nl"}],
            url=["https://mill.example/a", "https://mill.example/b"],
            employmentType="FULL_TIME",
        )
    )
    assert listing.title == "Baker"
    assert listing.published_at == "1764000000000"
    assert listing.language == "nl"
    assert listing.url == "https://mill.example/a"
