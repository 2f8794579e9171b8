"""CheckSummary: what is wrong with a draft, and what becomes of it."""

from summariser.ports import ListingStore, Meter
from summariser.steps.judged import Criteria, Judging
from summariser.steps.states import CheckSummaryInput, CheckSummaryOutput


def check_summary(
    step_input: CheckSummaryInput,
    *,
    store: ListingStore,
    meter: Meter,
    criteria: Criteria,
) -> CheckSummaryOutput:
    """Check a draft, and judge it unless its sentences have to be verified first.

    A reused draft is read where it was found: what was judged of it knows its findings already.
    """
    judging = Judging.read(step_input, criteria.writers, store)
    judged, verifier = judging.checked(
        store.get_draft(step_input.reused_draft_uri or step_input.draft_uri),
        criteria,
        meter=meter,
        verifier_failed=step_input.verifier_failed,
    )
    return CheckSummaryOutput(
        verdict=judged.verdict,
        draft_uri=judging.keep(judged, store=store, meter=meter),
        cause=judged.cause,
        verifier=verifier,
    )
