"""`summariser serve`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.run_options import (
    DEFAULT_API_PORT,
    EmbeddingModel,
    Faults,
    Flat,
    Latency,
    Llm,
    LlmModel,
    ModelChain,
    Profiles,
    Seed,
    Simulate,
    behaviour_of,
    llm_server,
    names_of,
)


def serve(
    listings: Annotated[
        str | None,
        typer.Argument(metavar="[LISTINGS]", help="Listings to send at the start, as for `run`."),
    ] = None,
    port: Annotated[
        int, typer.Option(metavar="N", min=1, max=65535, help="Port of the AWS endpoint.")
    ] = 8000,
    api_port: Annotated[
        int, typer.Option(metavar="N", min=1, max=65535, help="Port of the HTTP API.")
    ] = DEFAULT_API_PORT,
    env_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write the export lines to this file."),
    ] = None,
    model: ModelChain = "embedded",
    profiles: Profiles = "",
    embedding_model: EmbeddingModel = "none",
    simulate: Simulate = False,
    llm: Llm = None,
    llm_model: LlmModel = None,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
) -> None:
    """Run the whole stack on this machine until Ctrl-C, for commands in another terminal."""
    from workbench.operations.live_page import live_page
    from workbench.running.serving import ServeOptions, serve_stack

    options = ServeOptions(
        listings=listings,
        port=port,
        api_port=api_port,
        models=names_of(model),
        profiles=names_of(profiles),
        embedding_model=embedding_model,
        env_file=env_file,
        behaviour=behaviour_of(fault, seed, latency, flat=flat) if simulate else None,
        llm=llm_server(llm, llm_model, simulate=simulate),
    )
    serve_stack(options, live_page)
