"""`summariser benchmark backfill`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.benchmark.sizes import sizes_of


def backfill(
    sizes_mb: Annotated[
        list[str] | None,
        typer.Option("--size-mb", metavar="A,B", help="Sizes of the input. Default: 10,100,1000."),
    ] = None,
) -> None:
    """Measure the memory in which an input is split, and how long staging a part takes."""
    from workbench.benchmark.backfill import benchmark

    benchmark(sizes_of(sizes_mb or ["10,100,1000"], "--size-mb"))
