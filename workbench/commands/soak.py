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
    model: ModelChain = "nova-lite,embedded",
) -> None:
    """Process a stream of events under injected faults; exit with 1 if any is lost or doubled."""
    from workbench.soak.soak import SoakOptions, run_soak

    raise typer.Exit(run_soak(SoakOptions(listings, seed, faults, names_of(model))))
