"""Soak: a stream of events is processed under injected faults, and nothing may be lost."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from summariser.adapters.sqs import ListingQueue
from summariser.domain.dead_letters import ReplayDeadLettersInput
from summariser.domain.ledger import UNFINISHED, Entry
from summariser.domain.summary import Status
from summariser.llm.models import Model
from summariser.steps.replay_dead_letters import replay_dead_letters
from workbench.errors import UsageError
from workbench.local.concurrency import TooManyRequestsError
from workbench.local.engine import LocalEngine
from workbench.local.faults import SeededFaults, TokenBucket
from workbench.local.runtime import LambdaFolderMissingError
from workbench.operations.ledger import LedgerReader
from workbench.paths import TEMPLATE
from workbench.running.chain import chain_of
from workbench.running.local_stack import LocalStack
from workbench.running.model_service import ModelService
from workbench.running.printing import printable
from workbench.running.sending import Parcel, Sender, batches
from workbench.running.simulation import simulated
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.process import behave
from workbench.soak.announcements import heard, listening
from workbench.soak.faults_file import SoakFaults, read_faults
from workbench.soak.outcome import Outcome, outcome
from workbench.soak.stream import Message, events

VISIBLE_AGAIN_S = "8"  # instead of 180: messages of a killed function return sooner
STALLED_MINUTES = "0.5"  # instead of 15
TIMEOUT_S = 1000.0  # without progress: an event may wait 900 s between two looks at it
SANDBOXES = 6  # at most, of each function: they mostly wait for retries
LATENCY_S = 0.02  # of a simulated model
# Of the functions that run at once, ingest has reserved those of both queues, dead letters 10, and
# the sweep one. Executions share the rest, and a few more may be open: some wait for a retry.
BATCHES = 2
RESERVED = BATCHES + 2
MAX_REPLAYS = 5
MAX_WAITING = 100  # messages on the queue before sending pauses
POLL_S = 2.0
REPORT_EVERY_S = 10.0
SHOWN = (Status.PUBLISHED, Status.HELD, Status.SUPERSEDED, Status.WITHDRAWN)
MAX_SHOWN = 20
CLEAN, NOT_CLEAN = 0, 1


@dataclass(frozen=True)
class SoakOptions:
    """Options of `summariser soak`."""

    listings: int
    seed: int
    faults: Path | None
    concurrency: int | None  # functions that run at once
    starts_per_s: float | None  # of executions
    sweep_every_s: float  # instead of 5 minutes
    models: list[str]


def run_soak(options: SoakOptions) -> int:
    """Run a soak and print its table; returns the exit code. Raises `UsageError`."""
    plan = read_faults(options.faults) if options.faults else read_faults()
    chain = chain_of(options.models, [], simulated=True)
    messages = events(options.listings, options.seed, plan.stream)
    logging.getLogger("workbench.local").setLevel(logging.CRITICAL)  # faults are expected
    began = time.monotonic()
    rate = options.starts_per_s
    starts = TokenBucket(rate, size=4 * rate) if rate else None
    faults = plan.of_engine(options.seed, starts)
    with (
        _running(options, plan, chain, faults) as (engine, simulation),
        listening(engine) as inbox,
    ):
        soak = Soak(engine, messages, sweep_every_s=options.sweep_every_s)
        soak.send_all()
        soak.wait_until_settled("With faults", but_for_delayed=True)
        faults.off()
        behave(_url(simulation), _behaviour(options.seed))
        soak.wait_until_settled("Without faults")
        replayed = soak.replay()
        injected = {fault.value: count for fault, count in sorted(faults.injected.items())}
        injected["starts throttled"] = starts.refused if starts else 0
        injected["functions refused"] = engine.concurrency.refused.total()
        found = outcome(soak.stack, messages, heard(inbox), replayed=replayed, injected=injected)
    _print(Console(highlight=False), options, found, time.monotonic() - began)
    return CLEAN if found.is_clean else NOT_CLEAN


@contextmanager
def _running(
    options: SoakOptions, plan: SoakFaults, chain: Sequence[Model], faults: SeededFaults
) -> Iterator[tuple[LocalEngine, ModelService]]:
    behaviour = _behaviour(options.seed, plan.models)
    try:
        with (
            simulated(chain, behaviour) as simulation,
            LocalEngine(
                TEMPLATE,
                parameters=simulation.parameters
                | {"ModelChain": ",".join(options.models), "StalledMinutes": STALLED_MINUTES}
                | _limits(options.concurrency),
                environment=simulation.environment,
                sandboxes=SANDBOXES,
                faults=faults,
                concurrency=options.concurrency,
            ) as engine,
        ):
            yield engine, simulation
    except LambdaFolderMissingError as error:
        raise UsageError(str(error)) from error


def _limits(concurrency: int | None) -> dict[str, str]:
    """Choose parameters as a deployment to such an account would."""
    if concurrency is None:
        return {}
    return {
        "MaximumConcurrency": str(BATCHES),
        "ReservedConcurrency": str(RESERVED),
        "MaximumExecutions": str(concurrency - RESERVED),
    }


def _behaviour(seed: int, faults: Mapping[Fault, float] | None = None) -> Behaviour:
    """Make the simulator fast: a soak waits for retries, not for texts."""
    return Behaviour(
        base_s=LATENCY_S, read_rate=None, write_rate=None, faults=dict(faults or {}), seed=seed
    )


def _url(simulation: ModelService) -> str:
    if simulation.url is None:
        raise UsageError(
            "A soak needs a model that the simulator can replace: see `summariser models`."
        )
    return simulation.url


class Soak:
    """Sends a stream through an engine, and runs the sweep that a schedule runs in production."""

    def __init__(
        self, engine: LocalEngine, messages: Sequence[Message], *, sweep_every_s: float
    ) -> None:
        self.stack = LocalStack.of(engine, "soak")
        self._engine = engine
        self._messages = messages
        self._sweep_every_s = sweep_every_s
        self._began = self._swept_at = time.monotonic()
        self._sqs = engine.client("sqs")
        for output in ("InteractiveQueueUrl", "ListingQueueUrl", "BackfillQueueUrl"):
            self._sqs.set_queue_attributes(
                QueueUrl=engine.outputs[output], Attributes={"VisibilityTimeout": VISIBLE_AGAIN_S}
            )
        self._reported_at = 0.0
        self._console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.completed:.0f}/{task.total:.0f} {task.fields[of]}"),
            TimeElapsedColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )

    def send_all(self) -> None:
        """Send the stream in order, no faster than the functions process it."""
        sender = Sender(
            self._sqs,
            self._engine.client("s3"),
            queue_url=self.stack.listing_queue_url,
            bucket=self.stack.listing_bucket,
        )
        parcels = [Parcel(number, message.body) for number, message in enumerate(self._messages)]
        with self._progress:
            task = self._progress.add_task("Sending", total=len(parcels), of="messages")
            for batch in batches(parcels):
                sender.send(batch)
                self._progress.advance(task, len(batch))
                self._report("Sending", batch[-1].position + 1, len(parcels))
                while batch[0].position % 100 < len(batch) and self._waiting() > MAX_WAITING:
                    time.sleep(0.5)
                    self._sweep()

    def wait_until_settled(self, when: str, *, but_for_delayed: bool = False) -> None:
        """Wait until every version is settled; raises `RuntimeError` when nothing progresses.

        An event that waits for minutes after a fault may be left for when there are none.
        """
        ledger = LedgerReader(self.stack)
        with self._progress:
            task = self._progress.add_task(when, total=0, of="versions settled")
            before, changed_at = -1, time.monotonic()
            while True:
                rows = list(ledger.all())
                settled = sum(map(_is_settled, rows))
                self._progress.update(task, total=len(rows), completed=settled)
                self._report(when, settled, len(rows))
                if settled == len(rows) and self._engine.idle(but_for_delayed=but_for_delayed):
                    return
                if settled != before:
                    before, changed_at = settled, time.monotonic()
                if time.monotonic() - changed_at > TIMEOUT_S:
                    raise RuntimeError(f"nothing progressed for {TIMEOUT_S:.0f} s")
                time.sleep(POLL_S)
                self._sweep()

    def replay(self) -> int:
        """Send the dead letters back once; returns how many."""
        done = replay_dead_letters(
            ReplayDeadLettersInput(max_replays=MAX_REPLAYS),
            dead_letters=self.stack.dead_letter_queue(),
            replays=ListingQueue(self.stack.listing_queue_url, self._sqs),
            may_go_on=lambda: True,
        )
        self.wait_until_settled("Replayed")
        return done.replayed

    def _report(self, when: str, done: int, total: int) -> None:
        """Print a line at intervals when there is no terminal to show the progress bar."""
        if not self._console.is_terminal and time.monotonic() - self._reported_at > REPORT_EVERY_S:
            self._reported_at = time.monotonic()
            seconds = self._reported_at - self._began
            self._console.print(f"{seconds:4.0f} s  {when}: {done} of {total}", highlight=False)

    def _sweep(self) -> None:
        if time.monotonic() - self._swept_at > self._sweep_every_s:
            with suppress(TooManyRequestsError):  # the sweep of the schedule runs
                self._engine.invoke("SweepLedgerFunction", {})
            self._swept_at = time.monotonic()

    def _waiting(self) -> int:
        name = "ApproximateNumberOfMessages"
        reply = self._sqs.get_queue_attributes(
            QueueUrl=self.stack.listing_queue_url, AttributeNames=[name]
        )
        return int(reply["Attributes"][name])


def _is_settled(entry: Entry) -> bool:
    """Whether a version needs no more work, not even by the sweep."""
    if entry.unannounced is not None:
        return False
    if entry.status is Status.WITHDRAWN:
        return entry.erased_at is not None
    return entry.status not in UNFINISHED


def _print(console: Console, options: SoakOptions, found: Outcome, seconds: float) -> None:
    table = Table(title=f"Soak of {options.listings} listings, seed {options.seed}")
    row: dict[str, int] = {
        "in": found.messages,
        **{str(status): found.statuses[status] for status in SHOWN},
        "dead": found.dead_letters,
        "replayed": found.replayed,
        "announced": found.announced,
        "reused": found.reused,
        "lost": len(found.lost),
        "doubled": len(found.doubled),
    }
    for heading in row:
        table.add_column(heading, justify="right")
    table.add_row(*map(str, row.values()))
    (console if console.is_terminal else Console(width=120)).print(table)
    faults = ", ".join(f"{count} {name}" for name, count in found.injected.items())
    console.print(f"{seconds:.0f} s. Injected failures: {faults or 'none'}.")
    for name, problems in (("lost", found.lost), ("doubled", found.doubled)):
        for problem in problems[:MAX_SHOWN]:
            text = f"{name}: {problem.listing_id} version {problem.version} {problem.message}"
            console.print(Text(printable(text), style="bold red"), soft_wrap=True)
