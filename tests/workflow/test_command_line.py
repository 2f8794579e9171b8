"""`summariser run` as people run it: every line is accounted for, and the exit code says so."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.workflow.commands import COMMAND, LISTINGS, ROOT, as_line, lines_of, summariser

TEXT = "You bake bread and rolls every night. You serve our guests in the morning. "


def check_schema(lines: Sequence[dict[str, Any]], name: str) -> None:
    validator = Draft202012Validator(json.loads((ROOT / "docs" / name).read_text()))
    for line in lines:
        validator.validate(line)


def should_account_for_every_line_whatever_it_is(tmp_path: Path) -> None:
    withdrawal = {"version": 4, "occurred_at": "2026-03-01T12:00:00Z"}
    hard = {
        "twice": as_line({"listing_id": "twice", "description": TEXT * 3}),
        "large": as_line({"listing_id": "large", "description": TEXT * 16_000}),
        "newer": as_line({"listing_id": "versions", "version": 2, "description": TEXT * 2}),
        "older": as_line({"listing_id": "versions", "version": 1, "description": TEXT * 4}),
        "gone": as_line(withdrawal | {"type": "listing.unpublished", "listing_id": "gone"}),
        "not JSON": b"not json",
        "null byte": b"a null byte \x00",
        "not UTF-8": b'{"listing_id": "caf\xe9"}',
        "not a number": b'{"listing_id": "a", "salary": NaN}',
        "no id": as_line({"title": "Baker", "description": TEXT}),
        "unknown type": as_line({"type": "listing.exploded", "listing_id": "b"}),
    }
    data = LISTINGS.read_bytes() + b"\n".join([*hard.values(), hard["twice"], b""])

    done = summariser("run", "-", "--out", str(tmp_path / "out"), given=data)

    assert done.returncode == 0, done.stderr
    summaries = lines_of(tmp_path / "out" / "summaries.jsonl")
    dead_letters = lines_of(tmp_path / "out" / "dead-letters.jsonl")
    check_schema(summaries, "summary-line.schema.json")
    check_schema(dead_letters, "dead-letter-line.schema.json")
    stands = {(line["listing_id"], line["version"]): line["status"] for line in summaries}
    assert len(stands) == len(summaries) == 11 + 5
    assert stands["versions", 2] == "published"
    assert stands["versions", 1] == "superseded"
    assert stands["gone", 4] == "withdrawn"
    assert stands["large", 1] == stands["twice", 1] == "published"
    assert [line["error"] for line in dead_letters] == [
        "ListingHasNoText",
        "EventNotUnderstood",
        "NotSendable",
        "NotSendable",
        "EventNotUnderstood",
        "EventNotUnderstood",
        "EventNotUnderstood",
    ]
    assert [line["event"] for line in dead_letters[1:5]] == [
        "not json",
        "a null byte \x00",
        r'{"listing_id": "caf\xe9"}',
        '{"listing_id": "a", "salary": NaN}',
    ]
    assert "24 received: 7 dead-lettered" in done.stdout

    hostile = next(line for line in summaries if "dunmore" in line["listing_id"])
    for profile in hostile["profiles"].values():
        for order in ("200,000", "APPROVED", "Ignore", "alert(", "hired"):
            assert order not in profile["text"]

    shown = summariser("show", "nurse-alderbrook", "--out", str(tmp_path / "out"))
    assert "Acute Medical Unit" in shown.stdout
    assert "Three nights a week" in (tmp_path / "out" / "report.html").read_text()


def should_say_what_was_finished_when_it_is_stopped(tmp_path: Path) -> None:
    listings = [{"listing_id": f"baker-{number}", "description": TEXT} for number in range(300)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(map(as_line, listings)))
    summaries = tmp_path / "out" / "summaries.jsonl"
    with subprocess.Popen(
        [COMMAND, "run", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not (summaries.exists() and summaries.stat().st_size):
            assert time.monotonic() < deadline, "nothing was finished in a minute"
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    finished = lines_of(summaries)
    assert 0 < len(finished) < len(listings)
    assert f"300 received: {len(finished)} published." in output
    assert f"Not finished: {300 - len(finished)}." in errors
    assert (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "missing.jsonl"], "There is no file or folder missing.jsonl"),
        (["run", "-"], "There are no listings in standard input"),
        (["run", str(LISTINGS), "--model", "nobody"], "known models: embedded"),
        (["run", str(LISTINGS), "--profiles", "preview,nothing"], "it has: preview, mobile"),
        (["run"], "Missing argument"),
        (["show", "nobody"], "run `summariser run` first"),
    ],
)
def should_exit_with_2_and_say_what_to_do_for_wrong_usage(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    options = [] if arguments == ["run"] else ["--out", str(tmp_path / "out")]

    done = summariser(*arguments, *options)

    assert done.returncode == 2
    assert told in done.stderr
