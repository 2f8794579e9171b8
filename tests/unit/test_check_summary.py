"""CheckSummary and VerifySentences, with checks that find what a test says."""

from collections.abc import Sequence
from typing import Any

import pytest

from summariser.core.plan import DRAFT_BLOCKED, Plan
from summariser.domain.document import Document
from summariser.domain.errors import ModelThrottled, ReplyMalformed
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.reply import Reply
from summariser.domain.summary import Draft, ModelFailure, ProfileSummary, Sentence
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from summariser.llm.prompts import Prompt
from summariser.steps.check_summary import check_summary
from summariser.steps.judged import Criteria, Writers
from summariser.steps.states import (
    CheckSummaryInput,
    CheckSummaryOutput,
    VerifySentencesInput,
    VerifySentencesOutput,
)
from summariser.steps.verify_sentences import verify_sentences
from tests.fakes import ListingShelf
from tests.models import Answering, CallList, any_lines, any_model, document_of, embedded_model
from tests.values import any_draft

PLAN, DRAFT, DOCUMENT = "baker-1/1/plan", "baker-1/1/plan/draft", "baker-1/1/document"
# Nothing of an English listing can take the place of a French sentence.
FRENCH = load_profiles(["preview"])[0].model_copy(update={"language": "fr"})
TEXT = "Vous cuisez quatre cents pains de seigle par nuit."
WRONG = Finding(code="money_unsupported", profile="preview", sentence=TEXT, message="No.")
DOUBTFUL = Finding(code="name_unsupported", profile="preview", sentence=TEXT, message="Hm.")
BY_RULES = VerifySentences.NONE
SUPPORTED, REFUSED = '1| supported "You bake"', "1| unsupported: no such thing"


class Judging:
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
        summary = ProfileSummary(text=TEXT, sentences=(Sentence(text=TEXT, lines=(1,)),))
        fields = {"model": "small", "profiles": {"preview": summary}}
        written = any_draft().model_copy(update=fields | draft)
        document = document_of(any_lines("You bake four hundred loaves of rye bread every night."))
        self.store = ListingShelf({PLAN: plan, DRAFT: written, DOCUMENT: document})
        self.meter, self._found = CallList(), found
        self.chain = [any_model("small"), any_model("big", input_usd=9.0)]

    def check(
        self,
        mode: VerifySentences = BY_RULES,
        *,
        reused_draft_uri: str | None = None,
        verifier: str | None = None,
        verifier_failed: bool = False,
    ) -> CheckSummaryOutput:
        return check_summary(
            CheckSummaryInput(
                **self._state(DRAFT, reused_draft_uri), verifier_failed=verifier_failed
            ),
            store=self.store,
            meter=self.meter,
            criteria=Criteria(
                writers=Writers(self.chain, embedded_model(), [FRENCH]),
                check=self._find,
                mode=mode,
                verifier=any_model(verifier) if verifier else None,
            ),
        )

    def verify(
        self, reply: Reply | str | Exception, *, reused_draft_uri: str | None = None
    ) -> VerifySentencesOutput:
        """Check the draft, and have its sentences verified by a model that answers so."""

        def answer(_: Prompt) -> Reply | str:
            if isinstance(reply, Exception):
                raise reply
            return reply

        mode = VerifySentences.REWORDED
        checked = self.check(mode, reused_draft_uri=reused_draft_uri)
        assert (checked.verdict, checked.verifier) == (Verdict.VERIFY, "big")
        return verify_sentences(
            VerifySentencesInput(
                **self._state(checked.draft_uri, reused_draft_uri), model=checked.verifier
            ),
            store=self.store,
            meter=self.meter,
            model=self.chain[1],
            text_model=Answering(answer),
            writers=Writers(self.chain, embedded_model(), [FRENCH]),
            mode=mode,
        )

    def _state(self, draft_uri: str, reused_draft_uri: str | None) -> dict[str, Any]:
        return {
            "listing_id": "baker-1",
            "version": 1,
            "document_uri": DOCUMENT,
            "plan_uri": PLAN,
            "draft_uri": draft_uri,
            "reused_draft_uri": reused_draft_uri,
        }

    def _find(self, _: Draft, __: Document, ___: Sequence[Profile]) -> tuple[Finding, ...]:
        return self._found


def should_keep_an_accepted_draft_for_every_version_of_the_same_content() -> None:
    judging = Judging()
    output = judging.check()
    assert (output.verdict, output.cause) == (Verdict.ACCEPT, "")
    assert judging.store.find_draft(document_uri=DOCUMENT, content="same") == output.draft_uri
    assert judging.meter.verdicts == [("small", Verdict.ACCEPT, ())]


@pytest.mark.parametrize("revised", [False, True])
def should_never_let_a_draft_be_reused_that_lost_all_its_sentences(revised: bool) -> None:
    judging = Judging(WRONG, revised=revised)
    output = judging.check()
    assert output.verdict is (Verdict.NEXT_MODEL if revised else Verdict.REVISE)
    assert judging.store.find_draft(document_uri=DOCUMENT, content="same") is None
    assert judging.store.get_draft(output.draft_uri).findings[0] == WRONG
    assert output.cause == "money_unsupported (1), aspect_missing (1)"


def should_hold_what_is_refused_where_every_model_has_written_and_the_last_resort_too() -> None:
    failures = [
        ModelFailure(model=name, error=DRAFT_BLOCKED, cause="") for name in ("small", "big")
    ]
    judging = Judging(WRONG, failures=tuple(failures), model="embedded", revised=True)
    assert judging.check().verdict is Verdict.HOLD


def should_count_no_draft_as_held_that_was_accepted_before_and_is_refused_now() -> None:
    judging = Judging(WRONG, model="embedded", revised=True)
    assert judging.check(reused_draft_uri=DRAFT).verdict is Verdict.REPLAN
    assert [verdict for _, verdict, _ in judging.meter.verdicts] == [Verdict.REPLAN]


def should_say_a_finding_once_where_a_draft_is_checked_again() -> None:
    judging = Judging(WRONG, findings=(WRONG,))
    draft = judging.store.get_draft(judging.check().draft_uri)
    assert list(draft.findings).count(WRONG) == 1


def should_name_the_verifier_and_count_no_verdict_before_it_has_answered() -> None:
    judging = Judging(DOUBTFUL)
    output = judging.check(VerifySentences.DOUBTFUL, verifier="named")
    assert (output.verdict, output.verifier) == (Verdict.VERIFY, "named")
    assert judging.meter.verdicts == []
    assert judging.store.find_draft(document_uri=DOCUMENT, content="same") is None


def should_keep_a_draft_whose_sentences_are_supported_with_all_that_it_cost() -> None:
    judging = Judging(DOUBTFUL)
    output = judging.verify(SUPPORTED)
    assert (output.verdict, output.verifier) == (Verdict.ACCEPT, "big")
    assert judging.store.find_draft(document_uri=DOCUMENT, content="same") == output.draft_uri
    draft = judging.store.get_draft(output.draft_uri)
    assert draft.profiles["preview"].text == TEXT
    assert draft.usage.calls == 1
    assert [call.counted_as for call in judging.meter.calls] == ["big (verifier)"]
    assert judging.meter.verdicts == [("small", Verdict.ACCEPT, ("name_unsupported",))]


def should_have_a_draft_revised_whose_sentences_are_refused() -> None:
    judging = Judging()
    output = judging.verify(REFUSED)
    assert output.verdict is Verdict.REVISE
    assert output.cause == "sentence_unsupported (1), aspect_missing (1)"
    assert judging.store.get_draft(output.draft_uri).profiles["preview"].sentences == ()
    assert judging.store.find_draft(document_uri=DOCUMENT, content="same") is None


def should_plan_again_where_a_reused_draft_is_not_supported() -> None:
    assert Judging(DOUBTFUL).verify(REFUSED, reused_draft_uri=DRAFT).verdict is Verdict.REPLAN


@pytest.mark.parametrize(
    ("reply", "error"),
    [("I would be happy to help.", ReplyMalformed), (ModelThrottled("big"), ModelThrottled)],
)
def should_keep_and_count_nothing_where_the_verifier_fails(
    reply: str | Exception, error: type[Exception]
) -> None:
    judging = Judging(DOUBTFUL)
    with pytest.raises(error):
        judging.verify(reply)
    assert judging.meter.verdicts == []
    assert judging.store.find_draft(document_uri=DOCUMENT, content="same") is None


def should_judge_by_rules_alone_where_the_verifier_failed() -> None:
    judging = Judging()
    output = judging.check(VerifySentences.REWORDED, verifier_failed=True)
    assert output.verdict is Verdict.ACCEPT
    (note,) = judging.store.get_draft(output.draft_uri).findings
    assert note.code == "sentences_unverified"
    assert Judging(DOUBTFUL).check(verifier_failed=True).verdict is Verdict.REVISE


def should_refuse_what_is_newly_suspect_in_a_reused_draft_whose_verifier_failed() -> None:
    judging, accepted = Judging(DOUBTFUL), "baker-1/drafts/same"
    judging.store.objects[accepted] = judging.store.objects[DRAFT]
    first = judging.check(VerifySentences.REWORDED, reused_draft_uri=accepted)
    assert first.verdict is Verdict.VERIFY
    again = judging.check(VerifySentences.REWORDED, reused_draft_uri=accepted, verifier_failed=True)
    assert again.verdict is Verdict.REPLAN


def should_count_the_calls_of_a_verifier_that_failed() -> None:
    judging = Judging()
    with pytest.raises(ReplyMalformed):
        judging.verify("It looks all right to me.")
    output = judging.check(VerifySentences.REWORDED, verifier_failed=True)
    assert judging.store.get_draft(output.draft_uri).usage.calls == 1


def should_judge_by_rules_alone_where_no_model_reads_prompts() -> None:
    judging = Judging(model="other")
    judging.chain = [embedded_model()]
    output = judging.check(VerifySentences.REWORDED)
    assert (output.verdict, output.verifier) == (Verdict.ACCEPT, None)
