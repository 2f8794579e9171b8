"""`summariser benchmark cold-start`."""

# ruff: noqa: PLC0415  # functions are started when the command runs, so that --help is fast

from typing import Annotated

import typer


def cold_start(
    functions: Annotated[
        list[str] | None,
        typer.Option(
            "--function",
            metavar="NAME",
            help="Function to measure; repeat the option for several. Default: all.",
        ),
    ] = None,
    rounds: Annotated[
        int, typer.Option(metavar="N", min=1, help="Cold starts of each function.")
    ] = 5,
) -> None:
    """Compare each function's cold start with that of a bare handler with a boto3 client."""
    from workbench.benchmark.cold_start import benchmark

    benchmark(functions or [], rounds)
