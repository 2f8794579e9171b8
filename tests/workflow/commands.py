"""`summariser` in a process of its own, as people run it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.workflow.board import Board

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "events" / "listings.jsonl"
COMMAND = str(Path(sys.executable).with_name("summariser"))


def summariser(
    *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command with this standard input, and these variables besides our own."""
    done = subprocess.run(
        [COMMAND, *arguments],
        input=given,
        env=os.environ | (environment or {}),
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def summariser_on(board: Board, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command against a board's stack, as from another terminal."""
    return summariser(*arguments, environment=access(board))


def access(board: Board) -> dict[str, str]:
    """Give the variables by which a command finds a board's stack."""
    return {
        "AWS_ENDPOINT_URL": board.engine.endpoint_url,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": board.engine.region,
        "SUMMARISER_STACK": "local",
    }


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def as_line(content: object) -> bytes:
    return json.dumps(content).encode()
