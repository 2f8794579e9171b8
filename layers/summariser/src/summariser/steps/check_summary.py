"""CheckSummary: what is wrong with a draft, and what becomes of it."""

from collections.abc import Callable, Sequence

from summariser.core.plan import choose_verifier
from summariser.core.verdict import Judge
from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft
from summariser.domain.verification import VerifySentences
from summariser.llm.models import Model
from summariser.ports import ListingStore, Meter
from summariser.steps.judged import keep_judged, with_usage
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
    mode: VerifySentences,
    verifier: Model | None,
) -> CheckSummaryOutput:
    """Check a draft, and judge it unless its sentences have to be verified first.

    `verifier` is the model that a deployment names for it; the chain's cheapest by default.
    """
    plan = store.get_plan(step_input.plan_uri)
    draft = store.get_draft(step_input.draft_uri)
    document = store.get_document(step_input.document_uri)
    reused = step_input.reused_draft_uri is not None
    judge = Judge(document, profiles, plan, chain, last_resort, reused=reused)
    found = check(draft, document, profiles)
    verifying = choose_verifier(chain, draft.model, verifier)
    if step_input.verifier_failed:
        judged = with_usage(judge.unverified(draft, found), document, meter)
    else:
        judged = judge.checked(draft, found, mode if verifying else VerifySentences.NONE)
    uri = keep_judged(judged, step_input, plan, store=store, meter=meter)
    return CheckSummaryOutput(
        verdict=judged.verdict,
        draft_uri=uri,
        cause=judged.cause,
        verifier=verifying.name if verifying else None,
    )
