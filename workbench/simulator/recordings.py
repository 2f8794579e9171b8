"""Recorded replies, by a digest of the numbered lines of the prompts that they answer."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from summariser.llm.prompts import STOP, Task
from workbench.simulator.prompts import Request


def digest(lines: str) -> str:
    """Digest the numbered lines of a prompt."""
    return hashlib.sha256(lines.encode()).hexdigest()


def write_recordings(path: Path, replies: Mapping[str, str]) -> None:
    """Write replies by digest for the simulator's process."""
    path.write_text(json.dumps(replies), encoding="utf-8")


class Recordings:
    """The replies to play; a revision gets the same one again."""

    def __init__(self, path: Path | None) -> None:
        self._replies = json.loads(path.read_text(encoding="utf-8")) if path else {}

    def reply_to(self, request: Request) -> str | None:
        """Return the reply to a prompt to write, if one was recorded."""
        if request.task is not Task.WRITE:
            return None
        reply = self._replies.get(digest(request.fenced))
        return None if reply is None else str(reply).rstrip().removesuffix(STOP).rstrip()
