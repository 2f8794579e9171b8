"""Envelopes: what AWS wraps around an event on its way to the queue."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from summariser.domain.errors import EventNotUnderstood

DEEPEST = 4  # an EventBridge event in an SNS notification that a pipe took from a queue has three
NOT_A_LISTING_EVENT = "give the pipe an input template that makes a listing event of it"


def read_event(body: str) -> dict[str, Any]:
    """Read a message's body, and take the event out of the envelopes it came in.

    Understood are an EventBridge event, an SNS notification without raw message delivery, and the
    records that EventBridge Pipes takes from SQS and Kinesis. Raises `EventNotUnderstood`.
    https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html
    """
    event = read_object(body, "the body")
    for _ in range(DEEPEST):
        inner = _opened(event)
        if inner is None:
            return event
        event = inner
    raise EventNotUnderstood(f"the event is in more than {DEEPEST} envelopes")


def is_envelope(content: Mapping[str, Any]) -> bool:
    """Whether an object is what AWS wraps around an event."""
    source = content.get("eventSource")
    return (
        "TopicArn" in content
        or isinstance(content.get("detail"), dict)
        or (isinstance(source, str) and source.startswith("aws:"))
    )


def read_object(text: str, what: str) -> dict[str, Any]:
    """Read a JSON object; `what` names it in the reason of an `EventNotUnderstood`."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise EventNotUnderstood(f"{what} is nested too deeply") from error
    except ValueError as error:
        raise EventNotUnderstood(f"{what} is not JSON ({_position(error)})") from error
    if not isinstance(value, dict):
        raise EventNotUnderstood(f"{what} is not a JSON object")
    return value


def _opened(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give what is in an envelope; None if the event is in none."""
    if "TopicArn" in event and isinstance(event.get("Message"), str):
        return _from_topic(event)
    source = event.get("eventSource")
    if source == "aws:sqs" and isinstance(event.get("body"), str):
        return read_object(event["body"], "the body of the pipe's SQS record")
    if source == "aws:kinesis" and isinstance(event.get("data"), str):
        return read_object(_decoded(event["data"]), "the data of the pipe's Kinesis record")
    if isinstance(source, str) and source.startswith("aws:"):
        raise EventNotUnderstood(f"a record of {source} is no listing event: {NOT_A_LISTING_EVENT}")
    detail = event.get("detail")
    if isinstance(detail, dict):
        envelope = {"type": event.get("detail-type"), "occurred_at": event.get("time")}
        return {name: value for name, value in envelope.items() if value is not None} | detail
    return None


def _from_topic(notification: Mapping[str, Any]) -> dict[str, Any]:
    if notification.get("Type") != "Notification":
        raise EventNotUnderstood(
            "a message of an SNS topic that is no notification: confirm the subscription of the "
            "queue, which needs nothing where topic and queue are in one account"
        )
    return read_object(notification["Message"], "the `Message` of the SNS notification")


def _decoded(data: str) -> str:
    try:
        return base64.b64decode(data, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise EventNotUnderstood("the data of the pipe's Kinesis record is no text") from error


def _refuse_constant(name: str) -> None:
    raise EventNotUnderstood(f"{name} is not a JSON value")


def _position(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}, column {error.colno}"
    return "a number with too many digits"  # the only other error that json.loads raises
