"""PlanSummary: the first model of the chain that has not failed, and the calls it takes."""

from collections.abc import Sequence
from functools import partial

from summariser.core.plan import Plan, make_plan
from summariser.domain.document import Document
from summariser.domain.errors import message_of
from summariser.domain.profiles import Profile
from summariser.domain.summary import ModelFailure
from summariser.llm.models import Model
from summariser.ports import ListingStore, Meter
from summariser.steps.states import NextStep, PlanSummaryInput, PlanSummaryOutput


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
    """Plan again for a document that is stored, with what failed; see `plan_document`."""
    return plan_document(
        store.get_document(step_input.document_uri),
        step_input,
        store=store,
        meter=meter,
        chain=chain,
        last_resort=last_resort,
        profiles=profiles,
        ceiling_usd=ceiling_usd,
    )


def plan_document(
    document: Document,
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
    plan_for = partial(
        make_plan,
        document,
        chain,
        failures,
        profiles=profiles,
        last_resort=last_resort,
        correction=meter.correction,
    )
    plan = plan_for()
    frugal = ceiling_usd > 0 and meter.spent_usd() >= ceiling_usd
    if frugal and not _is_written(plan, step_input, store):
        meter.ceiling_reached()
        plan = plan_for(ceiling_usd=ceiling_usd)
    draft_uri = None
    if not plan.failures and not step_input.planned:
        draft_uri = store.find_draft(document_uri=step_input.document_uri, content=plan.content)
    return PlanSummaryOutput(
        next_step=_next_step(plan, draft_uri),
        document_uri=step_input.document_uri,
        model=plan.model,
        plan_uri=store.put_plan(plan, document_uri=step_input.document_uri),
        chunks=tuple(range(len(plan.chunks))),
        concurrency=_named(plan.model, (*chain, last_resort)).concurrency,
        failures=plan.failures,
        merged=None,
        draft_uri=draft_uri,
        previous_draft_uri=None,
    )


def _is_written(plan: Plan, step_input: PlanSummaryInput, store: ListingStore) -> bool:
    """Tell whether the plan's model was paid already, as a batch job is before its listings."""
    uri = store.plan_uri(beside=step_input.document_uri)
    return not plan.failures and bool(
        store.find_written(plan_uri=uri, content=plan.content, revised=False)
    )


def _next_step(plan: Plan, draft_uri: str | None) -> NextStep:
    if draft_uri is not None:
        return NextStep.CHECK
    return NextStep.CHUNKS if plan.chunks else NextStep.WRITE


def _named(name: str, models: Sequence[Model]) -> Model:
    return next(model for model in models if model.name == name)


def _failures(step_input: PlanSummaryInput) -> tuple[ModelFailure, ...]:
    planned = step_input.planned
    if planned is None or planned.failure is None:
        return ()
    cause = message_of(planned.failure.cause)
    failure = ModelFailure(model=planned.model, error=planned.failure.error, cause=cause)
    return (*planned.failures, failure)
