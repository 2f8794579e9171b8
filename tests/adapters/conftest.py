"""A moto server over HTTP: a bucket, two tables, a bus, a queue and a machine that executes."""

from collections.abc import Iterator

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from summariser.adapters import aws
from tests.adapters.account import MACHINE, REGION, Aws, create_table


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://localhost:{port}"
    server.stop()


@pytest.fixture
def aws_account(moto_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    for name, value in {
        "AWS_ENDPOINT_URL": moto_endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    requests.post(f"{moto_endpoint}/moto-api/reset", timeout=10)
    config = {"stepfunctions": {"execute_state_machine": True}}
    requests.post(f"{moto_endpoint}/moto-api/config", json=config, timeout=10)
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
        endpoint=moto_endpoint,
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
