"""`summariser benchmark api`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from typing import Annotated

import typer


def api(
    puts: Annotated[
        int, typer.Option(metavar="N", min=1, help="Listings to put, one a second.")
    ] = 60,
    backfill: Annotated[
        int, typer.Option(metavar="N", min=1, help="Events of the backfill beside them.")
    ] = 1000,
    seconds: Annotated[
        float, typer.Option(metavar="S", min=0.1, help="Seconds of each warm request's clients.")
    ] = 3.0,
) -> None:
    """Measure the HTTP API, idle and beside a backfill; exit with 1 if a request is too slow."""
    from workbench.benchmark.api import benchmark

    raise typer.Exit(benchmark(puts, backfill, seconds))
