"""`summariser replay`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import (
    Announcements,
    AsJson,
    Listings,
    NewerThan,
    OlderThan,
    Reasons,
    Region,
    StackName,
    States,
    selection_of,
)


def replay(
    stack: StackName = None,
    region: Region = None,
    reason: Reasons = None,
    listing: Listings = None,
    state: States = None,
    older_than: OlderThan = None,
    newer_than: NewerThan = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Maximum number of letters to replay.")
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(metavar="N", min=0.1, max=1000, help="Maximum number of letters a second."),
    ] = None,
    max_replays: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Keep letters that were replayed this many times."),
    ] = 3,
    force: Annotated[bool, typer.Option("--force", help="Ignore --max-replays.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what would be replayed.")
    ] = False,
    redrive: Annotated[
        bool,
        typer.Option(
            "--redrive",
            help="Resume timed-out and aborted executions from the failed step (AWS only).",
        ),
    ] = False,
    announcements: Announcements = False,
    as_json: AsJson = False,
) -> None:
    """Send dead letters back to the listing queue; each is deleted once its event has arrived.

    With --announcements, have what stands in the ledger announced again.
    """
    from summariser.domain.dead_letters import ReplayDeadLettersInput
    from workbench.operations.replay import replay as command
    from workbench.stack import find_stack

    step_input = ReplayDeadLettersInput(
        **dict(selection_of(reason, listing, state, older_than, newer_than)),
        limit=limit,
        rate=rate,
        max_replays=max_replays,
        force=force,
        dry_run=dry_run,
    )
    found = find_stack(stack, region)
    how = {"redrive": redrive, "announcements": announcements}
    raise typer.Exit(command(found, step_input, **how, as_json=as_json))
