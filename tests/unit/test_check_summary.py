"""CheckSummary, with checks that find what a test says."""

from collections.abc import Sequence
from typing import Any

import pytest

from summariser.core.plan import DRAFT_BLOCKED, Plan
from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import Draft, ModelFailure
from summariser.domain.verdict import Verdict
from summariser.steps.check_summary import check_summary
from summariser.steps.states import CheckSummaryInput, CheckSummaryOutput
from tests.fakes import ListingShelf
from tests.models import CallList, any_model, embedded_model
from tests.values import any_document, any_draft

PLAN, DRAFT, DOCUMENT = "baker-1/1/plan", "baker-1/1/plan/draft", "baker-1/1/document"
WRONG = Finding(
    code="money_unsupported",
    profile="preview",
    sentence="You bake bread.",
    message="No.",
)


class Checking:
    """One draft, its plan, and what the checks find."""

    def __init__(
        self, *found: Finding, failures: tuple[ModelFailure, ...] = (), **draft: Any
    ) -> None:
        plan = Plan(
            model="small",
            language="en",
            correction=1.0,
            attempt=len(failures),
            content="same",
            chunks=(),
            failures=failures,
        )
        written = any_draft().model_copy(update={"model": "small", **draft})
        objects = {PLAN: plan, DRAFT: written, DOCUMENT: any_document()}
        self.store, self.meter, self._found = ListingShelf(objects), CallList(), found

    def check(self, *, reused_draft_uri: str | None = None) -> CheckSummaryOutput:
        return check_summary(
            CheckSummaryInput(
                listing_id="baker-1",
                version=1,
                document_uri=DOCUMENT,
                plan_uri=PLAN,
                draft_uri=DRAFT,
                reused_draft_uri=reused_draft_uri,
            ),
            store=self.store,
            meter=self.meter,
            chain=[any_model("small"), any_model("big")],
            last_resort=embedded_model(),
            profiles=load_profiles(["preview"]),
            check=self._find,
        )

    def _find(self, _: Draft, __: Document, ___: Sequence[Profile]) -> tuple[Finding, ...]:
        return self._found


def should_keep_an_accepted_draft_for_every_version_of_the_same_content() -> None:
    checking = Checking()
    output = checking.check()
    assert (output.verdict, output.cause) == (Verdict.ACCEPT, "")
    assert checking.store.find_draft(document_uri=DOCUMENT, content="same") == output.draft_uri
    assert checking.meter.verdicts == [("small", Verdict.ACCEPT, ())]


@pytest.mark.parametrize("revised", [False, True])
def should_never_let_a_blocked_draft_be_reused(revised: bool) -> None:
    checking = Checking(WRONG, revised=revised)
    output = checking.check()
    assert output.verdict is (Verdict.NEXT_MODEL if revised else Verdict.REVISE)
    assert checking.store.find_draft(document_uri=DOCUMENT, content="same") is None
    assert checking.store.get_draft(output.draft_uri).findings == (WRONG,)
    assert output.cause == "money_unsupported (1)"


def should_hold_what_is_blocked_where_every_model_has_written_and_the_last_resort_too() -> None:
    blocked = [ModelFailure(model=it, error=DRAFT_BLOCKED, cause="") for it in ("small", "big")]
    checking = Checking(WRONG, failures=tuple(blocked), model="embedded", revised=True)
    assert checking.check().verdict is Verdict.HOLD


def should_count_no_draft_as_held_that_was_accepted_before_and_is_blocked_now() -> None:
    checking = Checking(WRONG, model="embedded", revised=True)
    assert checking.check(reused_draft_uri=DRAFT).verdict is Verdict.REPLAN
    assert [verdict for _, verdict, _ in checking.meter.verdicts] == [Verdict.REPLAN]


def should_say_a_finding_once_where_a_draft_is_checked_again() -> None:
    checking = Checking(WRONG, findings=(WRONG,))
    assert checking.store.get_draft(checking.check().draft_uri).findings == (WRONG,)
