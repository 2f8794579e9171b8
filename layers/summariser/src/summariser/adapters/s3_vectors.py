"""S3Vectors: one index of S3 Vectors, which has a vector for each listing under its id.

What may be filtered by is limited to 2 KB a vector, and what a query finds to 100:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from summariser.adapters.aws import client, transient_errors_named
from summariser.domain.errors import VectorNotFound
from summariser.domain.vectors import ListingVector, SimilarListing

MOST_FOUND = 100
# Characters, of 4 bytes at most: company and language stay within what may be filtered by.
LONGEST_TEXT = 256


class S3Vectors:
    """Implements `Vectors` in an index whose distance is cosine; the template declares it."""

    def __init__(self, index_arn: str, s3vectors: Any = None) -> None:
        self._index = {"indexArn": index_arn}
        self._s3vectors = s3vectors or client("s3vectors")

    def put(self, vectors: Sequence[ListingVector]) -> None:
        """Store vectors, each in the place of its listing's earlier one; 500 at most."""
        with transient_errors_named("s3vectors:PutVectors"):
            self._s3vectors.put_vectors(**self._index, vectors=[_record(one) for one in vectors])

    def delete(self, listing_ids: Sequence[str]) -> None:
        """Delete the vectors of listings, 500 at most; those that have none are passed over."""
        with transient_errors_named("s3vectors:DeleteVectors"):
            self._s3vectors.delete_vectors(**self._index, keys=list(listing_ids))

    def similar(self, listing_id: str, k: int, *, language: str) -> Sequence[SimilarListing]:
        """Find the k listings of a language nearest to a listing, without itself, nearest first.

        The listing itself counts among the 100 that a query may find, so k=100 finds 99. Raises
        `VectorNotFound` if the listing has no vector.
        """
        with transient_errors_named("s3vectors:GetVectors"):
            own = self._s3vectors.get_vectors(**self._index, keys=[listing_id], returnData=True)
        if not own["vectors"]:
            raise VectorNotFound(listing_id)
        with transient_errors_named("s3vectors:QueryVectors"):
            found = self._s3vectors.query_vectors(
                **self._index,
                topK=min(k + 1, MOST_FOUND),
                queryVector=own["vectors"][0]["data"],
                filter={"language": {"$eq": language}},
                returnMetadata=True,
                returnDistance=True,
            )
        others = [one for one in found["vectors"] if one["key"] != listing_id]
        return [_similar(one) for one in others[:k]]


def _record(one: ListingVector) -> dict[str, Any]:
    metadata = {
        "language": one.language,
        "company": one.company and one.company[:LONGEST_TEXT],
        "title": one.title and one.title[:LONGEST_TEXT],
        "version": one.version,
        "published_at": int(one.published_at.timestamp()),  # only numbers can be compared
    }
    return {
        "key": one.listing_id,
        "data": {"float32": list(one.vector)},
        "metadata": {name: value for name, value in metadata.items() if value is not None},
    }


def _similar(found: dict[str, Any]) -> SimilarListing:
    metadata = found["metadata"]
    return SimilarListing(
        listing_id=found["key"],
        similarity=1.0 - found["distance"],
        title=metadata.get("title"),
        company=metadata.get("company"),
        language=metadata["language"],
        published_at=datetime.fromtimestamp(metadata["published_at"], UTC),
    )
