"""DynamoDBBatchJobs: the batch jobs of a stack, in its usage table.

scope | model          | attributes
------|----------------|--------------------------------------------------------
batch | the job's name | job (as it was reserved), tried_at, arn, reconciled, status, ended_at,
      |                | expires_at
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from summariser.adapters.aws import (
    client,
    conditional_transaction,
    conditional_write,
    transient_errors_named,
)
from summariser.adapters.meter import CallMeter
from summariser.adapters.usage_rows import key_of
from summariser.domain.batch import BatchJob, JobStatus
from summariser.llm.metering import Call

SCOPE = "batch"
# A job ends within a week at most; its files are in the bucket for as long as its row is here.
RETENTION = timedelta(days=15)


class DynamoDBBatchJobs:
    """Implements `BatchJobs` in one DynamoDB table, beside the sums of its meter."""

    def __init__(self, table: str, meter: CallMeter) -> None:
        self._table = table
        self._meter = meter
        self._dynamodb = client("dynamodb")

    def reserve(self, job: BatchJob) -> BatchJob:
        """Keep a job that may be asked for from now on; returns what is known of it.

        One that was reserved before stays as it is, but for the time.
        """
        row = {
            "job": {"S": job.model_dump_json()},
            "tried_at": {"S": job.tried_at.isoformat()},
            "expires_at": {"N": str(int((job.tried_at + RETENTION).timestamp()))},
        }
        if conditional_write(
            "dynamodb:PutItem",
            self._dynamodb.put_item,
            TableName=self._table,
            Item=key_of(SCOPE, job.name) | row,
            ConditionExpression="attribute_not_exists(job)",
        ):
            return job
        self._update(job.name, tried_at={"S": job.tried_at.isoformat()})
        return self.find(job.name) or job

    def find(self, name: str) -> BatchJob | None:
        """Find a job that is reserved."""
        with transient_errors_named("dynamodb:GetItem"):
            reply = self._dynamodb.get_item(
                TableName=self._table, Key=key_of(SCOPE, name), ConsistentRead=True
            )
        return _job_of(reply["Item"]) if "Item" in reply else None

    def open(self) -> Sequence[BatchJob]:
        """Read the jobs whose records are not all accounted for."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="#scope = :batch",
            FilterExpression="attribute_not_exists(ended_at)",
            ExpressionAttributeNames={"#scope": "scope"},
            ExpressionAttributeValues={":batch": {"S": SCOPE}},
            ConsistentRead=True,
        )
        with transient_errors_named("dynamodb:Query"):
            return [_job_of(item) for page in pages for item in page["Items"]]

    def created(self, name: str, arn: str) -> None:
        """Note that Bedrock took a job."""
        self._update(name, arn={"S": arn})

    def reconciled(self, name: str, parts: int, calls: Sequence[Call]) -> None:
        """Note that one more part of a job is accounted for, and count its calls with that.

        Nothing is done where another invocation was faster.
        """
        done = {
            "TableName": self._table,
            "Key": key_of(SCOPE, name),
            "UpdateExpression": "SET reconciled = :parts",
            "ConditionExpression": "attribute_not_exists(reconciled) OR reconciled < :parts",
            "ExpressionAttributeValues": {":parts": {"N": str(parts)}},
        }
        sums = self._meter.sums_of_batch(calls, name=f"{name}/{parts}")
        conditional_transaction(self._dynamodb, *({"Update": it} for it in (done, *sums)))

    def ended(self, name: str, status: JobStatus, now: datetime) -> None:
        """Note that all records of a job are accounted for."""
        self._update(name, status={"S": status}, ended_at={"S": now.isoformat()})

    def _update(self, name: str, **attributes: dict[str, Any]) -> None:
        with transient_errors_named("dynamodb:UpdateItem"):
            self._dynamodb.update_item(
                TableName=self._table,
                Key=key_of(SCOPE, name),
                UpdateExpression="SET " + ", ".join(f"#{it} = :{it}" for it in attributes),
                ExpressionAttributeNames={f"#{it}": it for it in attributes},
                ExpressionAttributeValues={f":{it}": value for it, value in attributes.items()},
            )


def _job_of(item: dict[str, Any]) -> BatchJob:
    known = {
        name: item[name]["S"] for name in ("arn", "status", "tried_at", "ended_at") if name in item
    }
    reserved = BatchJob.model_validate_json(item["job"]["S"])
    reconciled = int(item.get("reconciled", {"N": "0"})["N"])
    fields = reserved.model_dump(mode="json") | known | {"reconciled": reconciled}
    return BatchJob.model_validate(fields)
