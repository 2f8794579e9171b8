"""`summariser backfill`."""

# ruff: noqa: PLC0415  # boto3 is imported when the command runs, so that --help is fast

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.commands.stack_options import AsJson, Region, StackName
from workbench.errors import UsageError

if TYPE_CHECKING:
    from summariser.domain.backfill import BackfillRequest


def backfill(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A file or folder, an object or a prefix below incoming/ in the stack's bucket "
            "(s3://…; a prefix ends with /), or `ledger` for what is published.",
        ),
    ],
    stack: StackName = None,
    region: Region = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="KEY=VALUE",
            help="Only listings with this language, company or published-since; of the ledger also "
            "prompt-older-than and without-profile. Repeat the option for several.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Maximum number of listings.")
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Only say how many there are, what they cost and how long they take."
        ),
    ] = False,
    detach: Annotated[
        bool, typer.Option("--detach", help="Start it, and do not wait until it is done.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Summarise listings in bulk, behind those that are published meanwhile."""
    from workbench.backfill.sources import check_readable
    from workbench.stack import find_stack

    request = _request(source, filters or [], limit)
    found = find_stack(stack, region)
    check_readable(found, source)
    if dry_run:
        from workbench.backfill.dry_run import dry_run as try_it
        from workbench.backfill.dry_run import print_dry_run

        print_dry_run(try_it(found, request), as_json=as_json)
        return
    from workbench.backfill.starting import start_backfill

    raise typer.Exit(start_backfill(found, request, detach=detach, as_json=as_json))


def _request(source: str, filters: list[str], limit: int | None) -> "BackfillRequest":
    from pydantic import ValidationError

    from summariser.domain.backfill import BackfillRequest, Filters, InvalidBackfill

    pairs = [one.partition("=") for one in filters]
    known = [name.replace("_", "-") for name in Filters.model_fields]
    for key, equals, _ in pairs:
        if key not in known or not equals:
            raise UsageError(f"--filter takes KEY=VALUE, where KEY is one of {', '.join(known)}.")
    try:
        selected = {key.replace("-", "_"): value for key, _, value in pairs}
        request = BackfillRequest(
            source=source, filters=Filters.model_validate(selected), limit=limit
        )
        request.check()
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][-1]).replace("_", "-")
        raise UsageError(f"--filter {name}: {problem['msg'].lower()}.") from error
    except InvalidBackfill as error:
        raise UsageError(str(error).replace("_", "-")) from error
    return request
