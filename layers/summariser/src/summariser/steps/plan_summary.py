"""PlanSummary: the first model of the chain that has not failed, and the calls it takes."""

from collections.abc import Sequence

from summariser.core.plan import (
    SPEND_CEILING,
    TOO_LONG,
    Plan,
    choose_model,
    content_key,
    plan_chunks,
)
from summariser.domain.errors import message_of
from summariser.domain.profiles import Profile
from summariser.domain.summary import ModelFailure
from summariser.llm.models import Model, Provider
from summariser.ports import ListingStore, Meter
from summariser.steps.states import PlanSummaryInput, PlanSummaryOutput


def plan_summary(
    step_input: PlanSummaryInput,
    *,
    store: ListingStore,
    meter: Meter,
    chain: Sequence[Model],
    last_resort: Model,
    profiles: Sequence[Profile],
    ceiling_usd: float,
) -> PlanSummaryOutput:
    """Plan a summary, or plan it again with what failed; a day's ceiling of 0 is none.

    Where a draft of the same content was accepted, of this version or another one of the listing,
    no model is needed.

    Raises `EveryModelFailed` where no model of the chain is left.
    """
    failures = _failures(step_input)
    frugal = ceiling_usd > 0 and meter.spent_usd() >= ceiling_usd
    model = choose_model(chain, failures, frugal=frugal, last_resort=last_resort)
    if frugal:
        meter.ceiling_reached()
        failures += _skipped_models(chain, model, failures, ceiling_usd)
    document = store.get_document(step_input.document_uri)
    content = content_key(document, chain, profiles)
    paid = model.provider is not Provider.EMBEDDED
    correction = meter.correction(model.name, document.language) if paid else 1.0
    too_long = [it for it in failures if it.model == model.name and it.error == TOO_LONG]
    plan = Plan(
        model=model.name,
        language=document.language,
        correction=correction,
        attempt=len(failures),
        content=content,
        chunks=plan_chunks(
            document, model, profiles, correction=correction, halvings=len(too_long)
        ),
        failures=failures,
    )
    return PlanSummaryOutput(
        model=model.name,
        plan_uri=store.put_plan(plan, document_uri=step_input.document_uri),
        chunks=tuple(range(len(plan.chunks))),
        concurrency=model.concurrency,
        failures=failures,
        merged=None,
        draft_uri=(
            None
            if failures or step_input.planned
            else store.find_draft(document_uri=step_input.document_uri, content=content)
        ),
        previous_draft_uri=None,
    )


def _failures(step_input: PlanSummaryInput) -> tuple[ModelFailure, ...]:
    planned = step_input.planned
    if planned is None or planned.failure is None:
        return ()
    cause = message_of(planned.failure.cause)
    failure = ModelFailure(model=planned.model, error=planned.failure.error, cause=cause)
    return (*planned.failures, failure)


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
