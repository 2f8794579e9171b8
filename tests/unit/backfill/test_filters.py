"""Which listings filters select, and when a backfill may stage."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from summariser.domain.backfill import (
    BackfillRequest,
    Facts,
    Filters,
    Hours,
    InvalidBackfill,
)

FACTS = Facts(
    language="de-AT",
    company="Mill Bakery ",
    published_at=datetime(2026, 11, 20, tzinfo=UTC),
    prompt_version="v2",
    profiles=("preview", "mobile"),
)


@pytest.mark.parametrize(
    ("filters", "selected"),
    [
        ({}, True),
        ({"language": "de"}, True),
        ({"language": "en"}, False),
        ({"company": "mill bakery"}, True),
        ({"company": "Mill"}, False),
        ({"published_since": "2026-11-20"}, True),
        ({"published_since": "2026-11-20T00:00:01Z"}, False),
        ({"prompt_older_than": "v3"}, True),
        ({"prompt_older_than": "v2"}, False),
        ({"prompt_older_than": "v10"}, True),
        ({"without_profile": "seo"}, True),
        ({"without_profile": "mobile"}, False),
        ({"language": "de", "company": "Mill"}, False),
    ],
)
def should_select_what_every_filter_selects(filters: dict[str, str], selected: bool) -> None:
    assert Filters.model_validate(filters).selects(FACTS) is selected


@pytest.mark.parametrize(
    "filters", [{"language": "de"}, {"company": "x"}, {"published_since": "2020-01-01"}]
)
def should_not_select_what_is_not_known(filters: dict[str, str]) -> None:
    unknown = Facts(language=None, company=None, published_at=None)
    assert not Filters.model_validate(filters).selects(unknown)


@pytest.mark.parametrize("filters", [{"prompt_older_than": "3"}, {"languages": "de"}])
def should_refuse_a_filter_that_means_nothing(filters: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Filters.model_validate(filters)


def should_look_for_summaries_in_the_ledger_alone() -> None:
    filters = Filters(without_profile="seo")
    BackfillRequest(source="ledger", filters=filters).check()
    with pytest.raises(InvalidBackfill, match="use the source `ledger`"):
        BackfillRequest(source="s3://bucket/incoming/x", filters=filters).check()


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ("22-6", at(23), None),
        ("22-6", at(5, 59), None),
        ("22-6", at(6), at(22)),
        ("22-6", at(21, 59), at(22)),
        ("8-18", at(8), None),
        ("8-18", at(18), at(8, day=2)),
        ("20-24", at(23, 30), None),
        ("20-24", at(0), at(20)),
    ],
)
def should_open_at_the_first_hour_and_close_at_the_last(
    hours: str, now: datetime, opens: datetime | None
) -> None:
    found = Hours.read(hours)
    assert found is not None
    assert found.opens(now) == opens


def should_have_no_hours_where_none_are_named() -> None:
    assert Hours.read("") is None
    for wrong in ("22", "22-22", "22-25", "ten-six"):
        with pytest.raises(InvalidBackfill, match="give two hours"):
            Hours.read(wrong)
