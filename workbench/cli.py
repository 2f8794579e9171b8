"""The `summariser` command: what people type, and nothing of what then happens."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.errors import WrongUsage

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns job listings into short, true summaries, on this machine and with no account.",
)

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for results.")]
WRONG_USAGE = 2  # as typer itself exits
DEFAULT_OUT = Path("out")


class Measure(StrEnum):
    """What `evaluate` measures."""

    SECTIONS = "sections"
    SPEED = "speed"
    COVERAGE = "coverage"


@app.command()
def run(
    listings: Annotated[
        str,
        typer.Argument(
            metavar="LISTINGS",
            help="A .jsonl or .json file, a folder of such files, or - for standard input.",
        ),
    ],
    out: Out = DEFAULT_OUT,
    model: Annotated[
        str, typer.Option(help="The model that writes, or a chain of them: a,b.")
    ] = "embedded",
    profiles: Annotated[
        str, typer.Option(metavar="A,B", help="The profiles to write; all of them by default.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Summarise listings: each one becomes a summary, or a dead letter with its reason."""
    from workbench.running.command import run as run_command

    raise typer.Exit(run_command(listings, out, _names(model), _names(profiles), quiet=quiet))


@app.command()
def show(
    listing_id: Annotated[str, typer.Argument(metavar="LISTING_ID")],
    out: Out = DEFAULT_OUT,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this profile's summary.")
    ] = None,
) -> None:
    """Print one listing's summary with the lines that each sentence rests on."""
    from workbench.show import show_summary

    show_summary(listing_id, out, profile)


@app.command()
def evaluate(
    measure: Measure,
    path: Annotated[Path, typer.Argument(metavar="PATH", exists=True, help="The data to use.")],
) -> None:
    """Measure section labels, speed or coverage on a file of listings."""
    import importlib

    importlib.import_module(f"workbench.evaluation.{measure}").evaluate(path)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def main() -> None:
    """Run the command line; wrong usage is told in one line, with exit code 2."""
    try:
        app()
    except WrongUsage as error:
        sys.stderr.write(f"summariser: {error}\n")
        sys.exit(WRONG_USAGE)
