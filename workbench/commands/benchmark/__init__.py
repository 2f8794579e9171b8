"""`summariser benchmark`: what the local engine and the functions take, one module a subcommand."""

import typer

from workbench.commands.registration import register

COMMANDS = ("models", "listings", "backfill", "api", "cold-start")

app = typer.Typer(no_args_is_help=True, help="Measure the local engine and the functions.")
register(app, __name__, COMMANDS)
