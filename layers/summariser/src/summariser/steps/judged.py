"""What CheckSummary and VerifySentences do with a judged draft."""

from dataclasses import replace

from summariser.core.plan import Plan
from summariser.core.verdict import JudgedDraft
from summariser.domain.document import Document
from summariser.domain.verdict import Verdict
from summariser.ports import ListingStore, Meter
from summariser.steps.states import DraftInput


def keep_judged(
    judged: JudgedDraft, step_input: DraftInput, plan: Plan, *, store: ListingStore, meter: Meter
) -> str:
    """Keep a judged draft and count its verdict; returns its URI.

    An accepted one is kept where the same content finds it again.
    """
    if judged.verdict is not Verdict.VERIFY:
        meter.judged(judged.draft, judged.verdict)
    if judged.verdict is Verdict.ACCEPT:
        return store.keep_draft(
            judged.draft, document_uri=step_input.document_uri, content=plan.content
        )
    return store.put_draft(judged.draft, plan_uri=step_input.plan_uri)


def with_usage(judged: JudgedDraft, document: Document, meter: Meter) -> JudgedDraft:
    """Give a judged draft every call that was made for its listing, its verifier's included."""
    usage = meter.usage(document.listing_id, document.version)
    return replace(judged, draft=judged.draft.model_copy(update={"usage": usage}))
