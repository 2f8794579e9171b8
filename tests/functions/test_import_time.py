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
LIMIT = 1.3
# The least of several times is the one that nothing disturbed; a busy machine needs more of them.
LEAST_TRIES, MOST_TRIES = 5, 25
# Time of the processor, since other tests run at the same time.
TIMED = "import time; start = time.process_time(); {statement}; print(time.process_time() - start)"


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
    handler, baseline = [], []
    for tries in range(1, MOST_TRIES + 1):
        handler.append(seconds("import app", function))
        baseline.append(seconds(libraries, function))
        if tries >= LEAST_TRIES and min(handler) <= LIMIT * min(baseline):
            break
    assert min(handler) <= LIMIT * min(baseline)
