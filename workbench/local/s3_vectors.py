"""S3 Vectors, as far as moto does not have it: queries, and its resources in CloudFormation.

moto stores vectors and gives them back. Here every vector of an index is compared, where AWS finds
the nearest ones approximately.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto.core.common_models import CloudFormationModel
from moto.core.responses import ActionResult
from moto.s3vectors import urls
from moto.s3vectors.exceptions import ValidationError
from moto.s3vectors.models import s3vectors_backends
from moto.s3vectors.responses import S3VectorsResponse
from moto.utilities.utils import get_partition

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html
_MOST_FOUND = 100
_PATH = "{0}/QueryVectors$"


@contextmanager
def vectors_queried() -> Iterator[None]:
    """Answer QueryVectors, by the cosine, with a filter for equal values."""
    with (
        patch.object(S3VectorsResponse, "query_vectors", _query_vectors, create=True),
        patch.dict(urls.url_paths, {_PATH: S3VectorsResponse.dispatch}),
    ):
        yield


def _query_vectors(response: S3VectorsResponse) -> ActionResult:
    index = response.s3vectors_backend.get_index("", "", response._get_param("indexArn"))
    most, query = response._get_int_param("topK"), response._get_param("queryVector")["float32"]
    if not 1 <= most <= _MOST_FOUND:
        raise ValidationError(f"topK must be between 1 and {_MOST_FOUND}")
    if len(query) != index.dimension:
        raise ValidationError(f"the query vector must have {index.dimension} dimensions")
    wanted = response._get_param("filter")
    found = sorted(
        (_distance(query, vector.data["float32"]), key)
        for key, vector in index.vectors.items()
        if _matches(wanted, vector.metadata)
    )
    with_metadata = response._get_bool_param("returnMetadata", False)
    with_distance = response._get_bool_param("returnDistance", False)
    vectors = [
        {"key": key}
        | ({"distance": distance} if with_distance else {})
        | ({"metadata": index.vectors[key].metadata} if with_metadata else {})
        for distance, key in found[:most]
    ]
    return ActionResult({"vectors": vectors, "distanceMetric": index.distance_metric})


def _matches(wanted: Mapping[str, Any] | None, metadata: Mapping[str, Any]) -> bool:
    for name, rule in (wanted or {}).items():
        if not isinstance(rule, dict) or rule.keys() != {"$eq"}:
            raise ValidationError(f"a filter that is not known here: {rule}")
        if metadata.get(name) != rule["$eq"]:
            return False
    return True


def _distance(one: Sequence[float], other: Sequence[float]) -> float:
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return 1.0 - product / (math.hypot(*one) * math.hypot(*other))


class _Made:
    """A resource that a stack has made, which it knows by its ARN."""

    def __init__(self, arn: str) -> None:
        self.physical_resource_id = arn

    def get_cfn_attribute(self, _attribute: str) -> str:
        """Return the ARN, which is the only attribute that a template here asks for."""
        return self.physical_resource_id

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        """Say whether a template may ask for an attribute."""
        return attr in {"VectorBucketArn", "IndexArn"}


class StackVectorBucket(_Made, CloudFormationModel):
    """AWS::S3Vectors::VectorBucket."""

    @staticmethod
    def cloudformation_name_type() -> str:
        """Name the property that has its name."""
        return "VectorBucketName"

    @staticmethod
    def cloudformation_type() -> str:
        """Name its type."""
        return "AWS::S3Vectors::VectorBucket"

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **_: Any,
    ) -> "StackVectorBucket":
        """Make a bucket for vectors."""
        backend = s3vectors_backends[account_id][get_partition(region_name)]
        encryption = cloudformation_json["Properties"].get("EncryptionConfiguration", {})
        backend.create_vector_bucket(region_name, resource_name, encryption)
        return cls(backend.get_vector_bucket(resource_name).vector_bucket_arn)

    def delete(self, account_id: str, region_name: str) -> None:
        """Delete it; raises where it has indexes, which go first."""
        backend = s3vectors_backends[account_id][get_partition(region_name)]
        backend.delete_vector_bucket(self.physical_resource_id.rpartition("/")[2])


class StackVectorIndex(_Made, CloudFormationModel):
    """AWS::S3Vectors::Index."""

    @staticmethod
    def cloudformation_name_type() -> str:
        """Name the property that has its name."""
        return "IndexName"

    @staticmethod
    def cloudformation_type() -> str:
        """Name its type."""
        return "AWS::S3Vectors::Index"

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **_: Any,
    ) -> "StackVectorIndex":
        """Make an index in a bucket."""
        backend = s3vectors_backends[account_id][get_partition(region_name)]
        properties = cloudformation_json["Properties"]
        bucket: str = properties["VectorBucketArn"]
        backend.create_index(
            vector_bucket_name="",
            vector_bucket_arn=bucket,
            index_name=resource_name,
            data_type=properties["DataType"],
            dimension=int(properties["Dimension"]),
            distance_metric=properties["DistanceMetric"],
        )
        return cls(f"{bucket}/index/{resource_name}")

    def delete(self, account_id: str, region_name: str) -> None:
        """Delete it with its vectors."""
        backend = s3vectors_backends[account_id][get_partition(region_name)]
        backend.delete_index("", "", index_arn=self.physical_resource_id)
