"""`summariser simulate`."""

# ruff: noqa: PLC0415  # the simulator is imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.run_options import Faults, Flat, Latency, Seed, behaviour_of


def simulate(
    port: Annotated[
        int, typer.Option(metavar="N", min=1, max=65535, help="Port of the simulator.")
    ] = 8010,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Log every call to this file, with its prompt."),
    ] = None,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
    requests_per_minute: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Quota of each model. Default: none.")
    ] = None,
    tokens_per_minute: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Quota of each model. Default: none.")
    ] = None,
) -> None:
    """Simulate Bedrock and SageMaker: real requests, limits and faults, but no model."""
    from workbench.simulator.foreground import serve

    behaviour = behaviour_of(fault, seed, latency, flat=flat)
    quotas = {
        "requests_per_minute": requests_per_minute,
        "tokens_per_minute": tokens_per_minute,
    }
    serve(behaviour.model_copy(update=quotas), port, log)
