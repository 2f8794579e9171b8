"""What becomes of a draft: a finding costs its sentence, and what is left is judged."""

from collections.abc import Sequence
from typing import Any

import pytest

from summariser.core.plan import (
    DRAFT_BLOCKED,
    Plan,
)
from summariser.core.revision import to_put_right
from summariser.core.verdict import Judge, JudgedDraft
from summariser.domain.document import Section
from summariser.domain.finding_codes import FindingCode, Grade
from summariser.domain.findings import Finding, cause_of
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import Draft, ModelFailure, ProfileSummary, Sentence
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from tests.models import any_lines, any_model, document_of, embedded_model
from tests.values import any_draft

(CHAT,) = load_profiles(["chat"])
# Nothing that the extractive model takes from an English listing can fill a French text.
FRENCH = CHAT.model_copy(update={"language": "fr"})
DUTY = "You bake four hundred loaves of rye bread every night in our shop."
DOCUMENT = document_of(
    [
        *any_lines(DUTY),
        *(
            line.model_copy(update={"number": 2})
            for line in any_lines(
                "We pay a salary of 2,600 to 2,900 euros a month.", section=Section.COMPENSATION
            )
        ),
    ]
)
BAKES = Sentence(text="Every night you bake rye bread in our shop.", lines=(1,))
COPIED = Sentence(text=DUTY, lines=(1,))
PAYS = Sentence(text="The salary is 2,600 to 2,900 euros a month.", lines=(2,))
CHAIN = (any_model("small"), any_model("big", input_usd=3.0))


def draft_of(*sentences: Sentence, profile: Profile = CHAT, **changes: Any) -> Draft:
    text = profile.compose([sentence.text for sentence in sentences])
    summary = ProfileSummary(text=text, sentences=sentences)
    fields = {"model": "small", "profiles": {profile.name: summary}}
    return any_draft().model_copy(update=fields | changes)


def judge(
    *failures: ModelFailure, profiles: Sequence[Profile] = (CHAT,), reused: bool = False
) -> Judge:
    plan = Plan(
        model="small",
        language="en",
        correction=1.0,
        attempt=len(failures),
        content="same",
        chunks=(),
        failures=failures,
    )
    return Judge(DOCUMENT, profiles, plan, CHAIN, embedded_model(), reused=reused)


def failure(model: str, error: str = DRAFT_BLOCKED) -> ModelFailure:
    return ModelFailure(model=model, error=error, cause="")


def finding(code: str = "figure_unsupported", sentence: Sentence = BAKES) -> Finding:
    return Finding(code=code, profile="chat", sentence=sentence.text, message="No.")


WRONG = finding()
DOUBTFUL = finding("name_unsupported")
NOTE = finding("unbalanced")


def texts(judged: JudgedDraft) -> list[str]:
    return [sentence.text for sentence in judged.draft.profiles["chat"].sentences]


def codes(judged: JudgedDraft) -> list[str]:
    return [finding.code.value for finding in judged.draft.findings]


def should_publish_a_draft_without_the_sentence_that_is_wrong() -> None:
    draft = draft_of(COPIED, BAKES, PAYS)
    judged = judge().checked(draft, [WRONG], VerifySentences.NONE)
    assert judged.verdict is Verdict.ACCEPT
    assert texts(judged) == [COPIED.text, PAYS.text]
    assert judged.draft.profiles["chat"].text == f"{COPIED.text} {PAYS.text}"
    assert (codes(judged), judged.cause) == (["figure_unsupported"], "figure_unsupported (1)")


def should_leave_out_nothing_for_a_note() -> None:
    judged = judge().checked(draft_of(BAKES, PAYS), [NOTE], VerifySentences.NONE)
    assert (judged.verdict, texts(judged)) == (Verdict.ACCEPT, [BAKES.text, PAYS.text])
    assert (codes(judged), judged.cause) == (["unbalanced"], "")


def should_leave_out_what_is_doubtful_and_not_verified_unless_it_is_in_its_lines() -> None:
    found = [DOUBTFUL, finding("name_unsupported", COPIED)]
    judged = judge().checked(draft_of(COPIED, BAKES, PAYS), found, VerifySentences.NONE)
    assert judged.verdict is Verdict.ACCEPT
    assert texts(judged) == [COPIED.text, PAYS.text]


@pytest.mark.parametrize(
    ("mode", "verified"),
    [(VerifySentences.REWORDED, [BAKES, PAYS]), (VerifySentences.DOUBTFUL, [BAKES])],
)
def should_have_sentences_verified_before_a_draft_is_judged(
    mode: VerifySentences, verified: list[Sentence]
) -> None:
    judged = judge().checked(draft_of(COPIED, BAKES, PAYS), [DOUBTFUL], mode)
    assert judged.verdict is Verdict.VERIFY
    assert list(judged.to_verify) == verified


@pytest.mark.parametrize("mode", VerifySentences)
def should_never_verify_what_is_wrong_or_what_is_copied(mode: VerifySentences) -> None:
    judged = judge().checked(draft_of(COPIED, BAKES), [WRONG], mode)
    assert (judged.to_verify, BAKES.text in texts(judged)) == ((), False)


def should_never_verify_what_a_model_without_words_of_its_own_wrote() -> None:
    draft = draft_of(BAKES, PAYS, model="embedded")
    judged = judge().checked(draft, [], VerifySentences.REWORDED)
    assert judged.verdict is Verdict.ACCEPT


def should_keep_a_doubtful_sentence_that_is_supported() -> None:
    draft = judge().checked(draft_of(BAKES, PAYS), [DOUBTFUL], VerifySentences.REWORDED).draft
    judged = judge().verified(draft, {})
    assert (judged.verdict, texts(judged)) == (Verdict.ACCEPT, [BAKES.text, PAYS.text])
    assert codes(judged) == ["name_unsupported"]


def should_leave_out_what_is_not_supported_and_say_why() -> None:
    judged = judge().verified(draft_of(COPIED, BAKES, PAYS), {BAKES: "line 1 has no cakes."})
    assert (judged.verdict, texts(judged)) == (Verdict.ACCEPT, [COPIED.text, PAYS.text])
    (found,) = judged.draft.findings
    assert (found.code, found.grade) == (FindingCode.SENTENCE_UNSUPPORTED, Grade.WRONG)
    assert (found.profile, found.sentence) == ("chat", BAKES.text)
    assert found.message == "The verifying model does not support it: line 1 has no cakes."


def should_publish_what_nobody_suspects_where_the_verifier_fails_and_say_so() -> None:
    judged = judge().unverified(draft_of(COPIED, BAKES, PAYS), [DOUBTFUL])
    assert (judged.verdict, texts(judged)) == (Verdict.ACCEPT, [COPIED.text, PAYS.text])
    assert codes(judged) == ["name_unsupported", "sentences_unverified"]


BLOCKED = (failure("big"), failure("embedded"))


@pytest.mark.parametrize(
    ("revised", "failures", "verdict"),
    [
        (False, (), Verdict.REVISE),
        (False, BLOCKED, Verdict.REVISE),
        (True, (), Verdict.NEXT_MODEL),
        (True, (failure("big"),), Verdict.NEXT_MODEL),  # the last resort
        (True, BLOCKED, Verdict.HOLD),
    ],
)
def should_hold_a_profile_without_a_sentence_only_where_no_model_is_left(
    revised: bool, failures: tuple[ModelFailure, ...], verdict: Verdict
) -> None:
    draft = draft_of(BAKES, profile=FRENCH, revised=revised)
    judged = judge(*failures, profiles=[FRENCH]).checked(draft, [WRONG], VerifySentences.NONE)
    assert judged.verdict is verdict
    assert texts(judged) == []
    assert judged.cause == "aspect_missing (2), figure_unsupported (1)"
    assert judged.failure == ModelFailure(model="small", error=DRAFT_BLOCKED, cause=judged.cause)


@pytest.mark.parametrize(
    ("revised", "failures", "verdict"),
    [
        (False, (), Verdict.REVISE),
        (True, (), Verdict.NEXT_MODEL),
        (True, BLOCKED, Verdict.ACCEPT),
    ],
)
def should_have_an_aspect_that_a_finding_cost_told_by_another_model_where_one_is_left(
    revised: bool, failures: tuple[ModelFailure, ...], verdict: Verdict
) -> None:
    draft = draft_of(BAKES, PAYS, profile=FRENCH, revised=revised)
    judged = judge(*failures, profiles=[FRENCH]).checked(draft, [WRONG], VerifySentences.NONE)
    assert (judged.verdict, texts(judged)) == (verdict, [PAYS.text])


@pytest.mark.parametrize(("revised", "verdict"), [(False, Verdict.REVISE), (True, Verdict.ACCEPT)])
def should_ask_once_for_an_aspect_that_a_model_did_not_tell(
    revised: bool, verdict: Verdict
) -> None:
    draft = draft_of(PAYS, profile=FRENCH, revised=revised)
    judged = judge(profiles=[FRENCH]).checked(draft, [], VerifySentences.NONE)
    assert judged.verdict is verdict
    assert codes(judged) == ["aspect_missing"]


def should_not_ask_a_model_without_words_of_its_own_for_an_aspect() -> None:
    draft = draft_of(PAYS, profile=FRENCH, model="embedded")
    judged = judge(profiles=[FRENCH]).checked(draft, [], VerifySentences.REWORDED)
    assert judged.verdict is Verdict.ACCEPT


@pytest.mark.parametrize("revised", [False, True])
@pytest.mark.parametrize("failures", [(), BLOCKED])
def should_plan_again_where_a_reused_draft_is_refused_now(
    revised: bool, failures: tuple[ModelFailure, ...]
) -> None:
    draft = draft_of(BAKES, profile=FRENCH, revised=revised)
    judging = judge(*failures, profiles=[FRENCH], reused=True)
    assert judging.checked(draft, [WRONG], VerifySentences.NONE).verdict is Verdict.REPLAN


def should_accept_a_reused_draft_that_still_tells_its_aspects() -> None:
    judged = judge(reused=True).checked(draft_of(BAKES, PAYS), [NOTE], VerifySentences.NONE)
    assert judged.verdict is Verdict.ACCEPT


def should_show_a_model_what_cost_a_sentence_before_what_is_missing() -> None:
    shown = to_put_right([NOTE, finding("aspect_missing"), WRONG, DOUBTFUL])
    assert [finding.code.value for finding in shown] == [
        "figure_unsupported",
        "name_unsupported",
        "aspect_missing",
    ]


def should_name_codes_and_counts_and_no_word_of_the_listing() -> None:
    cause = cause_of([WRONG, WRONG, finding("contact"), NOTE])
    assert cause == "figure_unsupported (2), contact (1)"
