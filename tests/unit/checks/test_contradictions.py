"""A listing that says two things is reported, with both lines."""

import pytest

from summariser.checks.contradictions import find_contradictions
from summariser.checks.source import Source
from summariser.listing import Listing
from summariser.prepare import prepare_document

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


def should_report_a_contract_that_the_text_calls_otherwise() -> None:
    offer = "<h2>We offer</h2><p>A fixed-term contract in a small team.</p>"
    (message,) = contradictions(offer, employment_type="Permanent")
    assert "A fixed-term contract in a small team." in message


def should_say_nothing_where_the_text_offers_both() -> None:
    offer = "<h2>We offer</h2><p>Part-time or full-time, as you like.</p>"
    assert contradictions(offer, employment_type="Full-time") == []
