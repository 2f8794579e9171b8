"""CheckSummary: what is wrong with a draft, and what becomes of it."""

from collections.abc import Callable, Sequence

from summariser.core.plan import DRAFT_BLOCKED, models_left
from summariser.core.verdict import cause_of, judge
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, Finding, ModelFailure, Verdict
from summariser.llm.models import Model, Provider
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
    found = tuple(check(draft, store.get_document(step_input.document_uri), profiles))
    checked = draft.model_copy(update={"findings": tuple(dict.fromkeys((*draft.findings, *found)))})
    cause = cause_of(found)
    blocked = ModelFailure(model=draft.model, error=DRAFT_BLOCKED, cause=cause)
    verdict = judge(
        found,
        draft,
        reused=step_input.reused_draft_uri is not None,
        rewords=_rewords(draft.model, (*chain, last_resort)),
        models_left=bool(models_left(chain, (*plan.failures, blocked), last_resort=last_resort)),
    )
    if verdict is Verdict.ACCEPT:
        uri = store.keep_draft(checked, document_uri=step_input.document_uri, content=plan.content)
    else:
        uri = store.put_draft(checked, plan_uri=step_input.plan_uri)
    meter.checked(draft, found, verdict)
    return CheckSummaryOutput(verdict=verdict, draft_uri=uri, cause=cause)


def _rewords(name: str, models: Sequence[Model]) -> bool:
    return not any(it.name == name and it.provider is Provider.EMBEDDED for it in models)
