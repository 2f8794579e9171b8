"""Simulation: a run whose model calls the simulator answers, and what its log shows."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from summariser.domain.document import Document
from summariser.llm.models import Model, load_models
from summariser.records.submission import Key
from workbench.errors import UsageError
from workbench.running.model_service import ModelService
from workbench.running.recorded_replies import MatchedReplies
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.log import Call, read_calls
from workbench.simulator.process import environment, simulator
from workbench.simulator.unread_lines import unread_lines

CALLS = "calls.jsonl"
SHOWN = 10  # listings in a message
PROCESSES = 8  # of each function: they mostly wait for answers
TIMEOUT_S = 10  # a model that takes this much longer than its latency hangs


@contextmanager
def simulated(
    chain: Sequence[Model],
    behaviour: Behaviour | None,
    out: Path | None = None,
    recorded: MatchedReplies | None = None,
) -> Iterator[ModelService]:
    """Run the simulator until the block ends, given a behaviour; logs the calls to `out`."""
    if behaviour is None:
        yield ModelService()
        return
    region = {"AWS_REGION": _region(chain)}
    log = out / CALLS if out else None
    replies = recorded.replies if recorded else None
    with simulator(behaviour, log=log, replies=replies) as url:
        yield ModelService(
            parameters={"ModelTimeoutSeconds": str(TIMEOUT_S + math.ceil(behaviour.base_s))},
            environment=environment(url) | region,
            processes=PROCESSES,
            url=url,
        )


def _region(chain: Sequence[Model]) -> str:
    """Find a region that has every model of a chain; raises `UsageError` when none has."""
    geographies = load_models().geographies
    everywhere = {region for regions in geographies.values() for region in regions}
    common = everywhere
    for model in chain:
        of_model = {region for name in model.geographies for region in geographies[name]}
        common = common & (of_model or everywhere)
    if not common:
        raise UsageError("No region has all models of this chain: see `summariser models`.")
    return "eu-central-1" if "eu-central-1" in common else min(common)


def print_calls(console: Console, out: Path, documents: Mapping[Key, Document]) -> None:
    """Print from the log of a run whether windows were respected and every line was read."""
    calls = read_calls(out / CALLS)
    table = Table(title="Calls of simulated models", title_justify="left")
    for heading in ("task", "calls", "answered", "over the window", "instructions", "largest"):
        table.add_column(heading, justify="left" if heading == "task" else "right")
    for task in dict.fromkeys(call.task for call in calls):
        _add(table, task, [call for call in calls if call.task == task])
    console.print(table)
    unread = sum(len(unread_lines(document, calls)) for document in documents.values())
    lines = sum(len(document.lines) for document in documents.values())
    console.print(
        f"{lines - unread} of {lines} lines of the summarised listings were read by a call. "
        f"Every call is in {out / CALLS}; the simulator wrote the texts, not a model.",
        highlight=False,
    )


def print_played(console: Console, out: Path, recorded: MatchedReplies) -> None:
    """Print how many recorded replies the run played, and the listings whose reply it did not."""
    unplayed = recorded.unplayed(read_calls(out / CALLS))
    total = len(recorded.replies) + len(recorded.unmatched)
    console.print(f"{total - len(unplayed)} of {total} recorded replies were played.")
    if unplayed:
        names = ", ".join(unplayed[:SHOWN]) + (", ..." if len(unplayed) > SHOWN else "")
        console.print(
            f"Not played: {names}. Such a listing is not in this run, is not written in one call "
            "from its whole text, or had no call that was answered.",
            style="yellow",
            markup=False,
        )


def _add(table: Table, task: str, calls: Sequence[Call]) -> None:
    share = max(call.instruction_tokens / call.window for call in calls)
    largest = max(call.input_tokens + call.max_tokens for call in calls)
    table.add_row(
        task,
        str(len(calls)),
        str(sum(call.outcome == "answered" for call in calls)),
        str(sum(call.over_window for call in calls)),
        f"{max(call.instruction_tokens for call in calls)} tokens, {share:.0%} of the window",
        f"{largest} of {calls[0].window}",
    )
