"""Embedding: the ports to what turns texts into vectors, and to where vectors are compared."""

from __future__ import annotations  # a function need not import what it names but never makes

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summariser.domain.vectors import Embedded, ListingVector, SimilarListing
    from summariser.llm.models import EmbeddingModel


class Embeddings(Protocol):
    """Turns texts into vectors."""

    @property
    def model(self) -> EmbeddingModel:
        """The model that does."""

    def embed(self, texts: Sequence[str]) -> Embedded:
        """Embed as many texts as one call may have, without trying again.

        Raises `ModelThrottled`, `ModelTimedOut`, `ModelUnavailable`, `InputTooLong`,
        `ReplyMalformed`, `ModelNotAccessible` or `ModelRejectedRequest`.
        """


class Vectors(Protocol):
    """Has one vector for each listing, of one embedding model."""

    def put(self, vectors: Sequence[ListingVector]) -> None:
        """Store vectors, each in the place of its listing's earlier one."""

    def delete(self, listing_ids: Sequence[str]) -> None:
        """Delete the vectors of listings; those that have none are passed over."""

    def similar(self, listing_id: str, k: int, *, language: str) -> Sequence[SimilarListing]:
        """Find the k listings of a language nearest to a listing, without itself, nearest first.

        Raises `VectorNotFound` if the listing has no vector.
        """
