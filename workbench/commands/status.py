"""`summariser status`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from workbench.commands.stack_options import AsJson, Region, StackName


def status(stack: StackName = None, region: Region = None, as_json: AsJson = False) -> None:
    """Count the listing versions by status, and the messages on the queues."""
    from workbench.operations.status import print_status
    from workbench.stack import find_stack

    print_status(find_stack(stack, region), as_json=as_json)
