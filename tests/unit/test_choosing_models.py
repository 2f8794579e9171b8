"""Which model of a chain writes and which one verifies, and what that takes of a quota."""

from collections.abc import Sequence

import pytest

from summariser.core.plan import (
    DRAFT_BLOCKED,
    choose_model,
    choose_verifier,
    models_left,
    requests_of_each,
)
from summariser.domain.errors import EveryModelFailed
from summariser.domain.summary import ModelFailure
from summariser.domain.verification import VerifySentences
from summariser.llm.models import Model
from tests.models import any_model, embedded_model

CHAIN = (any_model("small"), any_model("big", input_usd=3.0))


def failure(model: str, error: str = DRAFT_BLOCKED) -> ModelFailure:
    return ModelFailure(model=model, error=error, cause="")


def should_let_the_last_resort_write_where_every_other_draft_is_blocked() -> None:
    chain, last = [any_model("a"), any_model("b")], embedded_model()
    failures = [failure("a"), failure("b", "ContentFiltered")]
    assert choose_model(chain, failures, frugal=False, last_resort=last).name == "embedded"
    assert models_left(chain, [*failures, failure("embedded")], last_resort=last) == []


def should_end_as_before_where_no_draft_was_blocked() -> None:
    failures = [failure("a", "ContentFiltered")]
    with pytest.raises(EveryModelFailed):
        choose_model([any_model("a")], failures, frugal=False, last_resort=embedded_model())


@pytest.mark.parametrize(
    ("chain", "writer", "verifier"),
    [
        (CHAIN, "big", "small"),
        (CHAIN, "small", "big"),
        (CHAIN[:1], "small", "small"),
        ((*CHAIN, any_model("tiny", input_usd=0.1)), "big", "tiny"),
        ((CHAIN[0], embedded_model()), "small", "small"),
    ],
)
def should_have_the_cheapest_model_verify_that_reads_prompts_and_did_not_write(
    chain: Sequence[Model], writer: str, verifier: str
) -> None:
    chosen = choose_verifier(chain, writer)
    assert chosen is not None
    assert chosen.name == verifier


def should_have_the_named_model_verify_even_what_it_wrote() -> None:
    assert choose_verifier(CHAIN, "big", CHAIN[1]) is CHAIN[1]


def should_have_nobody_verify_where_no_model_reads_prompts() -> None:
    assert choose_verifier([embedded_model()], "embedded") is None


@pytest.mark.parametrize(
    ("chain", "mode", "named", "requests"),
    [
        (CHAIN[:1], VerifySentences.REWORDED, None, 2),
        (CHAIN[:1], VerifySentences.DOUBTFUL, None, 2),
        (CHAIN[:1], VerifySentences.NONE, None, 1),
        (CHAIN, VerifySentences.REWORDED, None, 1),
        (CHAIN, VerifySentences.REWORDED, CHAIN[0], 2),
        ((CHAIN[0], embedded_model()), VerifySentences.REWORDED, None, 2),
        ((embedded_model(), CHAIN[0]), VerifySentences.REWORDED, None, 1),
    ],
)
def should_expect_two_requests_of_a_model_that_verifies_what_it_wrote(
    chain: Sequence[Model], mode: VerifySentences, named: Model | None, requests: int
) -> None:
    assert requests_of_each(chain, mode, named) == requests
