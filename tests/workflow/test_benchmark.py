"""`summariser benchmark` as people run it."""

from pathlib import Path

import pytest

from tests.workflow.commands import lines_of, summariser
from workbench.simulator.log import read_calls


def should_measure_a_listing_by_the_window_of_its_model(tmp_path: Path) -> None:
    lengths = ["--tokens", "600,2400", "--windows", "4096", "--latency", "0.1"]
    done = summariser("benchmark", "models", "--simulate", *lengths, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    short, long = lines_of(tmp_path / "benchmark.jsonl")
    assert (short["calls"], short["depth"]) == (1, 1)
    assert long["calls"] > long["depth"] >= 2
    for row in (short, long):
        assert row["error"] is None
        assert row["wall_s"] >= row["depth"] * 0.1
        assert row["over_window"] == 0
        assert row["input_tokens"] > row["listing_tokens"]
    calls = read_calls(tmp_path / "llama-2-7b-summariser" / "calls.jsonl")
    assert {call.seconds for call in calls} == {0.1}
    assert "stretch" in done.stdout


def should_write_listings_that_run_within_the_window_with_every_line_seen(tmp_path: Path) -> None:
    listings = tmp_path / "long.jsonl"
    lengths = ["--tokens", "1800", "--one-line-kb", "8"]
    assert summariser("benchmark", "listings", *lengths, "--out", str(listings)).returncode == 0
    options = ["--model", "falcon-40b", "--simulate", "--latency", "0", "--processes", "2"]
    done = summariser("run", str(listings), *options, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert {line["status"] for line in lines_of(tmp_path / "out" / "summaries.jsonl")} == {
        "published"
    }
    assert not [c for c in read_calls(tmp_path / "out" / "calls.jsonl") if c.over_window]
    documents = lines_of(tmp_path / "out" / "documents.jsonl")
    lines = sum(len(document["lines"]) for document in documents)
    assert f"{lines} of {lines} lines of the summarised listings were read" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["models", "--tokens", "1000"], "add --simulate"),
        (["models", "--simulate", "--tokens", "many"], "--tokens takes whole numbers"),
        (["models", "--simulate", "--windows", "3"], "the windows are: 2048, 4096, 8192"),
        (["listings"], "Give at least one length"),
        (["listings", "--tokens", "0"], "--tokens takes numbers between 1 and 1,000,000"),
    ],
)
def should_say_what_to_do_for_wrong_usage(arguments: list[str], told: str, tmp_path: Path) -> None:
    done = summariser("benchmark", *arguments, "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert told in done.stderr
