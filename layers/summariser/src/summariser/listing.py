"""Listing and ListingEvent: what a job board publishes, and how a message is read as one."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from summariser.errors import EventNotUnderstood
from summariser.event_type import EventType
from summariser.job_posting import find_job_posting, read_job_posting

# A version is often a time in milliseconds; DynamoDB and the execution's name hold that well.
LARGEST_VERSION = 10**15

Model = TypeVar("Model", bound=BaseModel)


def _whole_number_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _well_formed(value: object) -> object:
    """Replace lone surrogates, which JSON can carry and UTF-8 cannot."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


Text = Annotated[str, BeforeValidator(_well_formed)]


def _short_and_printable(value: str) -> str:
    if not 1 <= len(value.strip()) <= 128 or any(character < " " for character in value):
        raise ValueError("must be 1 to 128 characters, none of them a control character")
    return value.strip()


ListingId = Annotated[
    Text,
    BeforeValidator(_whole_number_as_text),  # many boards number their listings
    AfterValidator(_short_and_printable),
]


def _with_a_zone(value: datetime) -> datetime:
    # pydantic's AwareDatetime is in a module that takes 4 ms to import.
    if value.tzinfo is None:
        raise ValueError("must say its time zone, such as Z or +02:00")
    return value


class Listing(BaseModel):
    """A job listing as its board publishes it; `description` is HTML, Markdown or plain text."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    title: Text | None = None
    company: Text | None = None
    location: Text | None = None
    salary: Text | None = None
    employment_type: Text | None = None
    description: Text
    language: Text | None = None
    url: Text | None = None
    published_at: Text | None = None

    def digest(self) -> str:
        """Hash the content: the same listing has the same digest, wherever it is computed."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class ListingEvent(BaseModel):
    """Something that happened to one version of a listing, which is inline or in S3."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    type: EventType
    listing_id: ListingId
    version: Annotated[int, Field(strict=True, ge=1, le=LARGEST_VERSION)]
    occurred_at: Annotated[datetime, AfterValidator(_with_a_zone)]
    listing: Listing | None = None
    listing_uri: Annotated[str, Field(pattern=r"^s3://[^/]+/.+$")] | None = None

    @model_validator(mode="after")
    def _carries_its_listing(self) -> Self:
        if self.type is not EventType.UNPUBLISHED and (self.listing is None) == (
            self.listing_uri is None
        ):
            raise ValueError("give either `listing` or `listing_uri`")
        return self


def parse_event(body: str) -> ListingEvent:
    """Read a message's body as a listing event, bare or in an EventBridge envelope.

    Raises `EventNotUnderstood`; its reason names fields and rules, never a listing's text.
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
    raise EventNotUnderstood(f"{name} is no JSON value")


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
        # Only places and rules: the values may hold a listing's text.
        problems = [
            ": ".join(
                filter(None, (".".join(str(part) for part in problem["loc"]), problem["msg"]))
            )
            for problem in error.errors(
                include_url=False, include_context=False, include_input=False
            )
        ]
        raise EventNotUnderstood("; ".join(problems)) from None
