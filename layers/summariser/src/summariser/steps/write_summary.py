"""WriteSummary: a model writes the summaries of a listing for every profile; they are checked."""

from functools import partial

from summariser.core.attempt import Attempt
from summariser.core.calling import call_model
from summariser.core.draft import write_draft
from summariser.domain.summary import Draft
from summariser.llm.models import Model
from summariser.llm.text_model import TextModel
from summariser.ports import ListingStore, Meter
from summariser.steps.judged import Criteria, Judging
from summariser.steps.states import WriteSummaryInput, WriteSummaryOutput


def write_summary(
    step_input: WriteSummaryInput,
    *,
    store: ListingStore,
    meter: Meter,
    model: Model,
    text_model: TextModel,
    criteria: Criteria,
) -> WriteSummaryOutput:
    """Have a listing's summaries written and check them; judge them unless they are verified first.

    Where the checks found something wrong with a previous draft, its model is shown what, and
    writes once more. Raises what `write_draft` raises, and then no draft is kept. Whatever fails
    later, the draft is found again, and no model is called twice for it.
    """
    judging = Judging.read(step_input, criteria.writers, store)
    attempt = Attempt(judging.document, judging.plan, model, criteria.writers.profiles)
    judged, verifier = judging.checked(
        _written(step_input, attempt, store=store, meter=meter, text_model=text_model),
        criteria,
        meter=meter,
    )
    return WriteSummaryOutput(
        verdict=judged.verdict,
        draft_uri=judging.keep(judged, store=store, meter=meter),
        cause=judged.cause,
        verifier=verifier,
    )


def _written(
    step_input: WriteSummaryInput,
    attempt: Attempt,
    *,
    store: ListingStore,
    meter: Meter,
    text_model: TextModel,
) -> Draft:
    """Find the draft that this plan's model wrote, or have it written and store it."""
    plan_uri, content = step_input.plan_uri, attempt.plan.content
    merged, previous_uri = step_input.merged, step_input.previous_draft_uri
    known = store.find_written(plan_uri=plan_uri, content=content, revised=previous_uri is not None)
    if known is not None and known.model == attempt.model.name:
        return known
    draft = write_draft(
        attempt,
        ask=partial(call_model, text_model=text_model, record=meter.record),
        notes=store.get_merged(merged.notes_uri) if merged else None,
        previous=store.get_draft(previous_uri) if previous_uri else None,
    )
    if draft.usage.calls or attempt.plan.failures:  # else no service was called
        usage = meter.usage(draft.listing_id, draft.version)
        draft = draft.model_copy(update={"usage": usage})
    store.put_written(draft, plan_uri=plan_uri, content=content)
    return draft
