"""Listing: what a job board publishes, and the types of its fields."""

import hashlib
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict


def _whole_number_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _well_formed(value: object) -> object:
    """Replace lone surrogates, which JSON can represent and UTF-8 cannot."""
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
        """Hash the content: the same listing has the same digest in every process."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
