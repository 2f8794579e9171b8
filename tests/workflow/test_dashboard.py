"""`summariser dashboard` of a stack on this machine."""

import re

from tests.workflow.board import Board, event
from tests.workflow.commands import summariser_on


def row_of(picture: str, label: str) -> list[str]:
    """Find the numbers beside a line's blocks."""
    (found,) = re.findall(rf"│ {label} +[▁-█ ]*?((?: +(?:Σ )?[\d.,]+)+) *│", picture)
    return re.findall(r"[\d.,]+", found)


def should_draw_what_became_of_the_listings_of_a_stack(board: Board) -> None:
    board.send(event("baker-1"), event("baker-2"), "no event")
    board.settle()
    done = summariser_on(board, "dashboard", "--since", "30m")
    assert done.returncode == 0, done.stderr
    assert row_of(done.stdout, "published")[-1] == "2"
    assert row_of(done.stdout, "dead letters")[-1] == "1"
    assert row_of(done.stdout, "started")[-1] == "2"
    latencies = [float(row_of(done.stdout, name)[0]) for name in ("p50", "p95", "p99")]
    assert 0 < latencies[0] <= latencies[1] <= latencies[2]
    for title in ("US dollars for 1,000 summaries", "Messages on the queues"):
        assert title in done.stdout
    assert re.search(r"embedded +\w\w", done.stdout), "no drafts by model and language"
    assert "Sentences dropped and drafts blocked" in done.stdout
    without = summariser_on(board, "dashboard", "--once", "--no-logs")
    assert "Sentences dropped" not in without.stdout
