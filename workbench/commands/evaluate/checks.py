"""`summariser evaluate checks`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.evaluate.listings_argument import Listings


def checks(
    path: Listings,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the corruptions.")] = 1,
    examples: Annotated[
        int, typer.Option(metavar="N", min=0, help="Number of misses of each kind to print.")
    ] = 0,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all counts to this file.")
    ] = None,
) -> None:
    """Measure which corrupted summaries the checks find; exit with 1 if they find too few."""
    from workbench.evaluation.checks import evaluate

    met = evaluate(path, seed=seed, examples=examples, json_file=json_file)
    raise typer.Exit(0 if met else 1)
