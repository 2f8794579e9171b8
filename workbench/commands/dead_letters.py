"""`summariser dead-letters`, and its subcommand `show`."""

# ruff: noqa: PLC0415  # boto3 is imported when a command runs, so that --help is fast

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

app = typer.Typer(invoke_without_command=True)


@app.callback()
def list_dead_letters(
    context: typer.Context,
    stack: StackName = None,
    region: Region = None,
    reason: Reasons = None,
    listing: Listings = None,
    state: States = None,
    older_than: OlderThan = None,
    newer_than: NewerThan = None,
    announcements: Announcements = False,
    as_json: AsJson = False,
) -> None:
    """List the events that could not be processed, by reason; `show ID` prints one in full."""
    if context.invoked_subcommand:
        context.obj = stack, region  # --stack and --region may precede `show`
        return
    from workbench.operations import dead_letters as command
    from workbench.stack import find_stack

    selection = selection_of(reason, listing, state, older_than, newer_than)
    found = find_stack(stack, region)
    command.list_dead_letters(found, selection, announcements=announcements, as_json=as_json)


@app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A message_id or a listing_id.")],
    stack: StackName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Print a dead letter in full: its event, and what is known about its failure."""
    from workbench.operations.dead_letters import show_dead_letter
    from workbench.stack import find_stack

    before = context.obj
    found = find_stack(stack or before[0], region or before[1])
    show_dead_letter(found, name, as_json=as_json)
