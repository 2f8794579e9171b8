"""Listing events as a board sends them, and why one is refused."""

from typing import Any

import pytest

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.message import parse_event


def any_event(**changes: Any) -> dict[str, Any]:
    event = {
        "type": "listing.published",
        "listing_id": "baker-1",
        "version": 1,
        "occurred_at": "2026-11-23T09:30:00Z",
        "listing": {"title": "Baker", "description": "You bake bread every night."},
    }
    return event | changes


def any_posting(**changes: Any) -> dict[str, Any]:
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": "Mill Bakery", "value": "mb-9"},
        "title": "Baker",
        "hiringOrganization": {"@type": "Organization", "name": "Mill Bakery"},
        "jobLocation": {
            "@type": "Place",
            "address": {"addressLocality": "Ghent", "addressCountry": {"name": "Belgium"}},
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"minValue": 2400, "maxValue": 2800, "unitText": "MONTH"},
        },
        "employmentType": ["FULL_TIME", "TEMPORARY"],
        "description": "<p>You bake bread every night.</p>",
        "datePosted": "2026-11-20",
    }
    return posting | changes


def reason_for(body: str) -> str:
    with pytest.raises(EventNotUnderstood) as caught:
        parse_event(body)
    return str(caught.value)
