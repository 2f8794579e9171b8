"""`summariser benchmark listings`."""

# ruff: noqa: PLC0415  # listings are generated when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.benchmark.sizes import sizes_of
from workbench.errors import UsageError


def listings(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The .jsonl file to write.")],
    tokens: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Lengths in tokens.")
    ] = None,
    one_line_kb: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="Lengths in KiB of listings that are a single line."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the listings.")] = 0,
) -> None:
    """Write long listings for `summariser run`."""
    from workbench.benchmark.long_listings import write_listings

    lengths = sizes_of(tokens or [], "--tokens"), sizes_of(one_line_kb or [], "--one-line-kb")
    if not any(lengths):
        raise UsageError("Give at least one length: --tokens 12000,75000 or --one-line-kb 300.")
    write_listings(out, *lengths, seed=seed)
