"""Listing and ListingEvent: what a job board publishes, in our own fields or as schema.org."""

from pydantic import BaseModel, ConfigDict


class Listing(BaseModel):
    """A job listing as its board publishes it; `description` is HTML, Markdown or plain text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str | None = None
    company: str | None = None
    location: str | None = None
    salary: str | None = None
    employment_type: str | None = None
    description: str
    language: str | None = None
    url: str | None = None
    published_at: str | None = None
