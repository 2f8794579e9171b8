"""`summariser models`."""

# ruff: noqa: PLC0415  # models.toml is read when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def models(
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, help="File to check and print. Default: models.toml."
        ),
    ] = None,
) -> None:
    """Print the models that a chain can name; report the line of an invalid models.toml."""
    from workbench.running.model_table import print_models

    print_models(file)
