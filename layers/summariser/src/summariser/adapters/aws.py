"""boto3 clients, and AWS's errors under our own names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's name
    HTTPClientError,
)

from summariser.domain.errors import ServiceUnavailable

# https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
CONFIG = Config(
    connect_timeout=5, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3}
)
# Errors that pass by themselves, whatever their HTTP status; every other error below 500 does not.
# tests/adapters/test_error_codes.py has each code that botocore's models name for our calls.
TRANSIENT = frozenset(
    {
        "ExecutionLimitExceeded",
        "InternalException",
        "InternalServerError",
        "InternalServerException",
        "KMS.ThrottlingException",  # S3's, and SQS's in the query protocol
        "KmsThrottled",
        "KmsThrottlingException",
        "LimitExceededException",
        "OverLimit",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceUnavailableException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


@cache
def client(service: str) -> Any:
    """Create the client of a service, once per process."""
    return boto3.client(service, config=CONFIG)  # type: ignore[call-overload]


@cache
def client_of_model(service: str, timeout_s: float) -> Any:
    """Create the client of a service that runs models: it waits longer and never retries."""
    config = Config(connect_timeout=5, read_timeout=timeout_s, retries={"total_max_attempts": 1})
    return boto3.client(service, config=config)  # type: ignore[call-overload]


def code(error: ClientError) -> str:
    """Return AWS's error code."""
    return str(error.response.get("Error", {}).get("Code", "Unknown"))


@contextmanager
def transient_errors_named(operation: str) -> Iterator[None]:
    """Raise `ServiceUnavailable` for transient errors; leave every other error unchanged."""
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code(error) in TRANSIENT or status >= 500:
            raise ServiceUnavailable(operation, code(error)) from error
        raise
    except (ConnectionError, HTTPClientError) as error:
        raise ServiceUnavailable(operation, type(error).__name__) from error


def conditional_write(operation: str, call: Callable[..., Any], **request: Any) -> bool:
    """Make a conditional write to DynamoDB; False if its condition does not hold.

    Raises `ServiceUnavailable` as `transient_errors_named` does.
    """
    try:
        with transient_errors_named(operation):
            call(**request)
    except ClientError as error:
        if code(error) == "ConditionalCheckFailedException":
            return False
        raise
    return True


def conditional_transaction(dynamodb: Any, *writes: dict[str, Any]) -> bool:
    """Make writes to DynamoDB together; False if the condition of one does not hold.

    Raises `ServiceUnavailable` as `transient_errors_named` does.
    """
    try:
        with transient_errors_named("dynamodb:TransactWriteItems"):
            dynamodb.transact_write_items(TransactItems=list(writes))
    except ClientError as error:
        if code(error) != "TransactionCanceledException":
            raise
        reasons = [reason.get("Code") for reason in error.response["CancellationReasons"]]
        if "ConditionalCheckFailed" not in reasons:
            raise ServiceUnavailable("dynamodb:TransactWriteItems", str(reasons)) from error
        return False
    return True
