"""`summariser backfills`, and its subcommands `show`, `stop` and `resume`."""

# ruff: noqa: PLC0415  # boto3 is imported when a command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.stack_options import AsJson, Region, StackName

BackfillId = Annotated[
    str, typer.Argument(metavar="ID", help="The backfill's id, as it is listed.")
]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def list_backfills(
    context: typer.Context,
    stack: StackName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """List the backfills of the last 15 days; `show ID` says what became of one."""
    if context.invoked_subcommand:
        context.obj = stack, region  # --stack and --region may precede a subcommand
        return
    from workbench.backfill import showing
    from workbench.stack import find_stack

    showing.list_backfills(find_stack(stack, region), as_json=as_json)


@app.command()
def show(
    context: typer.Context,
    backfill_id: BackfillId,
    stack: StackName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Say how far a backfill is, and what became of what it staged."""
    from workbench.backfill.showing import show_backfill
    from workbench.stack import find_stack

    before = context.obj
    found = find_stack(stack or before[0], region or before[1])
    show_backfill(found, backfill_id, as_json=as_json)


@app.command()
def stop(
    context: typer.Context,
    backfill_id: BackfillId,
    stack: StackName = None,
    region: Region = None,
) -> None:
    """Stage no more of a backfill; what is on the queue is summarised."""
    from workbench.backfill.executions import Backfills
    from workbench.stack import aws_errors_explained, find_stack

    before = context.obj
    found = find_stack(stack or before[0], region or before[1])
    with aws_errors_explained():
        Backfills(found).stop(backfill_id)
    typer.echo(f"{backfill_id} is stopped: `summariser backfills resume {backfill_id}` goes on.")


@app.command()
def resume(
    context: typer.Context,
    backfill_id: BackfillId,
    stack: StackName = None,
    region: Region = None,
    detach: Annotated[
        bool, typer.Option("--detach", help="Start it, and do not wait until it is done.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Go on with a backfill that was stopped or failed; no part is done again."""
    from workbench.backfill.starting import resume_backfill
    from workbench.stack import find_stack

    before = context.obj
    found = find_stack(stack or before[0], region or before[1])
    raise typer.Exit(resume_backfill(found, backfill_id, detach=detach, as_json=as_json))
