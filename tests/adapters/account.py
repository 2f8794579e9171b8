"""The AWS account of these tests: what it is made of, and clients to look at it."""

from dataclasses import dataclass
from typing import Any, Final

import boto3

from tests.contract.deployable import template

REGION: Final = "eu-central-1"
MACHINE = """{"StartAt": "Fails", "States": {
    "Fails": {"Type": "Choice", "Default": "Done",
              "Choices": [{"Variable": "$.version", "NumericEquals": 13, "Next": "Failed"}]},
    "Done": {"Type": "Succeed"}, "Failed": {"Type": "Fail", "Error": "Unlucky"}}}"""


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
