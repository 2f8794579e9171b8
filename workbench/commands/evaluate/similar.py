"""`summariser evaluate similar`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def similar(
    pairs: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS", exists=True, dir_okay=False, help="JSON lines of listings a and b."
        ),
    ],
    dimensions: Annotated[
        int, typer.Option(metavar="N", min=1, max=4096, help="Dimensions of the vectors.")
    ] = 1024,
) -> None:
    """Measure whether near-duplicates find each other by the simulator's vectors."""
    from workbench.evaluation.similar import evaluate

    evaluate(pairs, dimensions=dimensions)
