"""`summariser evaluate reuse`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def reuse(
    path: Annotated[Path, typer.Argument(metavar="PAIRS", exists=True, help="Pairs of listings.")],
) -> None:
    """Measure which near-duplicates would reuse the summary of the other."""
    from workbench.evaluation.reuse import evaluate

    evaluate(path)
