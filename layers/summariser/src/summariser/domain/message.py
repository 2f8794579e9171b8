"""Message: the text of an event or of a listing, read and validated.

A listing has our own fields or is a schema.org JobPosting; an event comes on its own or in an
EventBridge envelope. The forms are distinguished here; job_posting.py converts.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event import ListingEvent
from summariser.domain.job_posting import find_job_posting, read_job_posting
from summariser.domain.listing import Listing

Model = TypeVar("Model", bound=BaseModel)


def parse_event(body: str) -> ListingEvent:
    """Read a message's body as a listing event, on its own or in an EventBridge envelope.

    Raises `EventNotUnderstood`, whose reason names fields and rules, never a listing's text.
    """
    event = _unwrap(_read_object(body, "the body"))
    posting = find_job_posting(event)
    listing = event.get("listing") or posting
    if isinstance(listing, dict):
        posting = find_job_posting(listing)
        own = read_job_posting(posting) if posting else listing
        event = {"listing_id": own.get("listing_id"), "version": own.get("version")} | event
        event["listing"] = own
    return _validate(ListingEvent, event)


def parse_listing(text: str) -> Listing:
    """Read an object in S3 as a listing, in our own fields or as a JobPosting.

    Raises `EventNotUnderstood`, as `parse_event` does.
    """
    listing = _read_object(text, "the object at `listing_uri`")
    posting = find_job_posting(listing)
    return _validate(Listing, read_job_posting(posting) if posting else listing)


def _read_object(text: str, what: str) -> dict[str, Any]:
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise EventNotUnderstood(f"{what} is nested too deeply") from error
    except ValueError as error:
        raise EventNotUnderstood(f"{what} is not JSON ({_position(error)})") from error
    if not isinstance(value, dict):
        raise EventNotUnderstood(f"{what} is not a JSON object")
    return value


def _refuse_constant(name: str) -> None:
    raise EventNotUnderstood(f"{name} is not a JSON value")


def _position(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}, column {error.colno}"
    return "a number with too many digits"  # the only other error that json.loads raises


def _unwrap(event: dict[str, Any]) -> dict[str, Any]:
    detail = event.get("detail")
    if not isinstance(detail, dict):
        return event
    envelope = {"type": event.get("detail-type"), "occurred_at": event.get("time")}
    return {key: value for key, value in envelope.items() if value is not None} | detail


def _validate(model: type[Model], value: Mapping[str, Any]) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        # Only fields and rules: the values may be a listing's text.
        problems = [
            ": ".join(
                filter(None, (".".join(str(part) for part in problem["loc"]), problem["msg"]))
            )
            for problem in error.errors(
                include_url=False, include_context=False, include_input=False
            )
        ]
        raise EventNotUnderstood("; ".join(problems)) from None
