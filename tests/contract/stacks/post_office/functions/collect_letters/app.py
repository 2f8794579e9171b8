"""Starts an execution for each letter of a batch; a letter to "nowhere" cannot be collected."""

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
    failures = []
    for record in event["Records"]:
        if record["body"] == "nowhere":
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        _executions().start_execution(
            stateMachineArn=os.environ["STATE_MACHINE_ARN"],
            name=record["messageId"],
            input=json.dumps({"letter": record["body"]}),
        )
    return {"batchItemFailures": failures}
