"""Tokens: how far estimates of prompts are from what the simulator counted, by model and language.

    summariser run LISTINGS --model falcon-40b --simulate
    summariser evaluate tokens out/calls.jsonl

The estimates are those of a first call, from characters per token alone: no count corrects them.
The simulator counts by a rule of its own (simulator/tokens.py), which is no model's tokenizer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from summariser.llm.budget import HEADROOM, TokenBudget
from summariser.llm.models import load_models
from summariser.llm.prompts import fenced
from workbench.errors import UsageError
from workbench.simulator.log import Call, read_calls

ANY_WORDS = 100  # as a prompt names some number of words


@dataclass
class Errors:
    """Sums over the prompts of one model and language; shares are counted over estimated - 1."""

    prompts: int = 0
    counted: int = 0
    estimated: int = 0
    least: float = 0.0
    most: float = 0.0
    overflowing: int = 0  # counted above the window, read and written together

    @property
    def mean(self) -> float:
        """The error of all prompts together."""
        return self.counted / self.estimated - 1


def evaluate(path: Path) -> dict[tuple[str, str], Errors]:
    """Measure a log of calls, print a table and return what it shows; raises `UsageError`."""
    try:
        errors = measure(read_calls(path))
    except (ValueError, KeyError) as error:
        raise UsageError(f"{path} is no calls.jsonl of this version's simulator.") from error
    if not errors:
        raise UsageError(f"{path} holds no calls: run with --simulate first.")
    table = Table(
        title="Prompts: counted against estimated tokens",
        caption=f"{HEADROOM:.0%} of each window stays free for what an estimate misses.",
        title_justify="left",
        caption_justify="left",
    )
    for heading in ("model", "language", "prompts", "counted", "estimated"):
        table.add_column(heading, justify="left" if heading in ("model", "language") else "right")
    for heading in ("error", "least", "most", "over the window"):
        table.add_column(heading, justify="right")
    for (model, language), it in sorted(errors.items()):
        counts = [f"{count:,}" for count in (it.prompts, it.counted, it.estimated)]
        shares = [f"{share:+.1%}" for share in (it.mean, it.least, it.most)]
        table.add_row(model, language, *counts, *shares, str(it.overflowing))
    console = Console()
    (console if console.is_terminal else Console(width=120)).print(table)
    return errors


def measure(calls: Iterable[Call]) -> dict[tuple[str, str], Errors]:
    """Compare the estimate of each prompt with its count."""
    models = load_models().models
    found: dict[tuple[str, str], Errors] = {}
    for call in calls:
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
