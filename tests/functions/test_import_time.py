"""What a cold start costs beside what every function imports anyway."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
LIBRARIES = "import boto3; from aws_lambda_powertools import Logger; from pydantic import BaseModel"
BATCH = "; import aws_lambda_powertools.utilities.batch"  # the part of Powertools for queues
BASELINES = {"ingest_listings": LIBRARIES + BATCH}
TIMED = "import time; start = time.perf_counter(); {statement}; print(time.perf_counter() - start)"


def seconds(statement: str, function: str) -> float:
    """Import in a fresh interpreter."""
    result = subprocess.run(
        [sys.executable, "-c", TIMED.format(statement=statement)],
        cwd=ROOT / "functions" / function,
        env={**os.environ, "PYTHONPATH": str(ROOT / "layers" / "summariser" / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(result.stdout)


@pytest.mark.parametrize("function", FUNCTIONS)
def should_import_a_handler_in_at_most_one_third_more_than_its_libraries(function: str) -> None:
    libraries = BASELINES.get(function, LIBRARIES)
    pairs = [(seconds("import app", function), seconds(libraries, function)) for _ in range(5)]
    handler, baseline = (min(column) for column in zip(*pairs, strict=True))
    assert handler <= 1.3 * baseline
