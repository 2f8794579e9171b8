"""`summariser trace`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from workbench.commands.stack_options import ListingId, Region, StackName


def trace(listing_id: ListingId, stack: StackName = None, region: Region = None) -> None:
    """Print the history of a listing: events, executions, model calls, cost and findings."""
    from workbench.operations.trace import print_trace
    from workbench.stack import find_stack

    print_trace(find_stack(stack, region), listing_id)
