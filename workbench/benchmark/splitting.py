"""Splitting: an input of any size is split in a process that has loaded what SplitBackfill loads.

Run as `python -m workbench.benchmark.splitting MB`.
"""

import io
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from summariser.core.splitting import split
from summariser.domain.backfill import Backfill, BackfillRequest
from summariser.steps.backfill_sources import read_objects

MB = 1_000_000
DESCRIPTION = "You bake bread and rolls every night, and cakes at the week's end. " * 40


@dataclass(frozen=True)
class SplitRow:
    """How an input was split; `peak_mb` is the most memory that its process ever held."""

    input_mb: int
    records: int
    parts: int
    seconds: float
    peak_mb: float


def split_generated(size_mb: int) -> SplitRow:
    """Split an input of this size in this process."""
    began = time.monotonic()
    request = BackfillRequest(source="s3://bucket/incoming/many.jsonl")
    backfill = Backfill(backfill_id="benchmark", request=request, started_at=datetime.now(UTC))
    found = read_objects(backfill, cast("Any", _Generated(size_mb * MB)))
    done = split(
        backfill,
        found,
        put=lambda _backfill, _lines: None,
        may_go_on=lambda: True,
        now=lambda: datetime.now(UTC),
    )
    return SplitRow(size_mb, done.records, done.parts, time.monotonic() - began, _peak_mb())


def _peak_mb() -> float:
    """Return the most memory that this process held.

    Linux counts in getrusage what the parent held when it started this process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        return int(found[1]) * 1024 / MB if found else 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB  # bytes, on macOS


def generated_lines() -> Iterator[bytes]:
    """Yield listings without end, each a line of JSON."""
    number = 0
    while True:
        number += 1
        listing = {"listing_id": f"bulk-{number}", "description": f"{DESCRIPTION}{number}"}
        yield json.dumps(listing).encode() + b"\n"


class _Generated(io.RawIOBase):
    """A source with one object of so many bytes, made while it is read."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._lines = generated_lines()
        self._held = bytearray()

    def keys(self, _source: str, **_since: object) -> Iterator[str]:
        yield "incoming/many.jsonl"

    def uri_of(self, key: str) -> str:
        return f"s3://bucket/{key}"

    @contextmanager
    def open(self, _key: str) -> Iterator[BinaryIO]:
        yield cast("BinaryIO", self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._held) < len(buffer) and self._left > 0:
            line = next(self._lines)
            self._left -= len(line)
            self._held += line
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        del self._held[:size]
        return size


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(split_generated(int(sys.argv[1])))))
