"""`summariser evaluate`: how good and how fast, one module a subcommand."""

import typer

from workbench.commands.registration import register

COMMANDS = (
    "summaries",
    "replies",
    "checks",
    "coverage",
    "sections",
    "reuse",
    "similar",
    "speed",
    "tokens",
)

app = typer.Typer(no_args_is_help=True, help="Measure quality and speed on your own data.")
register(app, __name__, COMMANDS)
