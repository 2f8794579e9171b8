"""A listing that says two things is reported, with both lines."""

import pytest

from summariser.checks.check_draft import check_draft
from summariser.checks.contradictions import check_place, find_contradictions
from summariser.checks.source import Source
from summariser.domain.document import Section
from summariser.domain.finding_codes import Grade
from summariser.domain.listing import Listing
from summariser.domain.profiles import load_profiles
from summariser.preparation.prepare import prepare_document
from tests.unit.checks.samples import findings, listing_of
from tests.values import any_draft

DUTIES = "<h2>Your tasks</h2><ul><li>Bake bread every night</li><li>Clean the ovens</li></ul>"


def contradictions(description: str, **fields: str) -> list[str]:
    listing = Listing(title="Baker", description=f"{DUTIES}{description}", **fields)
    source = Source(prepare_document(listing, listing_id="baker-1", version=1))
    return [finding.message for finding in find_contradictions(source)]


def should_name_both_lines_where_a_field_and_the_text_name_another_pay() -> None:
    pay = "<h2>We offer</h2><p>Salary: 2,900 euros a month.</p>"
    (message,) = contradictions(pay, salary="EUR 2,400 - 2,600 per month")
    assert "EUR 2,400 - 2,600 per month" in message
    assert "Salary: 2,900 euros a month." in message


@pytest.mark.parametrize(
    "pay",
    [
        "Salary: 2,500 euros a month.",  # within the range
        "Salary: 30,000 euros a year.",  # by another period
        "Salary: 2,900 dollars a month.",  # in another currency: an offer for another country
        "Meal vouchers of 8 euros a day.",
    ],
)
def should_say_nothing_where_both_may_be_true(pay: str) -> None:
    description = f"<h2>We offer</h2><p>{pay}</p>"
    assert contradictions(description, salary="EUR 2,400 - 2,600 per month") == []


@pytest.mark.parametrize(
    ("location", "text"),
    [("Leeds", "Place of work: Hull"), ("Remote", "The job is hybrid: two days from home.")],
)
def should_report_a_place_that_the_text_calls_otherwise(location: str, text: str) -> None:
    (message,) = contradictions(f"<h2>Where you work</h2><p>{text}</p>", location=location)
    assert location in message
    assert text in message


def should_report_a_contract_that_the_text_calls_otherwise() -> None:
    offer = "<h2>We offer</h2><p>A fixed-term contract in a small team.</p>"
    (message,) = contradictions(offer, employment_type="Permanent")
    assert "A fixed-term contract in a small team." in message


def should_say_nothing_where_the_text_offers_both() -> None:
    offer = "<h2>We offer</h2><p>Part-time or full-time, as you like.</p>"
    assert contradictions(offer, employment_type="Full-time") == []


@pytest.mark.parametrize(
    "offer",
    ["A permanent contract in a small team.", "A permanent position after the trial period."],
)
def should_report_a_permanent_contract_where_the_field_has_a_limited_one(offer: str) -> None:
    (message,) = contradictions(f"<h2>We offer</h2><p>{offer}</p>", employment_type="Fixed-term")
    assert "Fixed-term" in message
    assert offer in message


def should_report_weekly_hours_that_differ() -> None:
    offer = "<h2>We offer</h2><p>You work 38 hours a week in three shifts.</p>"
    (message,) = contradictions(offer, employment_type="Part-time, 20 hours")
    assert "Part-time, 20 hours" in message
    assert "You work 38 hours a week in three shifts." in message


@pytest.mark.parametrize(
    "offer",
    [
        "You work 20 hours a week.",
        "Between 16 and 24 hours a week, as you like.",
        "Pay is for a week of 38 hours. You work 20 hours a week.",
        "Shifts of 10 hours, two a week.",
        "38 hours of training in the first year.",
    ],
)
def should_say_nothing_of_hours_that_both_may_mean(offer: str) -> None:
    description = f"<h2>We offer</h2><p>{offer}</p>"
    assert contradictions(description, employment_type="Part-time, 20 hours") == []


def should_keep_the_finding_whatever_a_summary_says() -> None:
    pay = "<h2>We offer</h2><p>Salary: 2,900 euros a month.</p>"
    listing = Listing(
        title="Baker", salary="EUR 2,400 - 2,600 per month", description=f"{DUTIES}{pay}"
    )
    document = prepare_document(listing, listing_id="baker-1", version=1)
    draft = any_draft(text="You bake bread every night.")
    found = check_draft(draft, document, load_profiles(["preview"]))
    (finding,) = [finding for finding in found if finding.code == "contradiction"]
    assert (finding.grade, finding.profile, finding.sentence) == (Grade.NOTE, None, None)


def should_report_a_language_that_the_text_denies() -> None:
    (message,) = contradictions("<p>You are the one who opens our bakery.</p>", language="pl")
    assert message == "The listing is declared to be in Polish, and its text is in English."


BAKER = listing_of(
    (Section.LOGISTICS, "Location: Hull"),
    (Section.INTRODUCTION, "Our company has its seat in Leeds, and bakes in many towns."),
    title="Baker",
    location="Leeds, United Kingdom",
)


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [("Baker in Leeds.", (1, 2)), ("The bakery is in Leeds.", (1, 2, 3))],
)
def should_refuse_a_place_that_the_text_contradicts(sentence: str, lines: tuple[int, ...]) -> None:
    (finding,) = findings(check_place, BAKER, (sentence, lines))
    assert (finding.code, finding.grade) == ("place_contradicted", Grade.WRONG)
    assert "Location: Hull" in finding.message


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("Baker in Hull.", (1, 3)),
        ("Baker in the United Kingdom.", (1, 2)),
        ("The company has its seat in Leeds.", (4,)),
        ("You bake bread.", (1,)),
    ],
)
def should_keep_what_is_true_of_such_a_listing(sentence: str, lines: tuple[int, ...]) -> None:
    assert findings(check_place, BAKER, (sentence, lines)) == []


def should_keep_a_place_that_nothing_contradicts() -> None:
    plain = listing_of((Section.DUTIES, "You bake bread."), title="Baker", location="Leeds")
    assert findings(check_place, plain, ("Baker in Leeds.", (1, 2))) == []


def should_refuse_a_mode_of_work_that_the_text_contradicts() -> None:
    clerk = listing_of(
        (Section.LOGISTICS, "You work on site, five days a week."), title="Clerk", location="Remote"
    )
    (finding,) = findings(check_place, clerk, ("Clerk, remote.", (1, 2)))
    assert finding.code == "place_contradicted"
