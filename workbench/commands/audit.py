"""`summariser audit`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import Region, StackName, check_age


def audit(
    stack: StackName = None,
    region: Region = None,
    older_than: Annotated[
        str,
        typer.Option(
            metavar="AGE",
            callback=check_age,
            help="Age from which an unfinished version is overdue, as 90s, 30m, 2h or 3d.",
        ),
    ] = "20m",
) -> None:
    """Compare what came in with what came out; exit with 1 if a listing is unaccounted for."""
    from summariser.domain.dead_letters import timedelta_of
    from workbench.operations.audit import print_audit
    from workbench.stack import find_stack

    patience = timedelta_of(older_than)
    raise typer.Exit(print_audit(find_stack(stack, region), patience=patience))
