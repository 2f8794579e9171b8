"""docs/listing-event.schema.json says what ingest takes, and no more."""

import base64
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.message import parse_event
from summariser.records.submission import submit
from workbench.running.reading import read_records

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "listing-event.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
URI = "s3://bucket/incoming/a.json"


def any_event(**changes: Any) -> dict[str, Any]:
    event = {
        "type": "listing.published",
        "listing_id": "a",
        "version": 1,
        "occurred_at": "2026-03-01T12:00:00Z",
        "listing": {"description": "Bake bread."},
    } | changes
    return {name: value for name, value in event.items() if value is not ...}


@pytest.mark.parametrize(
    "event",
    [
        any_event(),
        any_event(listing_id=7, type="listing.updated"),
        any_event(version="1"),
        any_event(version=2.0),
        any_event(version=1_764_000_000_000_000),
        any_event(listing={"description": ["Bake.", "Sell."], "title": 5, "salary": 31000}),
        any_event(listing={"description": "Bake.", "location": [{"city": "Ghent"}]}),
        any_event(listing=..., listing_uri=URI),
        any_event(listing=..., type="listing.unpublished"),
        any_event(listing_id=..., listing={"listing_id": "b", "description": "Bake."}),
        any_event(listing={"@type": "JobPosting", "description": "Bake."}),
        {"detail-type": "listing.published", "time": "2026-03-01T12:00:00Z", "detail": any_event()},
        {"Type": "Notification", "TopicArn": "arn", "Message": json.dumps(any_event())},
        {"eventSource": "aws:sqs", "body": json.dumps(any_event())},
        {
            "eventSource": "aws:kinesis",
            "data": base64.b64encode(json.dumps(any_event()).encode()).decode(),
        },
        *SCHEMA["examples"],
    ],
)
def should_describe_what_ingest_takes(event: dict[str, Any]) -> None:
    assert parse_event(json.dumps(event)).listing_id
    VALIDATOR.validate(event)


@pytest.mark.parametrize(
    "event",
    [
        any_event(type="listing.exploded"),
        any_event(type=...),
        any_event(version=0),
        any_event(version="one"),
        any_event(version=True),
        any_event(listing_id=""),
        any_event(listing_id="a" * 129),
        any_event(occurred_at=...),
        any_event(listing=...),
        any_event(listing_uri=URI),
        any_event(listing={}),
        any_event(listing={"description": 5}),
        any_event(listing={"description": "Bake.", "title": True}),
        any_event(listing=..., listing_uri="https://example.com/a.json"),
        any_event(listing=..., type="listing.unpublished", version=...),
        {"Type": "UnsubscribeConfirmation", "TopicArn": "arn", "Message": "You have chosen to."},
        {"eventSource": "aws:dynamodb", "dynamodb": {"NewImage": {}}},
    ],
)
def should_refuse_what_ingest_refuses(event: dict[str, Any]) -> None:
    with pytest.raises(EventNotUnderstood):
        parse_event(json.dumps(event))
    assert list(VALIDATOR.iter_errors(event))


def should_describe_the_events_of_our_own_listings() -> None:
    for record in read_records(str(ROOT / "events" / "listings.jsonl"), io.BytesIO()):
        submission = submit(record, datetime(2026, 3, 1, tzinfo=UTC))
        VALIDATOR.validate(json.loads(submission.body))
        assert submission.key is not None
