"""`summariser delete-stack`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.stack_options import Region


def delete_stack(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The CloudFormation stack.")],
    region: Region = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    discard_events: Annotated[
        bool, typer.Option("--discard-events", help="Delete it although events wait on its queues.")
    ] = False,
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where to write what adopts the storage.")
    ] = Path("out"),
) -> None:
    """Delete a stack; its bucket and tables stay, with the commands that adopt or remove them."""
    from workbench.operations.delete_stack import delete_stack as command
    from workbench.stack import find_stack

    command(
        find_stack(name, region),
        agreed=lambda question: yes or typer.confirm(question),
        discard_events=discard_events,
        out=out,
    )
