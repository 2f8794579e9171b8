"""An estimate agrees with what a run counts: its meter, its states, its requests."""

from pathlib import Path
from typing import Any

import pytest

from summariser.llm.models import load_models
from tests.workflow.commands import LISTINGS, lines_of, summariser
from workbench.estimate.estimating import recorded_workload
from workbench.estimate.month import model_month
from workbench.estimate.recording import read_recording, record

RECORDING = read_recording()
MODEL = "nova-lite"
CLOSE = 0.02
REGION = "eu-central-1"  # where a simulated run is


def run(model: str, out: Path) -> list[dict[str, Any]]:
    options = ["--model", model, "--simulate", "--latency", "0", "--processes", "2", "--quiet"]
    done = summariser("run", str(LISTINGS), *options, "--out", str(out))
    assert done.returncode == 0, done.stderr
    return lines_of(out / "summaries.jsonl")


def should_estimate_within_two_percent_of_the_meter(tmp_path: Path) -> None:
    lines = run(MODEL, tmp_path)
    metered = sum(line["usage"]["cost_usd"] for line in lines) / len(lines)
    workload = recorded_workload(RECORDING, 1000)
    estimated = model_month(load_models().models[MODEL], REGION, workload).listing_usd
    assert estimated == pytest.approx(metered, rel=CLOSE)


def should_record_again_what_was_recorded() -> None:
    found = record(most=2)
    assert found.transitions == RECORDING.transitions
    assert found.invocations == RECORDING.invocations
    assert found.requests.keys() == RECORDING.requests.keys()
    assert found.s3_writes == RECORDING.s3_writes
    # What a process looks up once for some seconds depends on how quick the machine is.
    assert found.dynamodb_writes == pytest.approx(RECORDING.dynamodb_writes, rel=0.15)
