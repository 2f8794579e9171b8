"""S3 Vectors of the local engine behaves as AWS's does, where moto does not have it.

A test here fails when moto has it by itself, so that the change can go.
"""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.cloudformation.parsing import get_model_map
from moto.s3vectors.responses import S3VectorsResponse
from moto.s3vectors.urls import url_paths

from workbench.local.s3_vectors import StackVectorBucket, StackVectorIndex, vectors_queried
from workbench.local.sandbox import Invocation
from workbench.local.services import services


def no_function(_name: str, _payload: bytes) -> Invocation:
    raise AssertionError


@pytest.fixture(scope="module")
def index() -> Iterator[Any]:
    with vectors_queried(), services(no_function) as url:
        client = boto3.client(
            "s3vectors",
            endpoint_url=url,
            region_name="eu-central-1",
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 (opens nothing)
        )
        client.create_vector_bucket(vectorBucketName="bucket")
        of = {"vectorBucketName": "bucket", "indexName": "index"}
        client.create_index(**of, dataType="float32", dimension=2, distanceMetric="cosine")
        client.put_vectors(
            **of,
            vectors=[
                {"key": key, "data": {"float32": values}, "metadata": {"language": language}}
                for key, values, language in (
                    ("east", [1, 0], "en"),
                    ("north-east", [3, 3], "en"),
                    ("north", [0, 2], "fr"),
                )
            ],
        )
        yield Index(client, client.get_index(**of)["index"]["indexArn"])


class Index:
    """An index, and what is nearest to the east in it."""

    def __init__(self, client: Any, arn: str) -> None:
        self._client = client
        self._arn = arn

    def query(self, **changes: Any) -> list[dict[str, Any]]:
        request = {"topK": 3, "queryVector": {"float32": [1.0, 0.0]}} | changes
        found: list[dict[str, Any]] = self._client.query_vectors(indexArn=self._arn, **request)[
            "vectors"
        ]
        return found


def should_be_what_moto_does_not_have() -> None:
    assert not hasattr(S3VectorsResponse, "query_vectors")
    assert not [path for path in url_paths if "QueryVectors" in path]
    models = get_model_map()
    assert models["AWS::S3Vectors::VectorBucket"] is StackVectorBucket
    assert models["AWS::S3Vectors::Index"] is StackVectorIndex


def should_find_the_nearest_first_by_cosine(index: Index) -> None:
    found = index.query(returnDistance=True)
    assert [it["key"] for it in found] == ["east", "north-east", "north"]
    assert [it["distance"] for it in found] == pytest.approx([0, 1 - 2**-0.5, 1])
    assert [it["key"] for it in index.query(topK=1)] == ["east"]


def should_give_metadata_and_distances_only_where_they_are_asked_for(index: Index) -> None:
    assert index.query(topK=1) == [{"key": "east"}]
    (found,) = index.query(topK=1, returnMetadata=True)
    assert found == {"key": "east", "metadata": {"language": "en"}}


def should_filter_by_metadata(index: Index) -> None:
    found = index.query(filter={"language": {"$eq": "fr"}})
    assert [it["key"] for it in found] == ["north"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"topK": 101},
        {"queryVector": {"float32": [1.0]}},
        {"filter": {"language": {"$in": ["en"]}}},  # AWS knows it, and nothing here asks for it
    ],
    ids=str,
)
def should_refuse_what_is_wrong(index: Index, wrong: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        index.query(**wrong)
