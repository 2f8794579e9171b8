"""docs/cli.md and `--version` say what the installed program does."""

from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from workbench.cli import COMMANDS, app
from workbench.documentation.cli import PATH, cli_page


def should_document_the_commands_as_they_are() -> None:
    written = PATH.read_text(encoding="utf-8")

    assert written == cli_page(), "run `python -m workbench.documentation.cli`"


def should_not_depend_on_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = cli_page()

    monkeypatch.setenv("COLUMNS", "40")

    assert cli_page() == wide


@pytest.mark.parametrize("name", [name for names in COMMANDS.values() for name in names])
def should_have_a_section_for_each_command(name: str) -> None:
    assert f"\n## summariser {name}\n" in cli_page()


def should_print_the_version_of_the_installed_package() -> None:
    done = CliRunner().invoke(app, ["--version"])

    assert done.stdout.strip() == version("listing-summariser")
