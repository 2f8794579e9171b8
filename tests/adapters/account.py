"""The AWS account of these tests: what it is made of, and clients to look at it."""

import json
from dataclasses import dataclass
from typing import Any, Final

import boto3

from tests.contract.deployable import template

REGION: Final = "eu-central-1"
FAILING_VERSION: Final = 13
WAITING_VERSION: Final = 14
MACHINE: Final = json.dumps(
    {
        "StartAt": "ByVersion",
        "States": {
            "ByVersion": {
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$.version", "NumericEquals": FAILING_VERSION, "Next": "Fails"},
                    {"Variable": "$.version", "NumericEquals": WAITING_VERSION, "Next": "Waits"},
                ],
                "Default": "Succeeds",
            },
            "Waits": {"Type": "Wait", "Seconds": 300, "Next": "Succeeds"},
            "Fails": {"Type": "Fail", "Error": "Unlucky"},
            "Succeeds": {"Type": "Succeed"},
        },
    }
)


@dataclass(frozen=True)
class Aws:
    """The resources that the adapters work on, and clients to look at them."""

    endpoint: str
    bucket: str
    table: str
    ledger: str
    bus: str
    dead_letters_url: str
    machine_arn: str

    def client(self, service: str) -> Any:
        return boto3.client(service)  # type: ignore[call-overload]


def create_table(name: str, resource: str) -> None:
    """Create a table with the keys and indexes that the template gives it."""
    declared = template()["Resources"][resource]["Properties"]
    shape = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    dynamodb: Any = boto3.client("dynamodb")
    dynamodb.create_table(TableName=name, **{it: declared[it] for it in shape if it in declared})
