"""WriteSummary: a model writes the summaries of a listing, for every profile at once."""

from collections.abc import Sequence

from summariser.core.plan import Plan
from summariser.core.verdict import to_put_right
from summariser.domain.errors import ReplyTruncated
from summariser.domain.profiles import Profile
from summariser.domain.reply import Reply
from summariser.domain.summary import Usage
from summariser.llm.budget import TokenBudget
from summariser.llm.drafting import make_draft
from summariser.llm.models import Model
from summariser.llm.notes import notes_of_fields
from summariser.llm.prompts import noted, numbered
from summariser.ports import ListingStore, Meter, TextModel
from summariser.steps.asking import ModelCaller
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

    Where the checks found something wrong with a draft, its model is told and writes once more.

    Raises `ReplyTruncated` where the answer was cut off, `ReplyMalformed` where a profile lacks,
    and whatever the model raises.
    """
    plan = store.get_plan(step_input.plan_uri)
    document = store.get_document(step_input.document_uri)
    notes = store.get_merged(step_input.merged.notes_uri) if step_input.merged else None
    budget = TokenBudget(model, plan.language, plan.correction)
    asker = ModelCaller(model, text_model, document, budget, meter)
    lines = numbered(document.lines)
    if notes:
        lines = noted((*notes_of_fields(document), *notes.notes))
    before = (
        store.get_draft(step_input.previous_draft_uri) if step_input.previous_draft_uri else None
    )
    reply = asker.to_write(lines, profiles, to_put_right(before.findings) if before else ())
    if reply.truncated:
        raise ReplyTruncated(model.name, budget.for_summary(profiles)[1])
    draft = make_draft(
        reply,
        document,
        profiles,
        model=model.name,
        usage=_usage(asker, plan, reply),
        notes=notes,
        skipped_models=plan.failures,
        revised=before is not None,
    )
    return WriteSummaryOutput(draft_uri=store.put_draft(draft, plan_uri=step_input.plan_uri))


def _usage(asker: ModelCaller, plan: Plan, reply: Reply) -> Usage:
    if reply.calls or plan.failures:
        return asker.meter.usage(asker.document.listing_id, asker.document.version)
    # No service was called for this listing, so nobody counted.
    return Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=reply.seconds)
