"""`summariser benchmark models`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.benchmark.sizes import sizes_of
from workbench.commands.run_options import (
    DEFAULT_OUT,
    Flat,
    Latency,
    Out,
    Seed,
    Simulate,
    behaviour_of,
)
from workbench.errors import UsageError


def models(
    simulate: Simulate = False,
    tokens: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B", help="Lengths of the listings in tokens. Default: 1000,4000,12000."
        ),
    ] = None,
    windows: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help="Context windows of models in models.toml. Default: 2048,4096,8192.",
        ),
    ] = None,
    latency: Latency = 1.0,
    flat: Flat = True,
    processes: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Lambda processes of each function. Default: one per chunk."
        ),
    ] = None,
    seed: Seed = 0,
    out: Out = DEFAULT_OUT / "benchmark",
) -> None:
    """Measure calls, depth, tokens and wall-clock time of long listings by context window."""
    from workbench.benchmark.windows import BenchmarkOptions, measure

    if not simulate:
        raise UsageError("This benchmark measures simulated models only: add --simulate.")
    options = BenchmarkOptions(
        tokens=sizes_of(tokens or ["1000,4000,12000"], "--tokens"),
        windows=sizes_of(windows or ["2048,4096,8192"], "--windows"),
        behaviour=behaviour_of(None, seed, latency, flat=flat),
        processes=processes,
        out=out,
    )
    raise typer.Exit(measure(options))
