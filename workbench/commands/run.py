"""`summariser run`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.run_options import (
    DEFAULT_OUT,
    Faults,
    Flat,
    Latency,
    Llm,
    LlmModel,
    ModelChain,
    Out,
    Profiles,
    Seed,
    Simulate,
    behaviour_of,
    llm_server,
    names_of,
)
from workbench.errors import UsageError


def run(
    listings: Annotated[
        str,
        typer.Argument(
            metavar="LISTINGS",
            help="A .jsonl, .json or .csv file, a folder of such files, or - for standard input.",
        ),
    ],
    out: Out = DEFAULT_OUT,
    model: ModelChain = "embedded",
    profiles: Profiles = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
    simulate: Simulate = False,
    llm: Llm = None,
    llm_model: LlmModel = None,
    processes: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Maximum number of Lambda processes for each function."
        ),
    ] = None,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
    replies: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Simulator: play recorded replies, JSON lines of listing_id and reply.",
        ),
    ] = None,
) -> None:
    """Summarise listings: each becomes a summary, or a dead letter with the reason."""
    from workbench.running.summarise import RunOptions, summarise_listings

    if replies and not simulate:
        raise UsageError("--replies is played by the simulator: add --simulate.")
    options = RunOptions(
        listings=listings,
        out=out,
        models=names_of(model),
        profiles=names_of(profiles),
        quiet=quiet,
        processes=processes,
        behaviour=behaviour_of(fault, seed, latency, flat=flat) if simulate else None,
        llm=llm_server(llm, llm_model, simulate=simulate),
        replies=replies,
    )
    raise typer.Exit(summarise_listings(options))
