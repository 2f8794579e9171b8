"""Message: the text of an event or of a listing, read and validated.

A listing has our own fields or is a schema.org JobPosting; an event comes on its own or in the
envelopes of envelopes.py. The forms are distinguished here; job_posting.py names the fields, and
their types in listing.py and event.py read the values.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from summariser.domain.envelopes import read_event, read_object
from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event import ListingEvent
from summariser.domain.job_posting import MEMBERS, find_job_posting, read_job_posting
from summariser.domain.listing import LONGEST_ID, Listing
from summariser.domain.values import kind_of, many

Model = TypeVar("Model", bound=BaseModel)

# What SQS refuses in a body or UTF-8 cannot encode:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
NOT_IN_A_MESSAGE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_MESSAGE = 1_040_384  # bytes: MaximumMessageSize in template.yaml
NO_ID = "give `listing_id`, or a JobPosting's `identifier` or `url`"


def parse_event(body: str) -> ListingEvent:
    """Read a message's body as a listing event, on its own or in an envelope of AWS.

    Raises `EventNotUnderstood`, whose reason names fields and rules, never a listing's text.
    """
    event = read_event(body)
    listing = event.get("listing") or find_job_posting(event)
    if not isinstance(listing, Mapping):
        return _validate(ListingEvent, event)
    own, members = read_fields(listing)
    known = {"listing_id": identify(own), "version": own.get("version")} | _given(event)
    return _validate(ListingEvent, _given(known) | {"listing": own}, members)


def dump_json(value: Any) -> str:
    """Write JSON on one line, and escape every character that a message cannot contain."""
    text = json.dumps(value, ensure_ascii=False)
    return NOT_IN_A_MESSAGE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def parse_listing(text: str) -> Listing:
    """Read an object in S3 as a listing, in our own fields or as a JobPosting.

    Raises `EventNotUnderstood`, as `parse_event` does.
    """
    own, members = read_fields(read_object(text, "the object at `listing_uri`"))
    return _validate(Listing, own, members)


def read_fields(listing: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Give a listing under our own names, and what its fields are called where it comes from."""
    posting = find_job_posting(listing)
    return (read_job_posting(posting), MEMBERS) if posting else (listing, {})


def identify(listing: Mapping[str, Any]) -> Any:
    """Give the id of a listing in our own fields, or else its url; None where it has neither.

    A url that is too long for an id is hashed.
    """
    for name in ("listing_id", "id"):
        for value in many(listing.get(name)):
            inner = _value_of(value) if isinstance(value, Mapping) else value
            if inner not in (None, ""):
                return inner
    url = next((it for it in many(listing.get("url")) if isinstance(it, str) and it), None)
    if url is None or len(url) <= LONGEST_ID:
        return url
    return f"url-{hashlib.sha256(url.encode(errors='replace')).hexdigest()[:40]}"


def _given(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _value_of(identifier: Mapping[str, Any]) -> Any:
    # Of a PropertyValue the name is the board's: it identifies no listing.
    return identifier.get("value", identifier.get("@id", identifier.get("@value")))


def _validate(
    model: type[Model], value: Mapping[str, Any], members: Mapping[str, str] | None = None
) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False)
        reasons = [_problem(problem, members or {}) for problem in problems]
        raise EventNotUnderstood("; ".join(reasons)) from None


def _problem(problem: ErrorDetails, members: Mapping[str, str]) -> str:
    """Say what is wrong with a field: its name, the rule and the kind of value, never the value."""
    path = [str(part) for part in problem["loc"]]
    reason = problem["msg"].removeprefix("Value error, ")
    if problem["type"].endswith("_type"):
        reason += f", not {kind_of(problem['input'])}"
    if path == ["listing_id"] and problem["type"] == "missing":
        reason = NO_ID
    if path and path[-1] in members and members[path[-1]] != path[-1]:
        path[-1] += f" ({members[path[-1]]})"
    return ": ".join(filter(None, (".".join(path), reason)))
