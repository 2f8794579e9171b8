"""Token estimates against what a log of calls says was counted."""

from pathlib import Path

import pytest

from summariser.llm.budget import TokenBudget
from summariser.llm.models import load_models
from summariser.llm.prompts import fenced
from workbench.errors import UsageError
from workbench.evaluation.tokens import evaluate
from workbench.simulator.log import Call

LISTING = "1| You bake 400 loaves of rye bread every night.\n2| We pay 2,600 euros a month."
INSTRUCTIONS = "You take notes on a job listing.\n"


def estimate() -> int:
    budget = TokenBudget(load_models().models["falcon-40b"], "en")
    return budget.prompt_tokens(INSTRUCTIONS, fenced([LISTING], language="en", words=100))


def call(input_tokens: int, *, over_window: bool = False) -> str:
    return Call(
        at=0.0,
        model="falcon-40b",
        language="en",
        task="notes",
        input_tokens=input_tokens,
        instruction_tokens=10,
        max_tokens=100,
        window=2048,
        over_window=over_window,
        output_tokens=20,
        outcome="answered",
        seconds=0.0,
        instructions=INSTRUCTIONS,
        listing=LISTING,
        told="",
        reply="duties| You bake. [1]",
    ).model_dump_json()


def should_say_how_far_counts_are_from_their_estimates(tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    log.write_text(f"{call(estimate() * 2, over_window=True)}\n{call(estimate())}\n")
    errors = evaluate(log)["falcon-40b", "en"]
    assert (errors.prompts, errors.overflowing) == (2, 1)
    assert (errors.least, errors.mean, errors.most) == pytest.approx((0.0, 0.5, 1.0))


@pytest.mark.parametrize(
    ("text", "told"), [("", "no calls"), ('{"a": 1}\n', "was not written by the simulator")]
)
def should_say_what_a_file_lacks(text: str, told: str, tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    log.write_text(text)
    with pytest.raises(UsageError, match=told):
        evaluate(log)
