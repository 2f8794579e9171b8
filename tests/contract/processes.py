"""Which processes run."""

import os
import subprocess


def processes(of: int) -> set[int]:
    """Return the ids of the processes that a process started, and of those that they started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,ppid=", "-A"],  # noqa: S607
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.stdout.splitlines())}
    found, added = set[int](), {of}
    while added:
        added = {pid for pid, parent in parents.items() if parent in added}
        found |= added
    return running(found)


def running(pids: set[int]) -> set[int]:
    """Return those of the processes that still run."""
    return {pid for pid in pids if is_running(pid)}


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
