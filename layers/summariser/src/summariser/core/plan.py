"""Plan: which model of the chain writes a listing's summary, and in how many calls."""

import hashlib
from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict

from summariser.domain.document import Document
from summariser.domain.errors import EveryModelFailed
from summariser.domain.profiles import Profile
from summariser.domain.summary import ModelFailure
from summariser.domain.verification import VerifySentences
from summariser.llm.budget import TokenBudget
from summariser.llm.chunking import Chunk, split_document
from summariser.llm.models import Model
from summariser.llm.prompts import VERSION

TOO_LONG = "InputTooLong"
SPEND_CEILING = "DailySpendCeiling"
DRAFT_BLOCKED = "DraftBlocked"
# How often a listing is planned again for half the room, where a model calls a prompt too long.
MOST_HALVINGS = 3


class Plan(BaseModel):
    """How a listing version is summarised; it has no chunks where it fits one prompt."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    model: str
    language: str
    correction: float  # of the token estimates, so that every step of a plan counts alike
    attempt: int  # plans of this listing version that failed before
    content: str  # of the document and all that its summary depends on
    chunks: tuple[Chunk, ...]
    failures: tuple[ModelFailure, ...]


def make_plan(
    document: Document,
    chain: Sequence[Model],
    failures: tuple[ModelFailure, ...],
    *,
    profiles: Sequence[Profile],
    last_resort: Model,
    correction: Callable[[str, str], float],
    ceiling_usd: float | None = None,
) -> Plan:
    """Plan for the first model of a chain that has not failed.

    `correction` of a model and a language is the ratio of counted to estimated tokens. Where a
    `ceiling_usd` was reached, the cheapest model writes, and the plan says so of those before it.

    Raises `EveryModelFailed` where no model is left.
    """
    frugal = ceiling_usd is not None
    model = choose_model(chain, failures, frugal=frugal, last_resort=last_resort)
    if ceiling_usd is not None:
        failures += _skipped_models(chain, model, failures, ceiling_usd)
    metered = model.runs_on.metered
    ratio = correction(model.name, document.language) if metered else 1.0
    halvings = sum(
        failure.model == model.name and failure.error == TOO_LONG for failure in failures
    )
    return Plan(
        model=model.name,
        language=document.language,
        correction=ratio,
        attempt=len(failures),
        content=content_key(document, chain, profiles),
        chunks=plan_chunks(document, model, profiles, correction=ratio, halvings=halvings),
        failures=failures,
    )


def _skipped_models(
    chain: Sequence[Model], chosen: Model, failures: Sequence[ModelFailure], ceiling_usd: float
) -> tuple[ModelFailure, ...]:
    known = {failure.model for failure in failures}
    cause = f"Today's spend ceiling of ${ceiling_usd:g} is reached: a cheaper model writes."
    return tuple(
        ModelFailure(model=model.name, error=SPEND_CEILING, cause=cause)
        for model in chain[: chain.index(chosen) if chosen in chain else len(chain)]
        if model.name not in known
    )


def content_key(document: Document, chain: Sequence[Model], profiles: Sequence[Profile]) -> str:
    """Hash all that a summary depends on: where nothing of it changed, neither need the summary.

    The lines are those of preparation, which has made all spaces, marks and encodings alike; of
    figures, places and other words it changes none.
    """
    parts = [
        document.model_dump_json(include={"language", "lines"}),
        VERSION,
        ",".join(model.name for model in chain),
        *(profile.model_dump_json() for profile in profiles),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def choose_model(
    chain: Sequence[Model],
    failures: Sequence[ModelFailure],
    *,
    frugal: bool,
    last_resort: Model,
) -> Model:
    """Choose the first model that has not failed; the cheapest of them where `frugal`.

    Raises `EveryModelFailed` where none is left.
    """
    left = models_left(chain, failures, last_resort=last_resort)
    if not left:
        raise EveryModelFailed(
            [f"{failure.model}: {failure.error}: {failure.cause}" for failure in failures]
        )
    return min(left, key=_typical_cost) if frugal else left[0]


def models_left(
    chain: Sequence[Model], failures: Sequence[ModelFailure], *, last_resort: Model
) -> list[Model]:
    """Give the models of a chain that have not failed.

    Where a check blocked what the others wrote, the last resort writes, in the chain or not.
    """
    left = [model for model in chain if not _is_out(model, failures)]
    blocked = any(failure.error == DRAFT_BLOCKED for failure in failures)
    if not left and blocked and not _is_out(last_resort, failures):
        return [last_resort]
    return left


def choose_verifier(
    chain: Sequence[Model], writer: str, named: Model | None = None
) -> Model | None:
    """Choose the model that verifies what a writer wrote: the named one, or the cheapest.

    It is another one of the chain than the writer where there is one; none where the chain has no
    model that reads prompts.
    """
    if named is not None:
        return named
    readers = [model for model in chain if model.runs_on.reads_prompts]
    others = [model for model in readers if model.name != writer]
    return min(others or readers, key=_typical_cost, default=None)


def requests_of_each(
    chain: Sequence[Model], mode: VerifySentences, named_verifier: Model | None = None
) -> int:
    """Count the requests that every listing is expected to make of the chain's first model.

    It is one to write, and one to verify where that model verifies what it wrote. Chunks of a long
    listing and revisions come on top, and are retried where they find the minute used up.
    """
    first = chain[0]
    if mode is VerifySentences.NONE or not first.runs_on.rewords:
        return 1
    return 2 if choose_verifier(chain, first.name, named_verifier) == first else 1


def _typical_cost(model: Model) -> float:
    """Price a call that stands for all, to tell which model is cheaper."""
    return model.cost_usd(input_tokens=1500, output_tokens=500, seconds=5.0)


def _is_out(model: Model, failures: Sequence[ModelFailure]) -> bool:
    errors = [failure.error for failure in failures if failure.model == model.name]
    too_long = errors.count(TOO_LONG)
    return too_long > MOST_HALVINGS or any(
        error not in (TOO_LONG, SPEND_CEILING) for error in errors
    )


def plan_chunks(
    document: Document,
    model: Model,
    profiles: Sequence[Profile],
    *,
    correction: float,
    halvings: int,
) -> tuple[Chunk, ...]:
    """Part a document for a model; nothing where one prompt holds it."""
    if not model.runs_on.reads_prompts:
        return ()
    budget = TokenBudget(model, document.language, correction)
    room, _ = budget.for_summary(profiles)
    if not halvings and sum(map(budget.line_tokens, document.lines)) <= room:
        return ()
    room, _ = budget.for_chunk()
    return split_document(document, room >> halvings, budget)
