"""Starting: a backfill begins, or goes on, and is followed until it is done."""

import json
from datetime import UTC, datetime

from rich.console import Console

from summariser.domain.backfill import BackfillRequest
from workbench.backfill.executions import Backfills, new_id
from workbench.backfill.following import follow, line_of
from workbench.backfill.sources import is_local, uploaded
from workbench.stack import Stack, aws_errors_explained

FAILED = ("FAILED", "TIMED_OUT")


def start_backfill(stack: Stack, request: BackfillRequest, *, detach: bool, as_json: bool) -> int:
    """Start a backfill, and follow it unless it is detached; returns the exit code."""
    backfill_id = new_id(request.source, datetime.now(UTC))
    with aws_errors_explained():
        if is_local(request.source):
            source = uploaded(stack, request.source, backfill_id)
            request = request.model_copy(update={"source": source})
        Backfills(stack).start(backfill_id, request)
    return followed(stack, backfill_id, detach=detach, as_json=as_json)


def resume_backfill(stack: Stack, backfill_id: str, *, detach: bool, as_json: bool) -> int:
    """Go on with a backfill, and follow it unless it is detached; returns the exit code."""
    with aws_errors_explained():
        Backfills(stack).resume(backfill_id)
    return followed(stack, backfill_id, detach=detach, as_json=as_json)


def followed(stack: Stack, backfill_id: str, *, detach: bool, as_json: bool) -> int:
    """Follow a backfill until it is done; returns 1 if its execution failed, else 0."""
    console = Console(highlight=False, soft_wrap=True)
    progress = None if detach else follow(stack, backfill_id)
    if as_json:
        console.out(json.dumps({"backfill_id": backfill_id}))
    elif progress is None:
        console.print(f"{backfill_id} goes on: `summariser backfills show {backfill_id}`.")
    else:
        console.print(f"{backfill_id}: {line_of(progress)}.")
    if progress is None:
        return 0
    with aws_errors_explained():
        standing = Backfills(stack).standing(backfill_id)
    if standing is None or standing.status not in FAILED:
        return 0
    console.print(f"It failed: {standing.cause}. `summariser backfills resume {backfill_id}`.")
    return 1
