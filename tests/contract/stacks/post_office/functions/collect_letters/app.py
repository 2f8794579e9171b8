"""Starts an execution for each letter of a batch; a letter without a name cannot be collected."""

import json
import os
from functools import cache
from typing import Any

import boto3


@cache
def _executions() -> Any:
    return boto3.client("stepfunctions")


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
    """Return the letters that were not collected."""
    if any(record["body"] == "tear" for record in event["Records"]):
        raise ValueError("a torn letter spoils its whole batch")
    failures = []
    for record in event["Records"]:
        if not record["body"]:
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        _executions().start_execution(
            stateMachineArn=os.environ["STATE_MACHINE_ARN"],
            name=record["messageId"],
            input=json.dumps({"letter": record["body"]}),
        )
    return {"batchItemFailures": failures}
