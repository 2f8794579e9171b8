"""`summariser erase`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from workbench.commands.stack_options import ListingId, Region, StackName


def erase(listing_id: ListingId, stack: StackName = None, region: Region = None) -> None:
    """Withdraw a listing: erase its summary and every stored version of its text."""
    from workbench.operations.erase import erase as command
    from workbench.stack import find_stack

    command(find_stack(stack, region), listing_id)
