"""Showing: the backfills of a stack as a table, and one of them in full."""

import json
from datetime import UTC

from rich.console import Console
from rich.table import Table

from summariser.domain.backfill import Backfill
from workbench.backfill.executions import Backfills, Standing
from workbench.backfill.following import line_of
from workbench.backfill.outcomes import Outcomes
from workbench.stack import Stack, aws_errors_explained


def list_backfills(stack: Stack, *, as_json: bool) -> None:
    """Print the backfills of the last 15 days, newest first."""
    backfills = Backfills(stack)
    with aws_errors_explained():
        found = [(one, backfills.standing(one.backfill_id)) for one in backfills.all()]
    console = Console(highlight=False)
    if as_json:
        for one, standing in found:
            console.out(json.dumps(_as_json(one, standing)))
        return
    if found:
        table = Table()
        for heading in ("Backfill", "Status", "Source", "Records", "Parts"):
            numbers = heading in ("Records", "Parts")
            table.add_column(heading, justify="right" if numbers else "left")
        for one, standing in found:
            table.add_row(
                one.backfill_id,
                _status(standing),
                one.request.source,
                f"{one.records:,}",
                f"{one.parts:,}",
            )
        (console if console.is_terminal else Console(width=160)).print(table)
    console.print(f"{len(found)} backfills in {stack.name}.")


def show_backfill(stack: Stack, backfill_id: str, *, as_json: bool) -> None:
    """Print a backfill, and what became of what it staged; raises `UsageError`."""
    backfills = Backfills(stack)
    with aws_errors_explained():
        backfill = backfills.find(backfill_id)
        standing = backfills.standing(backfill_id)
        progress = Outcomes(stack, backfills, backfill_id).look(all_of_them=True)
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        counts = {status.value: count for status, count in progress.outcomes.items()}
        console.out(
            json.dumps(
                _as_json(backfill, standing)
                | {
                    "staged": progress.staged,
                    "rejected": progress.rejected,
                    "outcomes": counts,
                    "cost_usd": progress.cost_usd,
                }
            )
        )
        return
    console.print(f"{backfill_id}: {_status(standing)}")
    if standing is not None and standing.cause:
        console.print(f"  {standing.cause}", markup=False)
    filters = backfill.request.filters.model_dump(mode="json", exclude_none=True)
    selected = "".join(f", {name} {value}" for name, value in filters.items())
    console.print(f"  of {backfill.request.source}{selected}, {backfill.request.mode}")
    ended = ""
    if standing is not None and standing.ended_at is not None:
        ended = f", staged until {standing.ended_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    splitting = "split" if backfill.split_at else "not split yet"
    console.print(
        f"  {splitting}: {backfill.records:,} records, {backfill.not_selected:,} not selected; "
        f"started {backfill.started_at:%Y-%m-%d %H:%M} UTC{ended}"
    )
    console.print(f"  {line_of(progress)}")
    if progress.rejected:
        place = f"s3://{stack.listing_bucket}/backfills/{backfill_id}/rejected/"
        console.print(f"  what cannot be read is listed below {place}")


def _status(standing: Standing | None) -> str:
    return standing.status.lower() if standing is not None else "unknown"


def _as_json(backfill: Backfill, standing: Standing | None) -> dict[str, object]:
    return {
        "backfill_id": backfill.backfill_id,
        "status": _status(standing),
        "request": backfill.request.model_dump(mode="json", exclude_none=True),
        "started_at": backfill.started_at.isoformat(),
        "ended_at": standing.ended_at.isoformat() if standing and standing.ended_at else None,
        "split_at": backfill.split_at.isoformat() if backfill.split_at else None,
        "records": backfill.records,
        "not_selected": backfill.not_selected,
        "parts": backfill.parts,
    }
