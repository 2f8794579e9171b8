"""Backfill: the memory of SplitBackfill by the size of its input, and the time of StageListings.

Each input is split in a process of its own, so that its peak of memory is that of this input: the
listings are made while they are read, as they come from S3, and parts are counted and let go. A
part of 1,000 listings is staged by the function itself, on the local engine.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice

from rich.console import Console
from rich.table import Table

from summariser.domain.backfill import RECORDS_IN_A_PART
from workbench.benchmark import splitting
from workbench.benchmark.splitting import SplitRow, generated_lines
from workbench.local.engine import LocalEngine
from workbench.paths import TEMPLATE


def benchmark(sizes_mb: Sequence[int]) -> None:
    """Split an input of each size, stage a part, and print what both take."""
    rows = [_in_a_process_of_its_own(size) for size in sizes_mb]
    table = Table()
    for heading in ("Input, MB", "Records", "Parts", "Seconds", "Peak of memory, MB"):
        table.add_column(heading, justify="right")
    for row in rows:
        values = (row.input_mb, row.records, row.parts, row.seconds, row.peak_mb)
        table.add_row(*(f"{it:,.1f}" if isinstance(it, float) else f"{it:,}" for it in values))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"A part of {RECORDS_IN_A_PART:,} listings is staged in {stage_a_part():.1f} s.")


def stage_a_part() -> float:
    """Stage a part of 1,000 listings on the local engine; returns the function's seconds."""
    with LocalEngine(TEMPLATE, parameters={"MaximumExecutions": "1"}) as engine:
        bucket = engine.outputs["ListingBucketName"]
        body = b"".join(islice(generated_lines(), RECORDS_IN_A_PART))
        engine.client("s3").put_object(Bucket=bucket, Key="incoming/part.jsonl", Body=body)
        source = f"s3://{bucket}/incoming/part.jsonl"
        given = {"execution_name": "benchmark", "request": {"source": source}}
        parts = json.loads(engine.invoke("SplitBackfillFunction", given).payload)
        part = {
            "execution_name": "benchmark",
            "backfill_id": "benchmark",
            "part_key": f"{parts['prefix']}000001.jsonl",
        }
        began = time.monotonic()
        staged = json.loads(engine.invoke("StageListingsFunction", part).payload)
        if staged.get("staged") != RECORDS_IN_A_PART:
            raise RuntimeError(f"The part was not staged: {staged}.")
        return time.monotonic() - began


def _in_a_process_of_its_own(size_mb: int) -> SplitRow:
    done = subprocess.run(  # noqa: S603 (our own module)
        [sys.executable, "-m", splitting.__name__, str(size_mb)], check=True, capture_output=True
    )
    return SplitRow(**json.loads(done.stdout))
