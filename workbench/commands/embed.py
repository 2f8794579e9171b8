"""`summariser embed`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from workbench.commands.stack_options import Region, StackName


def embed(stack: StackName = None, region: Region = None) -> None:
    """Make the vector of every listing again: after another model, or what failed for too long."""
    from workbench.operations.embed import embed_all
    from workbench.stack import find_stack

    embed_all(find_stack(stack, region))
