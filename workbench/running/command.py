"""The `run` command: from LISTINGS to the results, and an exit code."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from rich.console import Console

from summariser.domain.errors import InvalidModelsFile, UnknownModel, UnknownProfile
from summariser.domain.profiles import load_profiles
from summariser.llm.models import Model, load_models
from workbench.errors import UsageError
from workbench.local.runtime import LambdaFolderMissingError
from workbench.report.page import write_report
from workbench.running.accounting import Accounts
from workbench.running.display import Display
from workbench.running.reading import read_records
from workbench.running.results import REPORT, Results
from workbench.running.run import Run
from workbench.running.simulation import print_calls, simulated
from workbench.running.submission import submit
from workbench.running.tables import print_missing, print_results
from workbench.simulator.behaviour import Behaviour

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
ALL_ACCOUNTED_FOR, SOME_MISSING = 0, 1


class Stop:
    """Set by Ctrl-C or a termination signal; a second one interrupts at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        """Tell whether the run should stop."""
        return self.asked


@dataclass(frozen=True)
class RunOptions:
    """What was typed behind `run`."""

    listings: str
    out: Path
    models: list[str]
    profiles: list[str]
    quiet: bool = False
    processes: int | None = None
    behaviour: Behaviour | None = None  # the simulator's, where it answers for the models


def run(options: RunOptions) -> int:
    """Summarise listings on the local engine; returns the exit code.

    Raises `UsageError`.
    """
    chain = chain_of(options.models, options.profiles, simulated=options.behaviour is not None)
    now = datetime.now(UTC)
    records = read_records(options.listings, sys.stdin.buffer)
    accounts = Accounts([submit(record, now) for record in records])
    results = Results(options.out, simulated=options.behaviour is not None)
    parameters = {"ModelChain": ",".join(options.models), "Profiles": ",".join(options.profiles)}
    quiet, progress, output = options.quiet, Console(stderr=True), _output()
    # The engine takes a second or more to import: wrong usage is told before.
    from workbench.local.engine import LocalEngine  # noqa: PLC0415

    with interruptible() as stop:
        try:
            with (
                Display(progress, quiet=quiet) as display,
                simulated(chain, options.behaviour, options.out) as simulation,
                LocalEngine(
                    TEMPLATE,
                    parameters=parameters | simulation.parameters,
                    environment=simulation.environment,
                    sandboxes=options.processes or simulation.processes,
                ) as engine,
            ):
                Run(engine, accounts, results, display.show).work(stop)
        except LambdaFolderMissingError as error:
            raise UsageError(str(error)) from error
        finally:
            # Whatever happened, what was finished is kept and shown.
            results.finish(accounts.position)
            write_report(results)
            if not quiet:
                print_results(output, results, accounts)
                if options.behaviour is not None:
                    print_calls(output, options.out, results.documents)
                output.print(f"Open {options.out / REPORT} to read them beside their listings.")
    if stop.asked:
        progress.print("Stopped before the end.", style="bold red")
    if accounts.missing:
        print_missing(progress, accounts.missing)
        return SOME_MISSING
    return ALL_ACCOUNTED_FOR


def chain_of(
    models: Sequence[str], profiles: Sequence[str], *, simulated: bool
) -> tuple[Model, ...]:
    """Find the models of a chain; raises `UsageError` where this machine cannot run it."""
    try:
        chain = load_models().chain(models)
        load_profiles(profiles)
    except (InvalidModelsFile, UnknownModel, UnknownProfile) as error:
        raise UsageError(str(error)) from error
    for model in chain:
        variable = model.runs_on.endpoint_variable
        if variable and not (simulated or variable in os.environ):
            raise UsageError(
                f"{model.name} is no model of this machine: add --simulate, or set {variable} to "
                "the service's address, and credentials."
            )
    return chain


def _output() -> Console:
    console = Console()
    # Where nobody looks at it, a table need not fit a narrow screen.
    return console if console.is_terminal else Console(width=140)


@contextmanager
def interruptible() -> Iterator[Stop]:
    """Let the first Ctrl-C or termination signal ask for a stop, and the second one interrupt."""
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
