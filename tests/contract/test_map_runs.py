"""The local engine runs a Distributed Map over objects in S3 as AWS does."""

import json
from typing import Any

import pytest

from tests.contract.post_office import finished, wait_until
from workbench.local.engine import LocalEngine

ROLE = "arn:aws:iam::123456789012:role/machine"
# An object whose key says so fails, or waits for longer than the tests.
BY_KEY = {
    "ByKey": {
        "Type": "Choice",
        "Choices": [
            {"Variable": "$.key", "StringMatches": "*bad*", "Next": "Fails"},
            {"Variable": "$.key", "StringMatches": "*slow*", "Next": "Waits"},
        ],
        "Default": "Succeeds",
    },
    "Waits": {"Type": "Wait", "Seconds": 300, "Next": "Succeeds"},
    "Fails": {"Type": "Fail", "Error": "Bad"},
    "Succeeds": {"Type": "Succeed"},
}


@pytest.fixture(scope="module")
def machine(engine: LocalEngine) -> str:
    over_objects = {
        "Type": "Map",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Parameters": {"Bucket.$": "$.bucket", "Prefix.$": "$.prefix"},
        },
        "MaxConcurrencyPath": "$.concurrency",
        "ToleratedFailurePercentagePath": "$.tolerated",
        "ItemSelector": {
            "key.$": "$$.Map.Item.Value.Key",
            "at.$": "$$.Map.Item.Value.LastModified",
        },
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "ByKey",
            "States": BY_KEY,
        },
        "End": True,
    }
    engine.client("s3").create_bucket(
        Bucket="objects", CreateBucketConfiguration={"LocationConstraint": engine.region}
    )
    created = engine.client("stepfunctions").create_state_machine(
        name="over-objects",
        definition=json.dumps({"StartAt": "Map", "States": {"Map": over_objects}}),
        roleArn=ROLE,
    )
    return str(created["stateMachineArn"])


def started(engine: LocalEngine, machine: str, prefix: str, *names: str, tolerated: int = 0) -> str:
    for name in names:
        engine.client("s3").put_object(Bucket="objects", Key=f"{prefix}/{name}", Body=b"x")
    given = {"bucket": "objects", "prefix": f"{prefix}/", "concurrency": 3, "tolerated": tolerated}
    execution = engine.client("stepfunctions").start_execution(
        stateMachineArn=machine, name=prefix, input=json.dumps(given)
    )
    return str(execution["executionArn"])


def output_of(execution: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(execution["output"])
    return found


def should_run_an_item_for_each_object_of_more_than_one_page(
    engine: LocalEngine, machine: str
) -> None:
    names = [f"{number:04}" for number in range(1005)]
    execution = finished(engine, started(engine, machine, "many", *names))
    assert [item["key"] for item in output_of(execution)] == [f"many/{name}" for name in names]
    assert isinstance(output_of(execution)[0]["at"], int)


def should_end_where_there_are_no_objects(engine: LocalEngine, machine: str) -> None:
    assert output_of(finished(engine, started(engine, machine, "none"))) == []


def should_fail_only_if_more_items_fail_than_are_tolerated(
    engine: LocalEngine, machine: str
) -> None:
    names = ("a", "b", "c", "bad")
    tolerated = finished(engine, started(engine, machine, "some", *names, tolerated=25))
    assert tolerated["status"] == "SUCCEEDED"
    exceeded = finished(engine, started(engine, machine, "too-many", *names, tolerated=24))
    assert exceeded["error"] == "States.ExceedToleratedFailureThreshold"


def should_stop_with_its_items(engine: LocalEngine, machine: str) -> None:
    execution = started(engine, machine, "slow", "slow-1", "slow-2")
    machines = engine.client("stepfunctions")
    wait_until(lambda: machines.list_map_runs(executionArn=execution)["mapRuns"])
    machines.stop_execution(executionArn=execution)
    assert finished(engine, execution)["status"] == "ABORTED"
