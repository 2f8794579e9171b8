"""Lines of dead-letters.jsonl, from messages on the dead-letter queue and from unsendable text."""

from collections.abc import Sequence
from typing import Any

from summariser.domain.dead_letters import RECEIVED_TOO_OFTEN, RECEIVED_TOO_OFTEN_CAUSE
from summariser.records.json_text import NotJson, parse_json
from summariser.records.submission import Submission
from workbench.running.results import DeadLetterLine
from workbench.running.subscription import Message

NOT_SENDABLE = "NotSendable"


def dead_letter_line(letter: Message, submissions: Sequence[Submission]) -> DeadLetterLine:
    """Describe the dead letter of submissions with one body, or of another run's, of none.

    Its event is the submitted one, even if it was sent through S3.
    """
    event = _parsed(submissions[0].body if submissions else letter.body)
    listing_id, version = _named(event)
    attributes = letter.attributes
    return DeadLetterLine(
        listing_id=attributes.get("listing_id", listing_id),
        version=int(attributes["version"]) if "version" in attributes else version,
        error=attributes.get("error", RECEIVED_TOO_OFTEN),
        message=attributes.get("cause", RECEIVED_TOO_OFTEN_CAUSE),
        execution_arn=attributes.get("execution_arn"),
        event=event,
        origins=tuple(submission.origin for submission in submissions),
    )


def unsent_line(submission: Submission, reason: str) -> DeadLetterLine:
    """Describe a text that no queue accepts."""
    event = _parsed(submission.body)
    listing_id, version = _named(event)
    return DeadLetterLine(
        listing_id=listing_id,
        version=version,
        error=NOT_SENDABLE,
        message=f"{reason}.",
        execution_arn=None,
        event=event,
        origins=(submission.origin,),
    )


def _parsed(body: str) -> Any:
    try:
        return parse_json(body)
    except NotJson:
        return body


def _named(event: Any) -> tuple[str | None, int | None]:
    """Find the listing id and version of an event that could not be understood."""
    inner = event.get("detail", event) if isinstance(event, dict) else None
    if not isinstance(inner, dict):
        return None, None
    listing_id, version = inner.get("listing_id"), inner.get("version")
    known = isinstance(listing_id, str | int) and not isinstance(listing_id, bool)
    counted = isinstance(version, int) and not isinstance(version, bool)
    return (str(listing_id) if known else None), (version if counted else None)
