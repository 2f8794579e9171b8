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
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Compare with where Bedrock's inference profiles run; exit with 1 if they differ.",
        ),
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Models to check, such as your chain. Default: all."),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option(metavar="REGION", help="AWS region to check. Default: your AWS profile's."),
    ] = None,
) -> None:
    """Print the models that a chain can name; report the line of an invalid models.toml."""
    from workbench.running.model_table import print_models, read_models

    catalogue = read_models(file)
    if not check:
        print_models(catalogue)
        return
    from summariser.domain.errors import UnknownModel
    from workbench.errors import UsageError
    from workbench.operations.inference_profiles import check_profiles

    try:
        chosen = catalogue.chain(model.split(",") if model else list(catalogue.models))
    except UnknownModel as error:
        raise UsageError(str(error)) from error
    raise typer.Exit(check_profiles(catalogue, chosen, region))
