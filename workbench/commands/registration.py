"""Registration: adds commands to a Typer application by the names of their modules."""

from collections.abc import Iterable
from importlib import import_module

import typer


def register(
    app: typer.Typer, package: str, names: Iterable[str], *, panel: str | None = None
) -> None:
    """Add the commands of a package under a heading of the help text.

    The module of the command `dead-letters` is `dead_letters`. It defines a function of the same
    name or, for a command with subcommands, a Typer application named `app`.
    """
    for name in names:
        attribute = name.replace("-", "_")
        module = import_module(f"{package}.{attribute}")
        group = getattr(module, "app", None)
        if group is None:
            app.command(name, rich_help_panel=panel)(getattr(module, attribute))
        else:
            app.add_typer(group, name=name, rich_help_panel=panel)
