"""docs/cli.md: every command with its arguments and options, from the commands themselves.

Run as `python -m workbench.documentation.cli`.
"""

from collections.abc import Iterator
from typing import Any

import typer
import typer.main
from typer.core import TyperGroup

from workbench.cli import app
from workbench.paths import DOCS

PATH = DOCS / "cli.md"
PROGRAM = "summariser"
INTRODUCTION = """\
# Command line

Generated from the commands by `python -m workbench.documentation.cli`; a test checks that the page
is up to date. A command that cannot do what it was asked to exits with 2 and says in one line what
to do instead.
"""
TABLE = "| argument or option | meaning | default |\n|---|---|---|"


def cli_page() -> str:
    """Describe every command in Markdown, in the order of `summariser --help`."""
    group = typer.main.get_command(app)
    sections = [_section(path, command) for path, command in _commands(PROGRAM, group)]
    return "\n".join([INTRODUCTION, *sections])


def _commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, subcommand in _subcommands(command):
        yield from _commands(f"{path} {name}", subcommand)


def _subcommands(command: Any) -> list[tuple[str, Any]]:
    if not isinstance(command, TyperGroup):
        return []
    names = command.list_commands(typer.Context(command))
    return [(name, command.commands[name]) for name in names]


def _section(path: str, command: Any) -> str:
    arguments = [parameter for parameter in command.params if _is_argument(parameter)]
    names = [argument.metavar for argument in arguments]
    options = ["[OPTIONS]"] if len(command.params) > len(arguments) else []
    subcommands = _subcommands(command)
    usage = " ".join([path, *options, *names, *_following(command)])
    lines = [f"## {path}", "", f"    {usage}", "", command.help, ""]
    lines += [f"- `{name}`: {subcommand.help}" for name, subcommand in subcommands]
    lines += [""] if subcommands else []
    lines += [TABLE, *map(_row, command.params), ""] if command.params else []
    return "\n".join(lines)


def _following(command: Any) -> list[str]:
    if not isinstance(command, TyperGroup):
        return []
    return ["[COMMAND ...]" if command.invoke_without_command else "COMMAND ..."]


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _row(parameter: Any) -> str:
    if _is_argument(parameter):
        return f"| `{parameter.metavar}` | {parameter.help} | |"
    value = f" {parameter.metavar}" if parameter.metavar else ""
    names = ", ".join(f"`{name}{value}`" for name in parameter.opts)
    opposite = "".join(f" or `{name}`" for name in parameter.secondary_opts)
    return f"| {names}{opposite} | {parameter.help} | {_default(parameter)} |".replace(
        "|  |", "| |"
    )


def _default(parameter: Any) -> str:
    default = parameter.default
    if parameter.required:
        return "required"
    if parameter.secondary_opts:
        return f"`{(parameter.opts if default else parameter.secondary_opts)[0]}`"
    return "" if parameter.is_flag or default in (None, "") else f"`{default}`"


if __name__ == "__main__":
    PATH.write_text(cli_page(), encoding="utf-8")
