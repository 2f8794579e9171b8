"""`summariser dashboard`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import Region, StackName, check_age


def dashboard(
    stack: StackName = None,
    region: Region = None,
    since: Annotated[
        str,
        typer.Option(
            metavar="AGE",
            callback=check_age,
            help="How far back to look, as 30m, 2h or 3d.",
        ),
    ] = "3h",
    every: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="How often to draw it again.")
    ] = 60,
    once: Annotated[
        bool, typer.Option("--once", help="Draw it once, as without a terminal.")
    ] = False,
    logs: Annotated[
        bool,
        typer.Option(
            help="Also show the tables that Logs Insights makes of the logs, new every ten minutes."
        ),
    ] = True,
) -> None:
    """Draw the stack's CloudWatch dashboard: summaries, latency, cost, drafts blocked, queues."""
    from summariser.domain.dead_letters import timedelta_of
    from workbench.operations.dashboard import watch
    from workbench.stack import find_stack

    watch(
        find_stack(stack, region),
        span=timedelta_of(since),
        every=every,
        once=once,
        logs=logs,
    )
