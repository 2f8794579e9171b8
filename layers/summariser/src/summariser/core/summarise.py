"""Summarise: the whole loop in one process, from the functions that the steps call.

The state machine drives the same functions over the bucket and the queue; here they run one after
the other on values. tests/workflow/test_one_path.py holds the two drivers together.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from summariser.checks.check_draft import check_draft
from summariser.core.attempt import Attempt
from summariser.core.calling import Ask, call_model
from summariser.core.draft import write_draft
from summariser.core.map_reduce import merge_level, reduce_group, take_notes
from summariser.core.plan import choose_verifier, make_plan
from summariser.core.verdict import Judge, JudgedDraft
from summariser.core.verification import verify
from summariser.domain.document import Document
from summariser.domain.errors import MODEL_FAILURES, ReplyMalformed, ReplyTruncated
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, ModelFailure
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from summariser.llm.budget import TokenBudget
from summariser.llm.metering import Call, usage_of
from summariser.llm.models import Model
from summariser.llm.notes import MergedNotes
from summariser.llm.text_model import TextModel

Check = Callable[[Draft, Document, Sequence[Profile]], Sequence[Finding]]
Result = TypeVar("Result")
# At a reply that cannot be used, as the state machine's Retry has them.
ATTEMPTS, VERIFIER_ATTEMPTS = 3, 2


@dataclass(frozen=True)
class Outcome:
    """A listing's draft and its verdict, accepted or held, and every call that it took."""

    draft: Draft
    verdict: Verdict
    calls: tuple[Call, ...]


def summarise(
    document: Document,
    chain: Sequence[Model],
    models: Mapping[str, TextModel],
    profiles: Sequence[Profile],
    *,
    last_resort: Model,
    check: Check = check_draft,
    mode: VerifySentences = VerifySentences.REWORDED,
    verifier: Model | None = None,
) -> Outcome:
    """Chunk, reduce, write, check, verify and revise, with one model after the other.

    `models` has a text model for each name in the chain, for the last resort and the verifier;
    without a `verifier`, the chain's cheapest is asked. A service that is throttled or down is not
    waited for: its model counts as failed, unless its text model waits. Raises `EveryModelFailed`
    where no model is left, and `ListingHasNoText`.
    """
    calls: list[Call] = []
    failures: tuple[ModelFailure, ...] = ()
    known = {model.name: model for model in (last_resort, *chain)}
    while True:
        plan = make_plan(
            document,
            chain,
            failures,
            profiles=profiles,
            last_resort=last_resort,
            correction=lambda _model, _language: 1.0,
        )
        writing = _Writing(
            attempt=Attempt(document, plan, known[plan.model], profiles),
            judge=Judge(document, profiles, plan, chain, last_resort),
            check=check,
            mode=mode,
            verifier=choose_verifier(chain, plan.model, verifier),
            models=models,
            record=calls.append,
        )
        try:
            judged = writing.judged()
        except MODEL_FAILURES as error:
            failure = ModelFailure(model=plan.model, error=type(error).__name__, cause=str(error))
        else:
            if judged.verdict is not Verdict.NEXT_MODEL:
                usage = usage_of(calls) if calls else judged.draft.usage
                draft = judged.draft.model_copy(update={"usage": usage})
                return Outcome(draft, judged.verdict, tuple(calls))
            failure = judged.failure
        failures = (*plan.failures, failure)


@dataclass(frozen=True)
class _Writing:
    """One model's drafts of a document, up to a verdict that ends its attempt."""

    attempt: Attempt
    judge: Judge
    check: Check
    mode: VerifySentences
    verifier: Model | None
    models: Mapping[str, TextModel]
    record: Callable[[Call], None]

    def judged(self) -> JudgedDraft:
        """Have a draft written and judge it; where it is to be revised, do both once more."""
        ask = self._asking(self.attempt.model)
        notes = _all_notes(self.attempt, ask) if self.attempt.plan.chunks else None
        judged = None
        while judged is None or judged.verdict is Verdict.REVISE:
            previous = judged.draft if judged else None
            write = partial(write_draft, self.attempt, ask=ask, notes=notes, previous=previous)
            judged = self._judged(_try(write))
        return judged

    def _judged(self, draft: Draft) -> JudgedDraft:
        found = self.check(draft, self.attempt.document, self.attempt.profiles)
        mode = self.mode if self.verifier else VerifySentences.NONE
        judged = self.judge.checked(draft, found, mode)
        if judged.verdict is not Verdict.VERIFY or self.verifier is None:
            return judged
        budget = TokenBudget(self.verifier, self.attempt.document.language)
        ask = self._asking(self.verifier)
        try:
            refused = _try(
                partial(verify, judged.to_verify, self.attempt.document, budget, ask=ask),
                attempts=VERIFIER_ATTEMPTS,
            )
        except MODEL_FAILURES:
            return self.judge.unverified(draft, found)
        return self.judge.verified(judged.draft, refused)

    def _asking(self, model: Model) -> Ask:
        return partial(call_model, text_model=self.models[model.name], record=self.record)


def _all_notes(attempt: Attempt, ask: Ask) -> MergedNotes:
    """Have notes taken on every chunk, and reduced level by level until one prompt holds them."""
    parts = [
        _try(partial(take_notes, attempt, chunk, ask=ask))
        for chunk in range(len(attempt.plan.chunks))
    ]
    merged = merge_level(attempt, parts, before=None)
    while merged.groups:
        parts = [
            _try(partial(reduce_group, attempt, merged, index, ask=ask))
            for index in range(len(merged.groups))
        ]
        merged = merge_level(attempt, parts, before=merged)
    return merged


def _try(step: Callable[[], Result], *, attempts: int = ATTEMPTS) -> Result:
    """Take a step, and again where its reply cannot be used: the next may be better."""
    for _ in range(attempts - 1):
        with suppress(ReplyMalformed, ReplyTruncated):
            return step()
    return step()
