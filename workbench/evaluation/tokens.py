"""Tokens: the error of token estimates against the simulator's counts, by model and language.

    summariser run LISTINGS --model falcon-40b --simulate
    summariser evaluate tokens out/calls.jsonl

The estimates are those before any call, from characters per token alone. The simulator counts by
its own rule (simulator/token_count.py), which is not the tokenizer of any model.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from summariser.llm.budget import HEADROOM, TokenBudget
from summariser.llm.models import load_models
from summariser.llm.prompts import Task, fenced
from workbench.errors import UsageError
from workbench.simulator.log import Call, read_calls

ANY_WORDS = 100  # the number of words in a prompt hardly changes its length


@dataclass
class Errors:
    """Totals over the prompts of one model and language; errors are counted / estimated - 1."""

    prompts: int = 0
    counted: int = 0
    estimated: int = 0
    least: float = 0.0
    most: float = 0.0
    overflowing: int = 0  # prompts and replies together longer than the window

    @property
    def mean(self) -> float:
        """The error over all prompts."""
        return self.counted / self.estimated - 1


def evaluate(path: Path) -> dict[tuple[str, str], Errors]:
    """Measure a log of calls; prints and returns the errors. Raises `UsageError`."""
    try:
        errors = measure(read_calls(path))
    except (ValueError, KeyError) as error:
        raise UsageError(f"{path} was not written by the simulator of this version.") from error
    if not errors:
        raise UsageError(f"{path} has no calls: run with --simulate first.")
    table = Table(
        title="Counted and estimated tokens of prompts",
        caption=f"{HEADROOM:.0%} of each window stays free for errors of the estimate.",
        title_justify="left",
        caption_justify="left",
    )
    for heading in ("model", "language", "prompts", "counted", "estimated"):
        table.add_column(heading, justify="left" if heading in ("model", "language") else "right")
    for heading in ("error", "least", "most", "over the window"):
        table.add_column(heading, justify="right")
    for (model, language), sums in sorted(errors.items()):
        counts = [f"{count:,}" for count in (sums.prompts, sums.counted, sums.estimated)]
        shares = [f"{share:+.1%}" for share in (sums.mean, sums.least, sums.most)]
        table.add_row(model, language, *counts, *shares, str(sums.overflowing))
    console = Console()
    (console if console.is_terminal else Console(width=120)).print(table)
    return errors


def measure(calls: Iterable[Call]) -> dict[tuple[str, str], Errors]:
    """Compare the estimate of each prompt with its count; a verifier's prompts name no language."""
    models = load_models().models
    found: dict[tuple[str, str], Errors] = {}
    for call in calls:
        if call.task == Task.VERIFY:
            continue
        budget = TokenBudget(models[call.model], call.language)
        data = fenced([call.listing], language=call.language, words=ANY_WORDS)
        estimated = budget.prompt_tokens(call.instructions, data)
        error = call.input_tokens / estimated - 1
        errors = found.setdefault((call.model, call.language), Errors(least=error, most=error))
        errors.prompts += 1
        errors.counted += call.input_tokens
        errors.estimated += estimated
        errors.least = min(errors.least, error)
        errors.most = max(errors.most, error)
        errors.overflowing += call.over_window
    return found
