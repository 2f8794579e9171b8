"""Following: a live progress bar of a backfill until it is done, or plain lines elsewhere."""

import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from summariser.domain.summary import Status
from workbench.backfill import outcomes
from workbench.backfill.executions import Backfills
from workbench.stack import Stack, aws_errors_explained

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_LINES = 10.0  # when standard error is not a terminal


def follow(stack: Stack, backfill_id: str) -> outcomes.Progress | None:
    """Show a backfill until it is done; None if a person stops following it."""
    console = Console(stderr=True, highlight=False)
    following = outcomes.Outcomes(stack, Backfills(stack), backfill_id)
    began = printed = time.monotonic()
    bar = Progress(
        TextColumn(backfill_id),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[line]}"),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    try:
        with bar:
            task = bar.add_task("", total=None, line="")
            while True:
                with aws_errors_explained():
                    progress = following.look()
                line = line_of(progress, time.monotonic() - began)
                total = progress.staged or None
                bar.update(task, total=total, completed=progress.settled, line=line)
                if progress.is_done:
                    return progress
                if not console.is_terminal and time.monotonic() - printed > SECONDS_BETWEEN_LINES:
                    printed = time.monotonic()
                    console.print(line, soft_wrap=True)
                time.sleep(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return None


def line_of(progress: outcomes.Progress, elapsed_s: float = 0.0) -> str:
    """Say in one line how far a backfill is."""
    counts = progress.outcomes
    shown = {
        "staged": progress.staged,
        "published": counts[Status.PUBLISHED],
        "held": counts[Status.HELD],
        "dead": counts[Status.DEAD],
        "superseded": counts[Status.SUPERSEDED] + counts[Status.WITHDRAWN],
        "rejected": progress.rejected,
    }
    always = ("staged", "published", "held", "dead")
    parts = [f"{name} {count:,}" for name, count in shown.items() if count or name in always]
    parts.append(f"part {progress.staged_parts:,} of {progress.parts:,}")
    parts.append(f"${progress.cost_usd:,.2f}")
    if not progress.is_done and progress.settled and elapsed_s > 1 and progress.staged_parts:
        whole = progress.staged * progress.parts / progress.staged_parts
        left_s = (whole - progress.settled) * elapsed_s / progress.settled
        parts.append(f"{duration(left_s)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Say how long something takes, in its largest units."""
    minutes = seconds / 60
    if minutes < 1:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.1f} h" if minutes < 48 * 60 else f"{minutes / 60 / 24:.1f} days"
