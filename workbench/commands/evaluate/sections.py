"""`summariser evaluate sections`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def sections(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", exists=True, help="Gold labels, as JSON lines.")
    ],
) -> None:
    """Measure section labels against gold labels."""
    from workbench.evaluation.sections import evaluate

    evaluate(path)
