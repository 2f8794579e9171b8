"""What AWS wraps around an event is taken off."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from summariser.domain.message import parse_event
from tests.unit.events import any_event, reason_for


def on_the_bus(event: dict[str, Any]) -> dict[str, Any]:
    detail = dict(event)
    return {
        "version": "0",
        "detail-type": detail.pop("type"),
        "time": detail.pop("occurred_at"),
        "detail": detail,
    }


def from_a_topic(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": "arn:aws:sns:eu-central-1:123456789012:listings",
        "Message": json.dumps(event),
        "Timestamp": "2026-11-23T09:30:01.000Z",
    }


def from_topics(count: int) -> dict[str, Any]:
    event: dict[str, Any] = {}
    for _ in range(count):
        event = from_a_topic(event)
    return event


def from_a_queue(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": json.dumps(event),
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
    }


def from_a_stream(event: dict[str, Any]) -> dict[str, Any]:
    data = base64.b64encode(json.dumps(event).encode()).decode()
    return {"partitionKey": "1", "data": data, "eventSource": "aws:kinesis"}


@pytest.mark.parametrize(
    "wraps",
    [
        [on_the_bus],
        [from_a_topic],
        [from_a_queue],
        [from_a_stream],
        [on_the_bus, from_a_topic],
        [on_the_bus, from_a_topic, from_a_queue],
    ],
    ids=lambda wraps: " ".join(wrap.__name__ for wrap in wraps),
)
def should_read_an_event_in_the_envelopes_of_aws(
    wraps: list[Callable[[dict[str, Any]], dict[str, Any]]],
) -> None:
    event = any_event()
    for wrap in wraps:
        event = wrap(event)
    assert parse_event(json.dumps(event)) == parse_event(json.dumps(any_event()))


@pytest.mark.parametrize(
    ("envelope", "reason"),
    [
        (from_a_topic({}) | {"Message": "Hello"}, "the `Message` of the SNS notification is not"),
        (from_a_topic({}) | {"Type": "SubscriptionConfirmation"}, "confirm the subscription"),
        (from_a_queue({}) | {"body": "[]"}, "the body of the pipe's SQS record is not a JSON obj"),
        (from_a_stream({}) | {"data": "?"}, "the data of the pipe's Kinesis record is no text"),
        ({"eventSource": "aws:dynamodb", "dynamodb": {}}, "give the pipe an input template"),
        (from_topics(9), "in more than 4 envelopes"),
    ],
)
def should_say_what_is_wrong_with_an_envelope(envelope: dict[str, Any], reason: str) -> None:
    assert reason in reason_for(json.dumps(envelope))
