"""The `summariser` command line: its commands in the order of the help text, and how it fails."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer
from typer.core import TyperGroup

from workbench.commands.registration import register
from workbench.errors import UsageError

# The commands by heading of the help text; see `register` for the module of each.
COMMANDS = {
    "Summarise listings": ("run", "show", "models"),
    "Run the stack on this machine": ("serve", "ask", "simulate", "soak"),
    "Operate a stack": (
        "status",
        "dashboard",
        "trace",
        "held",
        "dead-letters",
        "replay",
        "backfill",
        "backfills",
        "audit",
        "similar",
        "embed",
        "erase",
        "delete-stack",
    ),
    "Measure": ("evaluate", "compare", "benchmark", "estimate", "simulate-capacity"),
}
DISTRIBUTION = "listing-summariser"
USAGE_ERROR = 2  # the exit code that Typer uses too


class _InOrder(TyperGroup):
    def list_commands(self, _context: object) -> list[str]:
        return [name for names in COMMANDS.values() for name in names]


app = typer.Typer(
    cls=_InOrder,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for panel, names in COMMANDS.items():
    register(app, "workbench.commands", names, panel=panel)


def _print_version(value: bool) -> None:  # Typer passes it by position
    if value:
        typer.echo(version(DISTRIBUTION))
        raise typer.Exit


@app.callback()
def summariser(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Turn job listings into short, true summaries, on this machine and without an AWS account."""


def main() -> None:
    """Run the command line; a `UsageError` is printed as one line, with exit code 2."""
    try:
        app()
    except UsageError as error:
        sys.stderr.write(f"summariser: {error}\n")
        sys.exit(USAGE_ERROR)
