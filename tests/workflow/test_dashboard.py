"""`summariser dashboard` of a stack on this machine."""

import os
import pty
import re
import signal
import subprocess
import termios
import time

from tests.workflow.board import Board, event
from tests.workflow.commands import COMMAND, access, summariser_on


def row_of(picture: str, graph: str, label: str) -> list[str]:
    """Find the numbers beside a line's blocks, in a picture of one graph a row."""
    panel = picture.partition(f"╭─ {graph}")[2].partition("╰")[0]
    (found,) = re.findall(rf"│ {label} +[▁-█ ]*?((?: +(?:Σ )?[\d.,]+)+) *│", panel)
    return re.findall(r"[\d.,]+", found)


def should_draw_what_became_of_the_listings_of_a_stack(board: Board) -> None:
    board.send(event("baker-1"), event("baker-2"), "no event")
    board.settle()
    done = summariser_on(board, "dashboard", "--since", "30m")
    assert done.returncode == 0, done.stderr
    assert row_of(done.stdout, "Summaries", "published")[-1] == "2"
    assert row_of(done.stdout, "Summaries", "dead letters")[-1] == "1"
    assert row_of(done.stdout, "Messages on the queues", "dead letters")[0] == "1"
    assert row_of(done.stdout, "Executions", "started")[-1] == "2"
    assert row_of(done.stdout, "Executions", "open")[0] == "0"
    latencies = [float(row_of(done.stdout, "Seconds from", p)[0]) for p in ("p50", "p95", "p99")]
    assert 0 < latencies[0] <= latencies[1] <= latencies[2]
    assert row_of(done.stdout, "Percent of drafts blocked", "embedded") == ["0", "0"]
    assert re.search(r"embedded +\w\w", done.stdout), "no drafts by model and language"
    assert "Sentences dropped and drafts blocked" in done.stdout
    without = summariser_on(board, "dashboard", "--once", "--no-logs")
    assert "Sentences dropped" not in without.stdout


def should_draw_again_in_a_terminal_until_it_is_interrupted(board: Board) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (60, 160))
    environment = os.environ | access(board) | {"TERM": "xterm"}
    arguments = [COMMAND, "dashboard", "--every", "1", "--no-logs"]
    with subprocess.Popen(
        arguments, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        try:
            shown, deadline = b"", time.monotonic() + 60
            while shown.count(b"Summaries a minute") < 3:
                assert time.monotonic() < deadline, shown[-2000:]
                shown += os.read(ours, 65536)
            process.send_signal(signal.SIGINT)
            rest = read_to_the_end(ours)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
            os.close(ours)
    assert b"Traceback" not in shown + rest


def read_to_the_end(terminal: int) -> bytes:
    """Read what a program still writes, until it closes its side of a terminal."""
    found = b""
    try:
        while part := os.read(terminal, 65536):
            found += part
    except OSError:  # what Linux answers once nobody has the other side
        pass
    return found
