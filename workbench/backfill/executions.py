"""Executions of the backfill's state machine: started, gone on with, stopped and described."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from summariser.adapters.backfill_bucket import BackfillBucket
from summariser.adapters.keys import BACKFILLS
from summariser.domain.backfill import Backfill, BackfillRequest
from workbench.errors import UsageError
from workbench.stack import Stack

RUNNING = "RUNNING"
UNSAFE = re.compile(r"[^A-Za-z0-9]+")
AGAIN = re.compile(r"(.+)-again-\d+")
LONGEST_STEM = 30  # characters; a name of an execution has at most 80


def new_id(source: str, now: datetime) -> str:
    """Name a backfill by its time and its source."""
    stem = UNSAFE.sub("-", PurePosixPath(source).name.partition(".")[0])[:LONGEST_STEM].strip("-")
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{stem or 'listings'}"


@dataclass(frozen=True)
class Standing:
    """How a backfill stands: the status of its last execution, and why that failed."""

    status: str
    arn: str
    ended_at: datetime | None = None
    cause: str | None = None


class Backfills:
    """The backfills of a stack."""

    def __init__(self, stack: Stack) -> None:
        self._machine = stack.output("BackfillStateMachineArn")
        self._stepfunctions = stack.client("stepfunctions")
        self._s3 = stack.client("s3")
        self._stack = stack
        self.store = BackfillBucket(stack.listing_bucket, self._s3)

    def start(self, backfill_id: str, request: BackfillRequest) -> None:
        """Start a backfill."""
        self._start(backfill_id, request)

    def resume(self, backfill_id: str) -> None:
        """Go on with a backfill that has ended or was stopped; raises `UsageError` if it runs."""
        executions = list(self._executions(backfill_id))
        if executions and executions[0]["status"] == RUNNING:
            raise UsageError(f"The backfill {backfill_id} is running.")
        request = self.find(backfill_id).request
        self._start(
            f"{backfill_id}-again-{max(len(executions), 1)}",
            request.model_copy(update={"backfill_id": backfill_id}),
        )

    def stop(self, backfill_id: str) -> None:
        """Stop what runs of a backfill; raises `UsageError` if nothing does."""
        standing = self.standing(backfill_id)
        if standing is None or standing.status != RUNNING:
            raise UsageError(f"The backfill {backfill_id} is not running.")
        self._stepfunctions.stop_execution(executionArn=standing.arn, cause="Stopped by a person.")

    def standing(self, backfill_id: str) -> Standing | None:
        """Describe the last execution of a backfill; None 90 days after it ended."""
        last = next(self._executions(backfill_id), None)
        if last is None:
            return None
        found = self._stepfunctions.describe_execution(executionArn=last["executionArn"])
        return Standing(
            status=found["status"],
            arn=last["executionArn"],
            ended_at=found.get("stopDate"),
            cause=found.get("cause") or found.get("error"),
        )

    def find(self, backfill_id: str) -> Backfill:
        """Read a backfill; raises `UsageError` if there is none."""
        found = self.store.find(backfill_id)
        if found is None:
            raise UsageError(
                f"There is no backfill {backfill_id} in {self._stack.name}: `summariser backfills` "
                "lists them for 15 days. One that was started a moment ago may take some seconds."
            )
        return found

    def all(self) -> Iterator[Backfill]:
        """Read every backfill that is still stored, newest first."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._stack.listing_bucket, Prefix=BACKFILLS, Delimiter="/"
        )
        prefixes = [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", [])]
        found = [self.store.find(prefix.split("/")[1]) for prefix in prefixes]
        yield from sorted(
            (one for one in found if one is not None), key=lambda one: one.started_at, reverse=True
        )

    def _start(self, name: str, request: BackfillRequest) -> None:
        self._stepfunctions.start_execution(
            stateMachineArn=f"{self._machine}:live",
            name=name,
            input=request.model_dump_json(exclude_defaults=True),
        )

    def _executions(self, backfill_id: str) -> Iterator[dict[str, Any]]:
        """Find the executions of a backfill, the newest first."""
        pages = self._stepfunctions.get_paginator("list_executions").paginate(
            stateMachineArn=self._machine
        )
        found = [
            one
            for page in pages
            for one in page["executions"]
            if one["name"] == backfill_id or _of(one["name"]) == backfill_id
        ]
        yield from sorted(found, key=lambda one: one["startDate"], reverse=True)


def _of(name: str) -> str | None:
    found = AGAIN.fullmatch(name)
    return found[1] if found else None
