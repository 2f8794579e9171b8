"""Answers to a batch mean what they mean to Lambda, and records look as Lambda's do.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

import json

import pytest

from workbench.local.pollers import InvalidBatchResponseError, failed_messages, record
from workbench.local.sandbox import Invocation

QUEUE_ARN = "arn:aws:sqs:eu-central-1:123456789012:letterbox"


@pytest.mark.parametrize(
    "answer", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}]
)
def should_take_an_empty_answer_for_success(answer: object) -> None:
    assert failed_messages(Invocation(json.dumps(answer).encode()), reports_failures=True) == set()


def should_name_the_messages_that_failed() -> None:
    answer = {"batchItemFailures": [{"itemIdentifier": "a"}, {"itemIdentifier": "b"}]}
    invocation = Invocation(json.dumps(answer).encode())
    assert failed_messages(invocation, reports_failures=True) == {"a", "b"}
    assert failed_messages(invocation, reports_failures=False) == set()


@pytest.mark.parametrize(
    "answer",
    [
        "done",
        {"batchItemFailures": [{"itemIdentifier": ""}]},
        {"batchItemFailures": [{"itemIdentifier": None}]},
        {"batchItemFailures": [{"messageId": "a"}]},
        {"batchItemFailures": ["a"]},
        {"batchItemFailures": 1},
    ],
)
def should_take_an_answer_that_lambda_cannot_read_for_failure(answer: object) -> None:
    with pytest.raises(InvalidBatchResponseError):
        failed_messages(Invocation(json.dumps(answer).encode()), reports_failures=True)


def should_take_an_error_of_the_function_for_failure() -> None:
    with pytest.raises(InvalidBatchResponseError, match="torn"):
        failed_messages(
            Invocation(b'{"errorMessage": "torn"}', "Unhandled"), reports_failures=False
        )


def should_make_the_record_that_lambda_makes() -> None:
    message = {
        "MessageId": "m-1",
        "ReceiptHandle": "r-1",
        "Body": "a letter",
        "MD5OfBody": "d41d8cd98f00b204e9800998ecf8427e",
        "Attributes": {"ApproximateReceiveCount": "2", "SentTimestamp": "1"},
        "MessageAttributes": {
            "from": {"DataType": "String", "StringValue": "Ghent"},
            "seal": {"DataType": "Binary", "BinaryValue": b"\x00\x01"},
        },
    }
    assert record(message, QUEUE_ARN) == {
        "messageId": "m-1",
        "receiptHandle": "r-1",
        "body": "a letter",
        "attributes": {"ApproximateReceiveCount": "2", "SentTimestamp": "1"},
        "messageAttributes": {
            "from": {
                "dataType": "String",
                "stringListValues": [],
                "binaryListValues": [],
                "stringValue": "Ghent",
            },
            "seal": {
                "dataType": "Binary",
                "stringListValues": [],
                "binaryListValues": [],
                "binaryValue": "AAE=",
            },
        },
        "md5OfBody": "d41d8cd98f00b204e9800998ecf8427e",
        "eventSource": "aws:sqs",
        "eventSourceARN": QUEUE_ARN,
        "awsRegion": "eu-central-1",
    }
