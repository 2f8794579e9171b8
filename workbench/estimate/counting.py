"""Counting: what the functions of a local engine ask of AWS, in the units that it charges for."""

import json
import math
import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.estimate.table_writes import TableWrites
from workbench.local.faults import DESK, POLLER, STATE_MACHINE
from workbench.local.function_logs import embedded_in
from workbench.local.observing import Request

CHUNK = 64 * 1024  # bytes of a request to SQS, and of an event: each further one counts again
EVENTUAL = 0.5  # units of a read that need not be consistent
NOT_FUNCTIONS = (DESK, POLLER, STATE_MACHINE)
S3_WRITES = ("PutObject", "PostObject", "ListObjectsV2", "ListObjectVersions")
S3_READS = ("GetObject", "HeadObject")


class Counting:
    """Implements `Observer`; `scheduled` functions work for no listing, and are left out."""

    def __init__(self, scheduled: Collection[str]) -> None:
        self._scheduled = frozenset(scheduled)
        self._lock = threading.Lock()
        self._writes: TableWrites | None = None
        self.clear()

    def clear(self) -> None:
        """Forget what was counted; what is known of rows stays known."""
        with self._lock:
            self.requests: Counter[str] = Counter()
            self.units: dict[str, float] = defaultdict(float)  # reads come in halves
            self.invocations: Counter[str] = Counter()
            self.seconds: dict[str, float] = defaultdict(float)
            if self._writes is not None:
                self._writes.units.clear()

    def watch(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """Count the writes to tables from now on; they are described by DescribeTable."""
        self._writes = TableWrites(tables)

    @property
    def writes(self) -> Mapping[str, int]:
        """The writes by table, in units for a row of at most 1 KB."""
        return dict(self._writes.units) if self._writes is not None else {}

    def requested(self, request: Request) -> None:
        """Count a request of a function."""
        if request.caller in {*NOT_FUNCTIONS, *self._scheduled}:
            return
        with self._lock:
            self.requests[f"{request.service}:{request.operation}"] += 1
            for unit, count in _units(request):
                self.units[unit] += count
            if request.service == "dynamodb" and self._writes is not None:
                self._writes.request(request.operation, json.loads(request.body))

    def invoked(self, function: str, seconds: float) -> None:
        """Count an invocation."""
        if function not in self._scheduled:
            with self._lock:
                self.invocations[function] += 1
                self.seconds[function] += seconds


def _units(request: Request) -> Iterator[tuple[str, float]]:
    if request.service == "s3" and request.operation in S3_WRITES:
        yield "s3_writes", 1
        yield "s3_bytes", len(request.body) if request.operation == "PutObject" else 0
    elif request.service == "s3" and request.operation in S3_READS:
        yield "s3_reads", 1
    elif request.service == "sqs":
        yield "sqs_requests", max(1, math.ceil(len(request.body) / CHUNK))
    elif request.service == "events":
        for entry in json.loads(request.body)["Entries"]:
            yield "events", max(1, math.ceil(len(json.dumps(entry)) / CHUNK))
    elif request.service == "dynamodb" and request.operation in {"GetItem", "Query"}:
        consistent = json.loads(request.body).get("ConsistentRead", False)
        yield "dynamodb_reads", 1 if consistent else EVENTUAL


def logged(folder: Path) -> tuple[int, set[tuple[str, ...]]]:
    """Read the logs of functions: their bytes, and the metrics that they embed.

    CloudWatch charges for each name with its dimensions and their values.
    """
    size, metrics = 0, set()
    for file in sorted(folder.glob("*.log")):
        text = file.read_bytes()
        size += len(text)
        for line in text.splitlines():
            if b'"_aws"' in line:
                metrics |= set(_metrics(json.loads(line)))
    return size, metrics


def _metrics(line: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for _, metric, names in embedded_in(line):
        yield metric, *(f"{name}={line[name]}" for name in sorted(names))
