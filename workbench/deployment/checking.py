"""Checks: each is a command or a function, timed, whose failure does not stop the others."""

import os
import subprocess  # nosec B404  # runs our own tools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

LAST_LINES = 15


class CheckFailedError(Exception):
    """What was checked is wrong; the message says how."""


@dataclass(frozen=True)
class Check:
    """One row of the report: what is checked, and a function that returns a detail or raises."""

    subject: str
    what: str
    run: Callable[[], str]


@dataclass(frozen=True)
class Result:
    """What came of a check."""

    check: Check
    passed: bool
    detail: str
    seconds: float


def command(
    arguments: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
) -> Callable[[], str]:
    """Return a check that runs a command, whose output goes to a file."""

    def run() -> str:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w", encoding="utf-8") as output:
            done = subprocess.run(  # noqa: S603  # nosec B603  # our own tools
                list(arguments),
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                check=False,
            )
        text = log.read_text(encoding="utf-8")
        if done.returncode:
            last = "\n".join(text.splitlines()[-LAST_LINES:])
            raise CheckFailedError(f"exit code {done.returncode}, see {log}:\n{last}")
        return ""

    return run


def carry_out(
    checks: Sequence[Check], console: Console, failures: tuple[type[Exception], ...]
) -> list[Result]:
    """Run each check, whatever became of those before; say what is under way."""
    results = []
    for check in checks:
        console.print(f"{check.subject}: {check.what} …")
        began = time.monotonic()
        try:
            detail, passed = check.run(), True
        except failures as error:
            detail, passed = f"{error}", False
        results.append(Result(check, passed, detail, time.monotonic() - began))
    return results


def report(results: Sequence[Result], elsewhere: Mapping[str, str], console: Console) -> None:
    """Print what was checked, and what only an account can show."""
    table = Table(title="Checked here", title_justify="left")
    for heading in ("", "Subject", "What", "Seconds", "Detail"):
        table.add_column(
            heading, overflow="fold", justify="right" if heading == "Seconds" else "left"
        )
    for result in results:
        table.add_row(
            "passed" if result.passed else "FAILED",
            result.check.subject,
            result.check.what,
            f"{result.seconds:.0f}",
            result.detail,
            style=None if result.passed else "bold red",
        )
    console.print(table)
    table = Table(title="Not to be checked here", title_justify="left")
    table.add_column("What", overflow="fold")
    table.add_column("How to see it", overflow="fold")
    for what, how in elsewhere.items():
        table.add_row(what, how)
    console.print(table)
    failed = sum(not result.passed for result in results)
    console.print(f"{len(results) - failed} passed, {failed} failed.")
