"""`summariser similar`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import AsJson, ListingId, Region, StackName


def similar(
    listing_id: ListingId,
    count: Annotated[
        int, typer.Option("-k", "--count", metavar="N", min=1, max=100, help="How many at most.")
    ] = 10,
    as_json: AsJson = False,
    stack: StackName = None,
    region: Region = None,
) -> None:
    """List the published listings that are most similar to one, nearest first."""
    from workbench.operations.similar import print_similar
    from workbench.stack import find_stack

    print_similar(find_stack(stack, region), listing_id, count, as_json=as_json)
