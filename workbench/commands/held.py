"""`summariser held`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import AsJson, Region, StackName


def held(
    listing_id: Annotated[
        str | None,
        typer.Argument(metavar="[LISTING_ID]", help="Print the held summary of this listing."),
    ] = None,
    stack: StackName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """List the summaries that a check holds back, and what blocks each."""
    from workbench.operations.held import list_held, show_held
    from workbench.stack import find_stack

    found = find_stack(stack, region)
    if listing_id is None:
        list_held(found, as_json=as_json)
    else:
        show_held(found, listing_id, as_json=as_json)
