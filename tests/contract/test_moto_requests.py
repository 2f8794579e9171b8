"""What is answered by the short way is what moto's own server answers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from moto.moto_api._internal.models import moto_api_backend

from tests.contract.moto_answers import Answer, answered, request
from workbench.local.moto_requests import Moto
from workbench.local.moto_speedups import quick

BUCKET = "letters"


@pytest.fixture
def moto() -> Iterator[Moto]:
    moto_api_backend.reset()
    moto = Moto()
    with quick():
        answered(moto, request("PUT", f"/{BUCKET}", headers={"Content-Length": "0"}))
        yield moto


KEY = f"/{BUCKET}/a letter/1.json"
PUT = request("PUT", KEY, b'{"stamp": 1}', content_type="application/json")


@pytest.mark.parametrize(
    "asked",
    [
        PUT,
        request("PUT", KEY, b"", headers={"X-Amz-Meta-Town": "Genk"}),
        request(
            "PUT", KEY, b"x",
            headers={"X-Amz-Sdk-Checksum-Algorithm": "CRC32", "X-Amz-Checksum-Crc32": "jNxCBg=="},
        ),
        request("PUT", KEY, b"x", headers={"If-None-Match": "*"}),
        request("PUT", "/nowhere/1.json", b"x"),
        request("GET", KEY),
        request("GET", KEY, headers={"X-Amz-Checksum-Mode": "ENABLED"}),
        request("GET", KEY, headers={"If-None-Match": '"3b3e8ad1b1ea7e52d2f9b5d4d5ae6a0c"'}),
        request("GET", KEY, headers={"Range": "bytes=0-3"}),
        request("GET", f"/{BUCKET}/nothing"),
        request("GET", "/nowhere/1.json"),
        request("GET", KEY, query="tagging"),
        request("HEAD", KEY),
        request("HEAD", f"/{BUCKET}/nothing"),
    ],
)  # fmt: skip
def should_answer_for_an_object_as_motos_server_does(moto: Moto, asked: dict[str, Any]) -> None:
    answered(moto, PUT)
    assert answered(moto, asked) == answered(moto._server, asked)


def should_keep_what_was_put_as_motos_server_does(moto: Moto) -> None:
    stored = []
    for put in (moto, moto._server):
        headers = {"X-Amz-Meta-Town": "Genk", "Content-Encoding": "gzip"}
        answered(put, request("PUT", KEY, b"x", headers=headers, content_type="text/plain"))
        stored.append(answered(moto._server, request("GET", KEY)))
    assert stored[0] == stored[1]
    assert stored[0][2] == b"x"


@pytest.mark.parametrize(
    ("service", "target", "version", "body"),
    [
        ("dynamodb", "DynamoDB_20120810.ListTables", "1.0", {}),
        ("dynamodb", "DynamoDB_20120810.GetItem", "1.0", {"TableName": "no", "Key": {}}),
        ("events", "AWSEvents.PutEvents", "1.1", {"Entries": [{"Source": "post"}]}),
        ("states", "AWSStepFunctions.ListStateMachines", "1.0", {}),
        ("states", "AWSStepFunctions.DescribeExecution", "1.0", {"executionArn": "no"}),
        ("sqs", "AmazonSQS.ListQueues", "1.0", {}),
        ("sqs", "AmazonSQS.GetQueueUrl", "1.0", {"QueueName": "no"}),
    ],
)
def should_answer_a_call_as_motos_server_does(
    service: str, target: str, version: str, body: dict[str, Any], moto: Moto
) -> None:
    asked = request(
        "POST", "/", json.dumps(body).encode(), service,
        headers={"X-Amz-Target": target}, content_type=f"application/x-amz-json-{version}",
    )  # fmt: skip
    short, server = answered(moto, asked), answered(moto._server, asked)
    assert without_ids(short) == without_ids(server)


def without_ids(answer: Answer) -> Any:
    status, headers, body = answer
    headers.pop("x-amz-crc32", None)
    content = json.loads(body)
    for entry in content.get("Entries", []):
        entry.pop("EventId", None)
    return status, headers.get("content-type"), content
