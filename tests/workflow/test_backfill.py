"""A backfill, from its source to published summaries."""

import json
from pathlib import Path
from typing import Any

import pytest

from summariser.domain.backfill import BackfillRequest, Filters
from tests.workflow.board import Board, event, unpublished
from tests.workflow.commands import access, summariser_on
from tests.workflow.listings import any_listing_fields
from workbench.backfill.dry_run import dry_run
from workbench.backfill.executions import Backfills
from workbench.backfill.following import follow, line_of
from workbench.backfill.outcomes import Outcomes, Progress
from workbench.backfill.sources import uploaded
from workbench.errors import UsageError
from workbench.stack import Stack, find_stack


@pytest.fixture
def stack(board: Board, monkeypatch: pytest.MonkeyPatch) -> Stack:
    for name, value in access(board).items():
        monkeypatch.setenv(name, value)
    return find_stack()


def listing(listing_id: str, **changes: Any) -> dict[str, Any]:
    return any_listing_fields() | {"listing_id": listing_id} | changes


def written(path: Path, *records: object) -> str:
    lines = [it if isinstance(it, str) else json.dumps(it) for it in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def backfill(stack: Stack, backfill_id: str, source: str, **filters: Any) -> Progress:
    """Run a backfill to its end."""
    request = BackfillRequest(source=source, filters=Filters(**filters))
    Backfills(stack).start(backfill_id, request)
    progress = follow(stack, backfill_id)
    assert progress is not None
    return progress


def should_publish_what_a_file_has_and_report_what_cannot_be_read(
    board: Board, stack: Stack, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "night.jsonl", listing("bf-one"), "not json", event("bf-two", version=7)
    )
    planned = dry_run(stack, BackfillRequest(source=file))
    assert (planned.listings, planned.rejected) == (2, 1)
    assert "line 2" in planned.first_rejected[0]
    assert board.status("bf-one") is None
    run = summariser_on(board, "backfill", file, "--json")
    backfill_id = json.loads(run.stdout)["backfill_id"]
    progress = Outcomes(stack, Backfills(stack), backfill_id).look()
    assert progress.is_done
    assert line_of(progress).startswith("staged 2, published 2, held 0, dead 0, rejected 1")
    assert board.status("bf-two", 7) == "published"
    report = board.object_at(
        f"s3://{stack.listing_bucket}/backfills/{backfill_id}/rejected/000001.jsonl"
    )
    assert (report["number"], report["source"].rpartition("/")[2]) == (2, "night.jsonl")


def should_summarise_again_what_is_published_and_bring_nothing_back(
    board: Board, stack: Stack
) -> None:
    board.send(event("bf-again"), event("bf-gone"))
    board.send(unpublished("bf-gone", version=1))
    before = board.rows("bf-again")["summary"]["stored_at"]["S"]
    board.announcements()
    assert backfill(stack, "none", "ledger", prompt_older_than="v1").staged == 0
    progress = backfill(stack, "again", "ledger", prompt_older_than="v99")
    assert progress.outcomes == {"published": progress.staged}
    assert board.rows("bf-again")["summary"]["stored_at"]["S"] > before
    assert board.status("bf-gone") == "withdrawn"
    board.settle()
    announced = {detail["listing_id"] for _, detail in board.announcements()}
    assert "bf-again" in announced
    assert "bf-gone" not in announced
    # It is as old as it was: what its board sends of the same version counts before it.
    changed = any_listing_fields() | {"title": "Cook"}
    board.send(event("bf-again", occurred_at="2026-11-23T09:31:00Z", listing=changed))
    assert "Cook" in json.dumps(board.rows("bf-again"))


def should_go_on_without_doing_a_part_again(board: Board, stack: Stack, tmp_path: Path) -> None:
    file = written(tmp_path / "stopped.jsonl", listing("bf-stopped"))
    first = backfill(stack, "stopped", uploaded(stack, file, "stopped"))
    events = board.executions("bf-stopped")
    with pytest.raises(UsageError, match="is not running"):
        Backfills(stack).stop("stopped")
    Backfills(stack).resume("stopped")
    assert follow(stack, "stopped") == first
    assert board.executions("bf-stopped") == events
