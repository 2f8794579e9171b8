"""The local engine's AWS over HTTP: a bucket, two tables, a bus, a queue and a state machine."""

from collections.abc import Iterator
from typing import NoReturn

import boto3
import pytest
from moto.moto_api._internal.models import moto_api_backend

from summariser.adapters import aws
from tests.adapters.account import MACHINE, REGION, Aws, create_table
from workbench.local.sandboxes import FunctionNotFoundError
from workbench.local.services import services


def _no_function(name: str, _: bytes) -> NoReturn:
    raise FunctionNotFoundError(name)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with services(_no_function) as url:
        yield url


@pytest.fixture
def aws_account(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    moto_api_backend.reset()
    aws.client.cache_clear()
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket="bucket", VersioningConfiguration={"Status": "Enabled"})
    create_table("table", "SummaryTable")
    create_table("ledger", "LedgerTable")
    boto3.client("events").create_event_bus(Name="bus")
    queue = boto3.client("sqs").create_queue(QueueName="dead-letters")
    machine = boto3.client("stepfunctions").create_state_machine(
        name="machine", definition=MACHINE, roleArn="arn:aws:iam::123456789012:role/machine"
    )
    yield Aws(
        endpoint=endpoint,
        bucket="bucket",
        table="table",
        ledger="ledger",
        bus="bus",
        dead_letters_url=queue["QueueUrl"],
        machine_arn=machine["stateMachineArn"],
    )
    aws.client.cache_clear()


@pytest.fixture
def usage_table(aws_account: Aws) -> str:
    """Make the table of usage and quotas; returns its name."""
    assert aws_account.endpoint
    create_table("usage", "UsageTable")
    return "usage"
