"""What becomes of a draft: accepted, revised once, passed on, or held."""

import pytest

from summariser.core.plan import DRAFT_BLOCKED, choose_model, models_left
from summariser.core.verdict import cause_of, judge, to_put_right
from summariser.domain.errors import EveryModelFailed
from summariser.domain.findings import Finding, Grade
from summariser.domain.summary import ModelFailure
from summariser.domain.verdict import Verdict
from tests.models import any_model, embedded_model
from tests.values import any_draft


def finding(code: str = "figure_unsupported", grade: Grade = Grade.BLOCK) -> Finding:
    sentence = "You earn 9,999 euros."
    return Finding(code=code, grade=grade, profile="chat", sentence=sentence, message="No.")


WARNING = finding("unbalanced", Grade.WARN)
MISSING = finding("aspect_missing", Grade.WARN)


@pytest.mark.parametrize(
    ("findings", "revised", "models", "verdict"),
    [
        ([], False, True, Verdict.ACCEPT),
        ([WARNING], False, True, Verdict.ACCEPT),
        ([finding()], False, True, Verdict.REVISE),
        ([finding()], False, False, Verdict.REVISE),
        ([MISSING], False, True, Verdict.REVISE),
        ([MISSING], True, True, Verdict.ACCEPT),
        ([finding()], True, True, Verdict.NEXT_MODEL),
        ([finding()], True, False, Verdict.HOLD),
    ],
)
def should_revise_once_then_pass_on_and_hold_at_last(
    findings: list[Finding], revised: bool, models: bool, verdict: Verdict
) -> None:
    draft = any_draft().model_copy(update={"revised": revised})
    assert judge(findings, draft, rewords=True, models_left=models) is verdict


@pytest.mark.parametrize("revised", [False, True])
@pytest.mark.parametrize("models", [False, True])
def should_write_anew_what_was_accepted_once_and_is_blocked_now(
    revised: bool, models: bool
) -> None:
    draft = any_draft().model_copy(update={"revised": revised})
    asked = {"rewords": True, "models_left": models, "reused": True}
    assert judge([finding()], draft, **asked) is Verdict.REPLAN
    assert judge([WARNING], draft, **asked) is Verdict.ACCEPT


def should_not_ask_for_what_is_missing_where_a_model_has_no_words_of_its_own() -> None:
    assert judge([MISSING], any_draft(), rewords=False, models_left=False) is Verdict.ACCEPT
    assert judge([finding()], any_draft(), rewords=False, models_left=False) is Verdict.REVISE


def should_tell_a_model_what_blocks_its_draft_before_what_it_lacks() -> None:
    told = to_put_right([WARNING, MISSING, finding()])
    assert [it.code for it in told] == ["figure_unsupported", "aspect_missing"]


def should_name_codes_and_counts_and_no_word_of_the_listing() -> None:
    cause = cause_of([finding(), finding(), finding("contact"), WARNING])
    assert cause == "figure_unsupported (2), contact (1)"


def failure(model: str, error: str = DRAFT_BLOCKED) -> ModelFailure:
    return ModelFailure(model=model, error=error, cause="")


def should_let_the_last_resort_write_where_every_other_draft_is_blocked() -> None:
    chain, last = [any_model("a"), any_model("b")], embedded_model()
    failures = [failure("a"), failure("b", "ContentFiltered")]
    assert choose_model(chain, failures, frugal=False, last_resort=last).name == "embedded"
    assert models_left(chain, [*failures, failure("embedded")], last_resort=last) == []


def should_end_as_before_where_no_draft_was_blocked() -> None:
    failures = [failure("a", "ContentFiltered")]
    with pytest.raises(EveryModelFailed):
        choose_model([any_model("a")], failures, frugal=False, last_resort=embedded_model())
