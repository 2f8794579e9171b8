"""Whatever form a listing comes in, it ends as a summary, or as a dead letter that says why.

300 files of listings; `pytest --hypothesis-profile thorough` reads 3,000.
"""

import csv
import gzip
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import event as note
from hypothesis import strategies as st

from summariser.adapters.extractive import bind
from summariser.core.summarise import summarise
from summariser.domain.errors import PermanentError
from summariser.domain.message import parse_event
from summariser.domain.profiles import load_profiles
from summariser.llm.models import load_models
from summariser.preparation.prepare import prepare_document
from summariser.records.record import Record
from summariser.records.submission import submit
from workbench.running.reading import UnusableInput, read_records

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CATALOGUE = load_models()
(EMBEDDED,) = CATALOGUE.chain(["embedded"])
MODELS = {EMBEDDED.name: bind(EMBEDDED, catalogue=CATALOGUE, timeout_s=1)}
PROFILES = load_profiles(["preview", "mobile"])

SENTENCES = st.sampled_from(
    [
        "You bake bread every night in our bakery in Ghent with four colleagues.",
        "Du backst jede Nacht Brot in unserer Bäckerei in Kassel.",
        "<h3>Your tasks</h3><ul><li>Mix the dough</li><li>Clean the ovens at six</li></ul>",
        "<h2>Nous offrons</h2><p>Un salaire de 2 400 € brut par mois et 30 jours de congé.</p>",
        "毎朝パンを焼き、お店に届ける仕事です。月給25万円〜32万円。",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "Location: Hull. This role is hybrid: three days in the office.",
        "Requirements:\\n- Two years in a bakery\\n- A driving licence",
        "{{job.description}}",
        "Salaire : de à EUR par an",
    ]
)
SMALL = st.text(max_size=12)
TEXTS = SENTENCES | SMALL
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(SMALL, inner, max_size=2),
    max_leaves=4,
)


def loose(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give a value mostly as it is, often wrapped as boards do, and now and then anything else."""
    wrapped = (
        values.map(lambda value: [value])
        | values.map(lambda value: {"name": value})
        | values.map(lambda value: {"@value": value, "@language": "en"})
        | st.none()
    )
    return st.integers(0, 39).flatmap(
        lambda number: values if number < 28 else wrapped if number < 39 else ANYTHING
    )


AMOUNTS = st.sampled_from(
    [0, 12.5, 2400, 2800.0, "31000", "31.000,00", "", None, -1, "€2,400", "Competitive", 1e308]
)
PAY_KEYS = st.sampled_from(
    ["minValue", "maxValue", "value", "currency", "unitText", "unitCode", "price", "min", "period"]
)
UNITS = st.sampled_from(["HOUR", "MONTHLY", "Monat", "ANN", "EUR", "GBP", "per year"])
PAY = st.recursive(
    AMOUNTS | st.text(max_size=300),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(PAY_KEYS, inner | UNITS, max_size=4)
    ),
    max_leaves=6,
)
PLACE_KEYS = st.sampled_from(
    ["address", "addressLocality", "addressRegion", "addressCountry", "city", "name", "geo"]
)
TOWNS = st.sampled_from(["Ghent", "Hull", "Leeds, GB", "Remote", "US, TX, Houston", ""])
PLACES = st.recursive(
    TOWNS | SMALL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLACE_KEYS, inner, max_size=3),
    max_leaves=5,
)
WRITTEN = st.lists(SENTENCES, min_size=1, max_size=4).map("\n".join)
DESCRIPTIONS = loose(WRITTEN | TEXTS | st.lists(SENTENCES, max_size=3))
TITLES = st.sampled_from(["Baker", "GP", ".NET Developer", "Cook @ Mill", "URGENT: Welder"])
IDS = st.integers(1, 10**6) | st.text(min_size=1, max_size=9)
VERSIONS = st.sampled_from([1, 1, "2", 3.0, 1_764_000_000_000_000, None]) | loose(st.just(1))

OWN = st.fixed_dictionaries(
    {"description": DESCRIPTIONS, "listing_id": loose(IDS)},
    optional={
        "version": VERSIONS,
        "title": loose(TITLES | SMALL),
        "company": loose(SMALL),
        "location": PLACES,
        "salary": PAY,
        "employment_type": loose(SMALL),
        "language": loose(st.sampled_from(["en", "de", "tr", "English"])),
        "url": loose(st.just("https://mill.example/1")),
        "published_at": loose(st.integers(0, 10**13)),
        "type": st.sampled_from(["Full Time", "Permanent", 4]),
    },
)
POSTINGS = st.fixed_dictionaries(
    {
        "@type": st.sampled_from(["JobPosting", ["JobPosting"], "schema:JobPosting"]),
        "description": DESCRIPTIONS,
        "identifier": loose(IDS),
    },
    optional={
        "title": loose(TITLES),
        "hiringOrganization": loose(SMALL),
        "jobLocation": PLACES,
        "jobLocationType": st.sampled_from(["TELECOMMUTE", ["telecommute"], None, 3]),
        "applicantLocationRequirements": loose(SMALL),
        "baseSalary": PAY,
        "salaryCurrency": loose(UNITS),
        "employmentType": loose(SMALL),
        "skills": loose(TEXTS),
        "educationRequirements": ANYTHING,
        "jobBenefits": loose(TEXTS),
        "datePosted": loose(st.integers(0, 10**13)),
        "url": loose(st.just("https://mill.example/1")),
    },
)
LISTINGS = OWN | POSTINGS
EVENTS = st.fixed_dictionaries(
    {
        "type": loose(st.sampled_from(["listing.published", "listing.updated"])),
        "occurred_at": loose(st.sampled_from(["2026-03-01T12:00:00Z", 1_764_000_000])),
        "version": VERSIONS,
        "listing": loose(LISTINGS),
    },
    optional={"listing_id": loose(IDS)},
)
PAGES = st.one_of(
    st.builds(lambda it: {"@type": "WebPage", "mainEntity": it}, POSTINGS),
    st.builds(lambda it: {"@graph": [{"@type": "Organization"}, it]}, POSTINGS),
    st.builds(lambda it: {"detail-type": "listing.published", "detail": it}, EVENTS | POSTINGS),
)
INPUTS = LISTINGS | EVENTS | PAGES | loose(LISTINGS)
CELLS = st.fixed_dictionaries(
    {"description": WRITTEN | SMALL},
    optional={"title": SMALL, "salary": st.sampled_from(["2400", "€2,400 a month"]), "id": SMALL},
)


def as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["id", "title", "salary", "description"])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(errors="replace")


def as_lines(values: list[Any]) -> bytes:
    return "\n".join(json.dumps(value) for value in values).encode()


TEXT_FILES = st.one_of(
    st.lists(INPUTS, min_size=1, max_size=2).map(as_lines),
    st.lists(INPUTS, min_size=1, max_size=2).map(lambda it: json.dumps(it, indent=1).encode()),
    st.lists(LISTINGS, min_size=1, max_size=2).map(lambda it: json.dumps({"jobs": it}).encode()),
    st.lists(CELLS, min_size=1, max_size=2).map(as_csv),
    st.binary(max_size=30).map(lambda it: b"x" + it),
)
FILES = TEXT_FILES | TEXT_FILES.map(gzip.compress)


def end_of(record: Record) -> str:
    """Give the text of a record's summary, or the reason why it has none."""
    submission = submit(record, NOW)
    if submission.defect is not None:
        note("no text")
        return submission.defect
    try:
        event = parse_event(submission.body)
        if event.listing is None:
            return "unpublished"
        document = prepare_document(
            event.listing, listing_id=event.listing_id, version=event.version
        )
        outcome = summarise(document, [EMBEDDED], MODELS, PROFILES, last_resort=EMBEDDED)
    except PermanentError as reason:
        note(type(reason).__name__)
        return str(reason)
    note("summary")
    texts = [summary.text for summary in outcome.draft.profiles.values() if summary.text]
    return "\n".join([*texts, *(finding.message for finding in outcome.draft.findings)])


@pytest.mark.timeout(600)  # of the thorough profile, on a busy machine
@settings(max_examples=3 * settings().max_examples, suppress_health_check=list(HealthCheck))
@given(FILES)
def should_end_as_a_summary_or_a_dead_letter_that_says_why(data: bytes) -> None:
    try:
        records = read_records("-", io.BytesIO(data))
    except UnusableInput as reason:
        assert "empty" in str(reason) or "UTF" in str(reason)  # noqa: PT017
        return
    assert all(map(end_of, records))
