"""The `run` command: from LISTINGS to the results, and an exit code."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from rich.console import Console

from summariser.errors import ModelsFileWrong, UnknownModel, UnknownProfile
from summariser.models import load_models
from summariser.profiles import load_profiles
from workbench.errors import WrongUsage
from workbench.local.runtime import LambdaFolderMissingError
from workbench.report.page import write_report
from workbench.running.accounting import Ledger
from workbench.running.display import Display
from workbench.running.reading import read_records
from workbench.running.results import REPORT, Results
from workbench.running.run import Run
from workbench.running.submission import submit
from workbench.running.tables import print_missing, print_results

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
ALL_ACCOUNTED_FOR, SOME_MISSING = 0, 1


class Stop:
    """Set by Ctrl-C or a termination signal; a second one interrupts at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        """Tell whether the run should stop."""
        return self.asked


def run(listings: str, out: Path, models: list[str], profiles: list[str], *, quiet: bool) -> int:
    """Summarise listings on the local engine; returns the exit code.

    Raises `WrongUsage`.
    """
    _check_names(models, profiles)
    now = datetime.now(UTC)
    records = read_records(listings, sys.stdin.buffer)
    ledger = Ledger([submit(record, now) for record in records])
    results = Results(out)
    parameters = {"ModelChain": ",".join(models), "Profiles": ",".join(profiles)}
    progress, output = Console(stderr=True), _output()
    # The engine takes a second or more to import: wrong usage is told before.
    from workbench.local.engine import LocalEngine  # noqa: PLC0415

    with _interruptible() as stop:
        try:
            with (
                Display(progress, quiet=quiet) as display,
                LocalEngine(TEMPLATE, parameters=parameters) as engine,
            ):
                Run(engine, ledger, results, display.show).work(stop)
        except LambdaFolderMissingError as error:
            raise WrongUsage(str(error)) from error
        finally:
            # Whatever happened, what was finished is kept and shown.
            results.finish(ledger.position)
            write_report(results)
            if not quiet:
                print_results(output, results, ledger)
                output.print(f"Open {out / REPORT} to read them beside their listings.")
    if stop.asked:
        progress.print("Stopped before the end.", style="bold red")
    if ledger.missing:
        print_missing(progress, ledger.missing)
        return SOME_MISSING
    return ALL_ACCOUNTED_FOR


def _check_names(models: list[str], profiles: list[str]) -> None:
    try:
        load_models().chain(models)
        load_profiles(profiles)
    except (ModelsFileWrong, UnknownModel, UnknownProfile) as error:
        raise WrongUsage(str(error)) from error


def _output() -> Console:
    console = Console()
    # Where nobody looks at it, a table need not fit a narrow screen.
    return console if console.is_terminal else Console(width=140)


@contextmanager
def _interruptible() -> Iterator[Stop]:
    stop = Stop()

    def ask(number: int, _frame: FrameType | None) -> None:
        stop.asked = True
        signal.signal(number, signal.default_int_handler)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
