"""WriteSummary: a model writes the summaries of a listing, for every profile at once."""

from collections.abc import Sequence
from functools import partial

from summariser.core.attempt import Attempt
from summariser.core.calling import call_model
from summariser.core.draft import write_draft
from summariser.domain.profiles import Profile
from summariser.llm.models import Model
from summariser.llm.text_model import TextModel
from summariser.ports import ListingStore, Meter
from summariser.steps.states import WriteSummaryInput, WriteSummaryOutput


def write_summary(
    step_input: WriteSummaryInput,
    *,
    store: ListingStore,
    meter: Meter,
    model: Model,
    text_model: TextModel,
    profiles: Sequence[Profile],
) -> WriteSummaryOutput:
    """Have a listing's summaries written, from its lines or from the notes on them.

    Where the checks found something wrong with a previous draft, its model is shown what, and
    writes once more. Raises what `write_draft` raises, and then no draft is kept.
    """
    plan = store.get_plan(step_input.plan_uri)
    document = store.get_document(step_input.document_uri)
    merged, previous_uri = step_input.merged, step_input.previous_draft_uri
    draft = write_draft(
        Attempt(document, plan, model, profiles),
        ask=partial(call_model, text_model=text_model, record=meter.record),
        notes=store.get_merged(merged.notes_uri) if merged else None,
        previous=store.get_draft(previous_uri) if previous_uri else None,
    )
    if draft.usage.calls or plan.failures:  # else no service was called
        usage = meter.usage(document.listing_id, document.version)
        draft = draft.model_copy(update={"usage": usage})
    return WriteSummaryOutput(draft_uri=store.put_draft(draft, plan_uri=step_input.plan_uri))
