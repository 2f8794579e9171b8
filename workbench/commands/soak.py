"""`summariser soak`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.run_options import ModelChain, names_of


def soak(
    listings: Annotated[int, typer.Option(metavar="N", min=1, help="Number of listings.")] = 200,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Seed of the stream and of the faults.")
    ] = 1,
    faults: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Faults to inject. Default: workbench/soak/faults.toml."),
    ] = None,
    concurrency: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Functions that run at once; 0 for no limit."),
    ] = 40,
    starts: Annotated[
        float,
        typer.Option(metavar="N", min=0, help="Executions started a second; 0 for no limit."),
    ] = 5.0,
    sweep_every: Annotated[
        float, typer.Option(metavar="SECONDS", min=1, help="Time between two sweeps.")
    ] = 5.0,
    model: ModelChain = "nova-lite,embedded",
) -> None:
    """Process a stream of events under injected faults; exit with 1 if any is lost or doubled."""
    from workbench.soak.soak import SoakOptions, run_soak

    options = SoakOptions(
        listings=listings,
        seed=seed,
        faults=faults,
        concurrency=concurrency or None,
        starts_per_s=starts or None,
        sweep_every_s=sweep_every,
        models=names_of(model),
    )
    raise typer.Exit(run_soak(options))
