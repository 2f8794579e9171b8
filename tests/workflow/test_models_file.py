"""A wrong models.toml is refused before anything is deployed, with the line that is wrong."""

import os
import subprocess
from pathlib import Path

import pytest

from summariser.llm.models import PATH
from tests.workflow.commands import ROOT, summariser


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("output_limit = 1_024", "output_limit = 4_096", "falcon-40b: it writes 4096 tokens"),
        ("hour_usd = 3.573", 'hour_usd = "much"', "falcon-40b: hour_usd"),
    ],
)
def should_name_the_line_that_is_wrong(old: str, new: str, told: str, tmp_path: Path) -> None:
    lines = PATH.read_text(encoding="utf-8").split("\n")
    wrong = lines.index(old, lines.index("[models.falcon-40b]"))
    lines[wrong] = new
    file = tmp_path / "models.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = summariser("models", "--file", str(file))
    assert done.returncode == 2
    assert f"models.toml, line {wrong + 1}: {told}" in done.stderr


def should_print_the_models_that_there_are() -> None:
    done = summariser("models")
    assert done.returncode == 0
    assert "falcon-40b" in done.stdout


def should_check_models_toml_before_a_build() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "build"],  # noqa: S607
        cwd=ROOT,
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    recipe = done.stdout
    assert recipe.index("bin/summariser models") < recipe.index("sam build")
