"""`summariser evaluate tokens`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def tokens(
    path: Annotated[
        Path,
        typer.Argument(metavar="CALLS", exists=True, help="calls.jsonl of a simulated run."),
    ],
) -> None:
    """Measure token estimates against the tokens that the calls of a run counted."""
    from workbench.evaluation.tokens import evaluate

    evaluate(path)
