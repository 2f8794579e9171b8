"""Listing: what a job board publishes, and the types of its fields."""

import hashlib
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from summariser.domain.places import read_location
from summariser.domain.salaries import read_salary
from summariser.domain.values import LANGUAGE_KEYS, many, read_text, read_texts, refusal

LONGEST_ID = 128  # characters


def _joined(value: Any) -> str | None:
    return ", ".join(read_texts(value)) or None


def _first(value: Any) -> str | None:
    """Read the first of several that would do as well, such as urls."""
    members = many(value)
    return read_text(members[0], keys=("@id", "url", *LANGUAGE_KEYS)) if members else None


def _description(value: Any) -> str:
    """Read a description, whose paragraphs may be a list; a number describes no job."""
    allowed = "a text, a list of texts, or an object with a text"
    if any(member is None or isinstance(member, int | float) for member in many(value) or [None]):
        raise refusal(value, allowed)
    return "\n\n".join(read_text(member, allowed=allowed) or "" for member in many(value))


def _short_and_printable(value: str) -> str:
    if not 1 <= len(value.strip()) <= LONGEST_ID or any(character < " " for character in value):
        raise ValueError(f"must be 1 to {LONGEST_ID} characters, none of them a control character")
    return value.strip()


def _identifier(value: Any) -> str:
    return read_text(value, keys=("value", "@value", "@id", "name")) or ""


Text = Annotated[str | None, BeforeValidator(read_text)]
FirstText = Annotated[str | None, BeforeValidator(_first)]
Texts = Annotated[str | None, BeforeValidator(_joined)]
ListingId = Annotated[str, BeforeValidator(_identifier), AfterValidator(_short_and_printable)]


class Listing(BaseModel):
    """A job listing as its board publishes it; `description` is HTML, Markdown or plain text."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    title: Text = None
    company: Texts = None
    location: Annotated[str | None, BeforeValidator(read_location)] = None
    salary: Annotated[str | None, BeforeValidator(read_salary)] = None
    employment_type: Texts = None
    description: Annotated[str, BeforeValidator(_description)]
    language: FirstText = None
    url: FirstText = None
    published_at: FirstText = None

    def digest(self) -> str:
        """Hash the content: the same listing has the same digest in every process."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
