"""Models behind the real state machine: map-reduce, the chain, and what a listing cost."""

from pathlib import Path
from typing import Any

from tests.workflow.commands import LISTINGS, lines_of, summariser
from tests.workflow.listings import long_listing_line
from workbench.simulator.log import read_calls


def run(tmp_path: Path, models: str, *faults: str) -> dict[str, Any]:
    options = [option for fault in faults for option in ("--fault", fault)]
    arguments = ["--model", models, "--simulate", "--latency", "0", "--processes", "2", *options]
    done = summariser("run", "-", "--out", str(tmp_path), *arguments, given=long_listing_line())
    assert done.returncode == 0, done.stderr
    (line,) = lines_of(tmp_path / "summaries.jsonl")
    return line


def should_summarise_what_is_longer_than_the_window_in_chunks_and_one_more(tmp_path: Path) -> None:
    line = run(tmp_path, "falcon-40b")
    calls = read_calls(tmp_path / "calls.jsonl")
    assert line["model"] == "falcon-40b (simulated)"
    assert line["profiles"].keys() == {"preview", "mobile", "chat", "seo", "embedding"}
    assert [call.task for call in calls].count("write") == 1
    assert [call.task for call in calls].count("notes") > 2
    assert not [call for call in calls if call.over_window]
    assert line["usage"]["calls"] == len(calls)
    assert line["usage"]["cost_usd"] > 0
    numbers = {
        row.partition("|")[0] for c in calls if c.task == "notes" for row in c.listing.split("\n")
    }
    (document,) = lines_of(tmp_path / "documents.jsonl")
    assert {str(one["number"]) for one in document["lines"]} <= numbers
    assert "Route planner" in line["profiles"]["seo"]["text"]


def should_have_the_next_model_write_where_the_first_is_blocked(tmp_path: Path) -> None:
    line = run(tmp_path, "claude-haiku,embedded", "filtered=1")
    assert line["model"] == "embedded"
    assert [(it["model"], it["error"]) for it in line["skipped_models"]] == [
        ("claude-haiku", "ContentFiltered")
    ]


WORDY = ["--simulate", "--fault", "wordy=1", "--latency", "0", "--flat", "--processes", "4"]
WRITES = 3  # calls for one summary at most: one, and two that the state machine tries again
SHORT = b"\n".join(LISTINGS.read_bytes().splitlines()[:3])


def should_publish_every_listing_of_a_wordy_model_with_one_behind_it(tmp_path: Path) -> None:
    options = ["--model", "falcon-40b,embedded", *WORDY, "--out", str(tmp_path)]
    done = summariser("run", "-", *options, given=SHORT + b"\n" + long_listing_line())
    assert done.returncode == 0, done.stderr
    lines = lines_of(tmp_path / "summaries.jsonl")
    assert [(line["status"], line["model"]) for line in lines] == [("published", "embedded")] * 4
    assert [[it["error"] for it in line["skipped_models"]] for line in lines] == [
        ["ReplyTruncated"]
    ] * 4
    assert lines_of(tmp_path / "dead-letters.jsonl") == []


def should_end_every_listing_of_a_wordy_model_alone_as_a_dead_letter(tmp_path: Path) -> None:
    options = ["--model", "falcon-40b", *WORDY, "--out", str(tmp_path)]
    done = summariser("run", "-", *options, given=SHORT)
    assert done.returncode == 0, done.stderr
    assert lines_of(tmp_path / "summaries.jsonl") == []
    letters = lines_of(tmp_path / "dead-letters.jsonl")
    assert [letter["error"] for letter in letters] == ["EveryModelFailed"] * 3
    assert all("ReplyTruncated" in letter["message"] for letter in letters)
    calls = read_calls(tmp_path / "calls.jsonl")
    assert [call.task for call in calls].count("write") == 3 * WRITES
    assert not [call for call in calls if call.over_window]
