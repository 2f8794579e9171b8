"""Summary lines, documents and dead letters whose values do not matter."""

from typing import Any

from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.findings import Finding
from summariser.domain.summary import Generated, ProfileSummary, Sentence, Status, Usage
from workbench.running.results import DeadLetterLine, SummaryLine


def any_summary(listing_id: str = "a", *, version: int = 1, **changes: Any) -> SummaryLine:
    text = "A baker bakes bread."
    values: dict[str, Any] = {
        "listing_id": listing_id,
        "version": version,
        "status": Status.PUBLISHED,
        "language": "en",
        "model": "embedded",
        "prompt_version": "1",
        "generated": Generated(model="embedded", prompt_version="1"),
        "profiles": {
            "preview": ProfileSummary(
                text=text,
                sentences=(Sentence(text=text, lines=(2,)),),
                notice="Summary generated automatically.",
            )
        },
        "findings": (Finding(code="claim_doubtful", profile="preview", message="Short."),),
        "usage": Usage(calls=1, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=0.01),
    }
    return SummaryLine(**values | changes)


def any_document(listing_id: str = "a", *, version: int = 1, text: str = "Bake.") -> Document:
    lines = (
        Line(
            number=1,
            text="Baker",
            kind=LineKind.FIELD,
            section=Section.INTRODUCTION,
            field=Field.TITLE,
        ),
        Line(number=2, text=text, kind=LineKind.TEXT, section=Section.DUTIES),
    )
    return Document(listing_id=listing_id, version=version, language="en", lines=lines)


def any_dead_letter(**changes: Any) -> DeadLetterLine:
    values: dict[str, Any] = {
        "listing_id": None,
        "version": None,
        "error": "EventNotUnderstood",
        "message": "This is not a listing event: the body is not JSON.",
        "execution_arn": None,
        "event": "not json",
    }
    return DeadLetterLine(**values | changes)
