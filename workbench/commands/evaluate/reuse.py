"""`summariser evaluate reuse`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def reuse(
    path: Annotated[
        Path, typer.Argument(metavar="PAIRS", exists=True, help="Labelled pairs, as JSON lines.")
    ],
) -> None:
    """Measure which near-duplicate listings would share one summary."""
    from workbench.evaluation.reuse import evaluate

    evaluate(path)
