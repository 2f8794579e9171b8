"""Windows: how the local engine processes long listings with simulated models of small windows.

Wall-clock time runs from the event on the queue to the end of the execution, with every process
started and warm. Depth is the number of states on the path of an execution that call a model; a Map
of chunks or groups counts once, however many run in parallel.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from summariser.core.plan import plan_chunks
from summariser.domain.listing import Listing
from summariser.domain.profiles import load_profiles
from summariser.llm.models import Model, load_models
from summariser.preparation.prepare import prepare_document
from summariser.records.record import Record
from summariser.records.submission import submit
from workbench.benchmark.long_listings import long_listing
from workbench.errors import UsageError
from workbench.local.engine import LocalEngine
from workbench.paths import TEMPLATE
from workbench.running.sending import Sender
from workbench.running.simulation import simulated
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.log import read_calls

RESULTS = "benchmark.jsonl"
MODEL_STATES = ("SummariseChunks", "ReduceGroups", "WriteSummary")
POLL_S = 0.1
ALL_MEASURED, SOME_FAILED = 0, 1


@dataclass(frozen=True)
class BenchmarkOptions:
    """Options of `summariser benchmark models`."""

    tokens: Sequence[int]
    windows: Sequence[int]
    behaviour: Behaviour
    out: Path
    processes: int | None = None  # of each function


@dataclass(frozen=True)
class Row:
    """One listing with one model; `error` says why the execution failed."""

    model: str
    window: int
    listing_tokens: int
    calls: int
    depth: int
    input_tokens: int
    output_tokens: int
    over_window: int
    wall_s: float
    stretch: float  # wall-clock time / (depth x latency)
    error: str | None = field(default=None)


def measure(options: BenchmarkOptions) -> int:
    """Measure every length at every window, print and write the table; returns the exit code.

    Raises `UsageError` when no model has one of the windows.
    """
    progress, rows = Console(stderr=True), []
    models = [_model_of(window) for window in options.windows]
    options.out.mkdir(parents=True, exist_ok=True)
    with progress.status("") as status:
        for model in models:
            for step in _measure_model(model, options):
                if isinstance(step, Row):
                    rows.append(step)
                else:
                    status.update(f"{model.name}, {model.window:,} tokens: {step} ...")
    lines = "".join(f"{json.dumps(asdict(row))}\n" for row in rows)
    (options.out / RESULTS).write_text(lines, encoding="utf-8")
    console = Console()
    (console if console.is_terminal else Console(width=140)).print(_table(rows, options))
    return SOME_FAILED if any(row.error for row in rows) else ALL_MEASURED


def _model_of(window: int) -> Model:
    models = load_models().models.values()
    found = next((model for model in models if model.window == window), None)
    if found is None:
        known = ", ".join(map(str, sorted({model.window for model in models if model.id})))
        raise UsageError(
            f"No model in models.toml has a window of {window}; the windows are: {known}."
        )
    return found


def _measure_model(model: Model, options: BenchmarkOptions) -> Iterator[Row | str]:
    """Start a stack, warm up every process and measure; yields each step in words, and each row."""
    out = options.out / model.name
    out.mkdir(exist_ok=True)
    listings = {
        length: long_listing(length, seed=options.behaviour.seed) for length in options.tokens
    }
    longest = listings[max(listings)]
    yield "starting"
    with (
        simulated([model], options.behaviour, out) as simulation,
        LocalEngine(
            TEMPLATE,
            parameters={"ModelChain": model.name, "VerifySentences": "none"}
            | simulation.parameters,
            environment=simulation.environment,
            sandboxes=options.processes or max(2, _chunks(longest, model)),
            logs=out / "logs",
        ) as engine,
    ):
        stack = _Stack(engine, out / "calls.jsonl")
        yield "warming up"
        stack.summarise("warm", longest)
        for tokens, listing in listings.items():
            yield f"a listing of {tokens:,} tokens"
            yield stack.measure(f"long-{tokens}", listing, tokens, model, options.behaviour)


def _chunks(listing: dict[str, str], model: Model) -> int:
    document = prepare_document(Listing.model_validate(listing), listing_id="any", version=1)
    return len(plan_chunks(document, model, load_profiles(), correction=1.0, halvings=0))


class _Stack:
    """A running stack, and the log of its simulated calls."""

    def __init__(self, engine: LocalEngine, log: Path) -> None:
        self._engine = engine
        self._log = log
        self._stepfunctions = engine.client("stepfunctions")
        self._sender = Sender(
            engine.client("sqs"),
            engine.client("s3"),
            queue_url=engine.outputs["ListingQueueUrl"],
            bucket=engine.outputs["ListingBucketName"],
        )

    def summarise(self, listing_id: str, listing: dict[str, str]) -> tuple[dict[str, Any], float]:
        """Summarise one listing on its own; returns its execution and the seconds it took."""
        listing = listing | {"listing_id": listing_id}
        record = Record(listing_id, json.dumps(listing), listing)
        parcel = self._sender.pack(0, submit(record, datetime.now(UTC)))
        began = time.time()
        self._sender.send([parcel])
        while not self._engine.idle():
            time.sleep(POLL_S)
        machine = self._engine.outputs["StateMachineArn"]
        found = self._stepfunctions.list_executions(stateMachineArn=machine)["executions"]
        (execution,) = [
            execution for execution in found if execution["name"].startswith(f"{listing_id}-v")
        ]
        return execution, execution["stopDate"].timestamp() - began

    def measure(
        self,
        listing_id: str,
        listing: dict[str, str],
        tokens: int,
        model: Model,
        behaviour: Behaviour,
    ) -> Row:
        """Summarise one listing on its own, and count its calls and tokens."""
        before = len(read_calls(self._log))
        execution, wall_s = self.summarise(listing_id, listing)
        calls = read_calls(self._log)[before:]
        depth = self._depth(execution["executionArn"])
        return Row(
            model=model.name,
            window=model.window,
            listing_tokens=tokens,
            calls=len(calls),
            depth=depth,
            input_tokens=sum(call.input_tokens for call in calls),
            output_tokens=sum(call.output_tokens for call in calls),
            over_window=sum(call.over_window for call in calls),
            wall_s=round(wall_s, 3),
            stretch=round(wall_s / (max(1, depth) * behaviour.base_s), 3)
            if behaviour.base_s
            else 0.0,
            error=self._error(execution),
        )

    def _depth(self, arn: str) -> int:
        pages = self._stepfunctions.get_paginator("get_execution_history").paginate(
            executionArn=arn
        )
        events = (event for page in pages for event in page["events"])
        entered = [event.get("stateEnteredEventDetails", {}).get("name") for event in events]
        return sum(name in MODEL_STATES for name in entered)

    def _error(self, execution: dict[str, Any]) -> str | None:
        if execution["status"] == "SUCCEEDED":
            return None
        found = self._stepfunctions.describe_execution(executionArn=execution["executionArn"])
        return f"{found.get('error')}: {found.get('cause')}"


def _table(rows: Sequence[Row], options: BenchmarkOptions) -> Table:
    table = Table(
        title=f"Simulated models, {options.behaviour.base_s:g} s per call",
        caption="Depth: consecutive calls. Stretch: wall-clock time / (depth x latency). Calls "
        f"are in {options.out}/*/calls.jsonl; no model wrote the texts.",
        title_justify="left",
        caption_justify="left",
    )
    for heading in ("model", "window", "listing", "calls", "depth", "tokens in", "tokens out"):
        table.add_column(heading, justify="left" if heading == "model" else "right")
    for heading in ("over the window", "wall clock", "stretch"):
        table.add_column(heading, justify="right")
    for row in rows:
        counts = (row.calls, row.depth, row.input_tokens, row.output_tokens, row.over_window)
        table.add_row(
            row.model,
            f"{row.window:,}",
            f"{row.listing_tokens:,}",
            *(f"{count:,}" for count in counts),
            row.error or f"{row.wall_s:.2f} s",
            "" if row.error or not row.stretch else f"{row.stretch:.2f}",
        )
    return table
