"""Which vectors a `Vectors` keeps, and which listings it finds similar."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from summariser.adapters.s3_vectors import LONGEST_TEXT, S3Vectors
from summariser.domain.errors import VectorNotFound
from summariser.domain.vectors import ListingVector
from summariser.llm.embedding import Vectors
from tests.adapters.account import Aws
from tests.fakes import VectorShelf
from tests.values import NOON
from workbench.local.s3_vectors import vectors_queried


@pytest.fixture(scope="module", autouse=True)
def queried() -> Iterator[None]:
    with vectors_queried():
        yield


@pytest.fixture
def vectors(account: Aws | None) -> Vectors:
    return VectorShelf() if account is None else index_of(account)


def index_of(account: Aws) -> S3Vectors:
    s3vectors = account.client("s3vectors")
    s3vectors.create_vector_bucket(vectorBucketName="vectors")
    index = {"dataType": "float32", "dimension": 2, "distanceMetric": "cosine"}
    s3vectors.create_index(vectorBucketName="vectors", indexName="index", **index)
    found = s3vectors.get_index(vectorBucketName="vectors", indexName="index")
    return S3Vectors(found["index"]["indexArn"])


def any_vector(listing_id: str, *values: float, **changes: Any) -> ListingVector:
    fields: dict[str, Any] = {
        "version": 1,
        "language": "en",
        "title": "Baker",
        "company": "Mill Bakery",
        "published_at": NOON,
    }
    return ListingVector(listing_id=listing_id, vector=values, **(fields | changes))


def near(vectors: Vectors, k: int = 10, language: str = "en") -> list[str]:
    return [one.listing_id for one in vectors.similar("own", k, language=language)]


def should_find_the_nearest_first_and_never_the_listing_itself(vectors: Vectors) -> None:
    own, far, close = any_vector("own", 1, 0), any_vector("far", 0, 1), any_vector("near", 3, 1)
    vectors.put([own, far, close])
    assert near(vectors) == ["near", "far"]
    assert near(vectors, k=1) == ["near"]


def should_find_listings_of_one_language(vectors: Vectors) -> None:
    vectors.put([any_vector("own", 1, 0), any_vector("fr", 1, 0, language="fr")])
    assert near(vectors) == []
    assert near(vectors, language="fr") == ["fr"]


def should_say_what_a_similar_listing_is(vectors: Vectors) -> None:
    later = NOON + timedelta(days=1)
    vectors.put(
        [any_vector("own", 1, 0), any_vector("other", 1, 1, title=None, published_at=later)]
    )
    (found,) = vectors.similar("own", 1, language="en")
    assert found.similarity == pytest.approx(2**-0.5)
    assert (found.title, found.company, found.language) == (None, "Mill Bakery", "en")
    assert found.published_at == later


def should_replace_the_vector_of_a_listing_and_delete_it(vectors: Vectors) -> None:
    vectors.put([any_vector("own", 1, 0), any_vector("a", 1, 0), any_vector("b", 1, 1)])
    vectors.put([any_vector("a", 0, 1, version=2)])
    assert near(vectors) == ["b", "a"]
    vectors.delete(["a", "unknown"])
    assert near(vectors) == ["b"]


def should_say_that_a_listing_has_no_vector(vectors: Vectors) -> None:
    with pytest.raises(VectorNotFound, match="'own' has no vector"):
        near(vectors)


def should_keep_what_may_be_filtered_by_within_its_limit(aws_account: Aws) -> None:
    vectors = index_of(aws_account)
    vectors.put([any_vector("own", 1, 0), any_vector("long", 1, 1, company="株" * 3000)])
    (found,) = vectors.similar("own", 1, language="en")
    assert found.company == "株" * LONGEST_TEXT
    assert len(found.company.encode()) < 2048 - 100
