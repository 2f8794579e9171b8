"""`summariser benchmark`: how long the local engine takes, one module a subcommand."""

import typer

from workbench.commands.registration import register

COMMANDS = ("models", "listings")

app = typer.Typer(no_args_is_help=True, help="Measure the local engine.")
register(app, __name__, COMMANDS)
