"""Summarise: listings go through the local engine into a folder of results."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from summariser.llm.models import Model
from summariser.records.submission import submit
from workbench.errors import UsageError
from workbench.local.runtime import LambdaFolderMissingError
from workbench.paths import TEMPLATE
from workbench.running.accounting import Accounts
from workbench.running.chain import chain_of
from workbench.running.display import Display
from workbench.running.interruption import interruptible
from workbench.running.model_service import LlmServer, ModelService, proxied
from workbench.running.printing import print_missing, print_results
from workbench.running.reading import read_records
from workbench.running.recorded_replies import MatchedReplies, match_replies
from workbench.running.report_page import write_report
from workbench.running.results import REPORT, Results
from workbench.running.run import Run
from workbench.running.simulation import print_calls, print_played, simulated
from workbench.simulator.behaviour import Behaviour

ALL_ACCOUNTED_FOR, SOME_MISSING = 0, 1


@dataclass(frozen=True)
class RunOptions:
    """Options of `summariser run`."""

    listings: str
    out: Path
    models: list[str]
    profiles: list[str]
    quiet: bool = False
    processes: int | None = None
    behaviour: Behaviour | None = None  # of the simulator, if it replaces the models
    llm: LlmServer | None = None  # the server that replaces SageMaker, if one does
    replies: Path | None = None  # recorded ones, which the simulator plays


def summarise_listings(options: RunOptions) -> int:
    """Summarise listings on the local engine; returns the exit code.

    Raises `UsageError`.
    """
    chain = chain_of(
        options.models,
        options.profiles,
        simulated=options.behaviour is not None,
        proxied=options.llm is not None,
    )
    now = datetime.now(UTC)
    records = read_records(options.listings, sys.stdin.buffer)
    submissions = [submit(record, now) for record in records]
    accounts = Accounts(submissions)
    recorded = match_replies(options.replies, submissions) if options.replies else None
    results = Results(options.out, simulated=options.behaviour is not None)
    parameters = {"ModelChain": ",".join(options.models), "Profiles": ",".join(options.profiles)}
    quiet, progress, output = options.quiet, Console(stderr=True), _output()
    # The engine takes a second or more to import: usage errors are reported before.
    from workbench.local.engine import LocalEngine  # noqa: PLC0415

    with interruptible() as stop:
        try:
            with (
                Display(progress, quiet=quiet) as display,
                _service(options, chain, recorded) as service,
                LocalEngine(
                    TEMPLATE,
                    parameters=parameters | service.parameters,
                    environment=service.environment,
                    sandboxes=options.processes or service.processes,
                ) as engine,
            ):
                Run(engine, accounts, results, display.show).work(stop)
        except LambdaFolderMissingError as error:
            raise UsageError(str(error)) from error
        finally:
            # Whatever happened, finished results are kept and shown.
            results.finish(accounts.position)
            write_report(results)
            if not quiet:
                print_results(output, results, accounts)
                if options.behaviour is not None:
                    print_calls(output, options.out, results.documents)
                if recorded is not None:
                    print_played(output, options.out, recorded)
                output.print(
                    f"Open {options.out / REPORT} to read the summaries beside their listings."
                )
    if stop.asked:
        progress.print("Stopped before the end.", style="bold red")
    if accounts.missing:
        print_missing(progress, accounts.missing)
        return SOME_MISSING
    return ALL_ACCOUNTED_FOR


def _service(
    options: RunOptions, chain: Sequence[Model], recorded: MatchedReplies | None
) -> AbstractContextManager[ModelService]:
    if options.llm is not None:
        return proxied(options.llm)
    return simulated(chain, options.behaviour, options.out, recorded)


def _output() -> Console:
    console = Console()
    # Without a terminal, a table need not fit a narrow screen.
    return console if console.is_terminal else Console(width=140)
