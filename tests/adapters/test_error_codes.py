"""Every error that botocore's models name for a call we make passes by itself, or it does not.

A call that is new here, or a code that a newer botocore names, fails: say which it is, and why.
"""

import re
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError

from summariser.adapters import aws
from summariser.adapters.model_errors import named
from summariser.domain.errors import PermanentError, ServiceUnavailable, TransientError
from summariser.llm.prompts import Prompt, Task
from tests.models import any_lines, document_of

ADAPTERS = Path(aws.__file__).parent
SERVICES = {"states": "stepfunctions"}  # IAM's names, where botocore has others
NAMED = re.compile(r'"((?:bedrock|dynamodb|events|s3|s3vectors|sqs|states):[A-Za-z0-9]+)"')
TRANSIENT = "transient"
# Why an error is final; what its caller expects, it catches by name.
CONFIGURED = "the deployment is wrong: no retry mends it"
KEY = "the key refuses, until a person changes that"
OURS = "the request is wrong: the same one fails again"
CODES = {
    "AccessDeniedException": CONFIGURED,
    "BatchEntryIdsNotDistinct": OURS,
    "BatchRequestTooLong": OURS,
    "ConditionalCheckFailedException": "an answer: conditional_write",
    "ConflictException": "a job of this name and another token, which nobody makes",
    "EmptyBatchRequest": OURS,
    "EncryptionTypeMismatch": OURS,
    "ExecutionAlreadyExists": "an answer: SummariseListing.start",
    "ExecutionDoesNotExist": "an answer: SummariseListing.describe and stop",
    "ExecutionLimitExceeded": TRANSIENT,
    "IdempotentParameterMismatchException": OURS,
    "InternalException": TRANSIENT,
    "InternalServerError": TRANSIENT,
    "InternalServerException": TRANSIENT,
    "InvalidAddress": CONFIGURED,
    "InvalidArn": CONFIGURED,
    "InvalidAttributeName": OURS,
    "InvalidBatchEntryId": OURS,
    "InvalidExecutionInput": OURS,
    "InvalidIdFormat": OURS,
    "InvalidMessageContents": "an answer: ListingQueue.replay",
    "InvalidName": OURS,
    "InvalidObjectState": "an archived object: nobody archives ours",
    "InvalidRequest": OURS,
    "InvalidSecurity": CONFIGURED,
    "InvalidToken": "a page that expired: the next sweep begins with the first",
    "InvalidWriteOffset": OURS,
    "ItemCollectionSizeLimitExceededException": "of local indexes, which no table has",
    "KmsAccessDenied": KEY,
    "KmsAccessDeniedException": KEY,
    "KmsDisabled": KEY,
    "KmsDisabledException": KEY,
    "KmsInvalidKeyUsage": KEY,
    "KmsInvalidKeyUsageException": KEY,
    "KmsInvalidState": KEY,
    "KmsInvalidStateException": KEY,
    "KmsNotFound": KEY,
    "KmsNotFoundException": KEY,
    "KmsOptInRequired": KEY,
    "KmsThrottled": TRANSIENT,
    "KmsThrottlingException": TRANSIENT,
    "NoSuchBucket": CONFIGURED,
    "NoSuchKey": "an answer: ListingNotFound",
    "NotFoundException": CONFIGURED,
    "OverLimit": TRANSIENT,
    "ProvisionedThroughputExceededException": TRANSIENT,
    "QueueDoesNotExist": CONFIGURED,
    "ReceiptHandleIsInvalid": "the letter is visible again, and is read again",
    "ReplicatedWriteConflictException": TRANSIENT,
    "RequestLimitExceeded": TRANSIENT,
    "RequestThrottled": TRANSIENT,
    "RequestTimeoutException": TRANSIENT,
    "ResourceNotFound": CONFIGURED,
    "ResourceNotFoundException": CONFIGURED,
    "ServiceQuotaExceededException": "an answer: BedrockBatch.create; or an index is full",
    "ServiceUnavailableException": TRANSIENT,
    "StateMachineDeleting": CONFIGURED,
    "StateMachineDoesNotExist": CONFIGURED,
    "StateMachineTypeNotSupported": CONFIGURED,
    "ThrottlingException": TRANSIENT,
    "TooManyEntriesInBatchRequest": OURS,
    "TooManyParts": OURS,
    "TooManyRequestsException": TRANSIENT,
    "TransactionCanceledException": "an answer, or its reasons are transient: DynamoDBSummaryTable",
    "TransactionConflictException": TRANSIENT,
    "TransactionInProgressException": TRANSIENT,
    "UnsupportedOperation": OURS,
    "ValidationException": OURS,
}
# Of calls to models: whether the state machine tries again, or the next model of the chain writes.
OF_MODELS = {
    "AccessDeniedException": PermanentError,
    "InternalDependencyException": TransientError,
    "InternalFailure": TransientError,
    "InternalServerException": TransientError,
    "ModelError": TransientError,
    "ModelErrorException": TransientError,
    "ModelNotReadyException": TransientError,
    "ModelTimeoutException": TransientError,
    "ResourceNotFoundException": PermanentError,
    "ServiceQuotaExceededException": TransientError,
    "ServiceUnavailable": TransientError,
    "ServiceUnavailableException": TransientError,
    "ThrottlingException": TransientError,
    "ValidationError": PermanentError,
    "ValidationException": PermanentError,
}


def calls() -> set[str]:
    return {call for path in ADAPTERS.glob("*.py") for call in NAMED.findall(path.read_text())}


def errors_of(service: str, operation: str) -> list[Any]:
    model = botocore.session.get_session().get_service_model(service)
    return list(model.operation_model(operation).error_shapes)


def error_of(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "Call")


@pytest.mark.parametrize("call", sorted(calls()))
def should_know_whether_each_error_of_a_call_passes_by_itself(call: str) -> None:
    service, operation = call.split(":")
    named_by_aws = {shape.name for shape in errors_of(SERVICES.get(service, service), operation)}
    assert named_by_aws <= CODES.keys()


@pytest.mark.parametrize("code", sorted(CODES))
def should_try_again_what_passes_by_itself_and_nothing_else(code: str) -> None:
    expected = ServiceUnavailable if CODES[code] is TRANSIENT else ClientError
    with pytest.raises(expected), aws.transient_errors_named("any:Call"):
        raise error_of(code, 400)


@pytest.mark.parametrize("code", ["KMS.ThrottlingException", "SlowDown", "RequestTimeout"])
def should_try_again_what_only_documents_name(code: str) -> None:
    with pytest.raises(ServiceUnavailable), aws.transient_errors_named("any:Call"):
        raise error_of(code, 400)


def should_know_of_no_call_that_is_not_named() -> None:
    made = {name for path in ADAPTERS.glob("*.py") for name in made_in(path.read_text())}
    known = {operation.partition(":")[2] for operation in calls()}
    assert {name.title().replace("_", "") for name in made} - known == {
        "Converse",
        "InvokeEndpoint",
        "InvokeModel",
    }


def made_in(text: str) -> list[str]:
    clients = r"self\._(?:s3|s3vectors|sqs|dynamodb|stepfunctions|events|bedrock|sagemaker)"
    paged = re.findall(clients + r'\.get_paginator\("(\w+)"\)', text)
    return [*paged, *re.findall(clients + r"\.((?!get_paginator|meta|exceptions)\w+)", text)]


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("bedrock-runtime", "Converse"),
        ("bedrock-runtime", "InvokeModel"),
        ("sagemaker-runtime", "InvokeEndpoint"),
    ],
)
def should_try_a_model_again_or_go_on_to_the_next(service: str, operation: str) -> None:
    lines = any_lines("You bake bread.")
    prompt = Prompt(
        task=Task.WRITE, instructions="", data="", max_tokens=10, document=document_of(lines)
    )
    for shape in errors_of(service, operation):
        status = shape.metadata["error"]["httpStatusCode"]
        assert isinstance(
            named(error_of(shape.name, status), "small", prompt.quotable), OF_MODELS[shape.name]
        ), shape.name
