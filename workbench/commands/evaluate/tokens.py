"""`summariser evaluate tokens`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def tokens(
    path: Annotated[
        Path,
        typer.Argument(metavar="CALLS", exists=True, help="The calls.jsonl of the run."),
    ],
) -> None:
    """Measure the error of token estimates on the calls of a simulated run."""
    from workbench.evaluation.tokens import evaluate

    evaluate(path)
