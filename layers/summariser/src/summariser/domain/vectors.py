"""Vectors: what is stored of a listing so that similar ones are found."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

PROFILE = "embedding"  # of profiles.toml: its text is what becomes the vector
Vector = tuple[float, ...]


@dataclass(frozen=True)
class Embedded:
    """What an embedding model answered: a vector for each text, in their order.

    `input_tokens` are of all texts together, or None if the service does not count them.
    """

    vectors: tuple[Vector, ...]
    input_tokens: int | None
    seconds: float


@dataclass(frozen=True)
class ListingVector:
    """The vector of a listing's visible summary, with what may be asked of it."""

    listing_id: str
    version: int
    vector: Vector
    language: str  # ISO 639-1 code, or "und"
    title: str | None
    company: str | None
    published_at: datetime  # when its board sent the event of this version


class SimilarListing(BaseModel):
    """A listing that is similar to another one; `similarity` is the cosine of their vectors."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    listing_id: str
    similarity: float
    title: str | None
    company: str | None
    language: str
    published_at: datetime


class SimilarListings(BaseModel):
    """The listings that are most similar to one, nearest first."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    listing_id: str
    similar: tuple[SimilarListing, ...]
