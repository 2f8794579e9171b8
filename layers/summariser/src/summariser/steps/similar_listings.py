"""Similar listings: what else a board has that is like one of its listings."""

from summariser.domain.errors import VectorNotFound
from summariser.domain.summary import Status
from summariser.domain.vectors import SimilarListing
from summariser.llm.embedding import Vectors
from summariser.ports import SummaryTable

MOST = 100  # that S3 Vectors finds at once


def similar_listings(
    listing_id: str, k: int, *, summaries: SummaryTable, vectors: Vectors
) -> list[SimilarListing]:
    """Find the k published listings most similar to one, in its language, nearest first.

    Raises `ValueError` unless 1 <= k <= 100, and `VectorNotFound` if the listing is not published
    or has no vector (yet).
    """
    if not 1 <= k <= MOST:
        raise ValueError(f"k is {k}: ask for 1 to {MOST} similar listings.")
    own = summaries.visible(listing_id)
    if own is None or own.status is not Status.PUBLISHED:
        raise VectorNotFound(listing_id)
    return list(vectors.similar(listing_id, k, language=own.language or "und"))
