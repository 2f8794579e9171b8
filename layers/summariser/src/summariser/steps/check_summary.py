"""CheckSummary: what is wrong with a draft, and what becomes of it."""

from collections.abc import Callable, Sequence

from summariser.core.verdict import judge_draft
from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft
from summariser.domain.verdict import Verdict
from summariser.llm.models import Model
from summariser.ports import ListingStore, Meter
from summariser.steps.states import CheckSummaryInput, CheckSummaryOutput

Check = Callable[[Draft, Document, Sequence[Profile]], Sequence[Finding]]


def check_summary(
    step_input: CheckSummaryInput,
    *,
    store: ListingStore,
    meter: Meter,
    chain: Sequence[Model],
    last_resort: Model,
    profiles: Sequence[Profile],
    check: Check,
) -> CheckSummaryOutput:
    """Check a draft; an accepted one is kept where the same content finds it again."""
    plan = store.get_plan(step_input.plan_uri)
    draft = store.get_draft(step_input.draft_uri)
    judged = judge_draft(
        draft,
        check(draft, store.get_document(step_input.document_uri), profiles),
        plan=plan,
        chain=chain,
        last_resort=last_resort,
        reused=step_input.reused_draft_uri is not None,
    )
    if judged.verdict is Verdict.ACCEPT:
        uri = store.keep_draft(
            judged.draft, document_uri=step_input.document_uri, content=plan.content
        )
    else:
        uri = store.put_draft(judged.draft, plan_uri=step_input.plan_uri)
    meter.checked(draft, judged.found, judged.verdict)
    return CheckSummaryOutput(verdict=judged.verdict, draft_uri=uri, cause=judged.cause)
