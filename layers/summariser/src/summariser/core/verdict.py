"""Verdict: what becomes of a draft, given what the checks and the verifier found.

A finding costs its sentence, not its draft. What is wrong goes, what is doubtful is verified or
goes; what is left is published where it still tells what its profiles ask for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summariser.checks.check_draft import NO_SUMMARY
from summariser.checks.coverage import aspect_missing, missing_aspects
from summariser.checks.findings import report
from summariser.checks.source import Source
from summariser.core.plan import DRAFT_BLOCKED, Plan, models_left
from summariser.core.pruning import with_aspects_filled, without
from summariser.core.verification import sentences_to_verify
from summariser.domain.document import Document
from summariser.domain.finding_codes import FindingCode, Grade
from summariser.domain.findings import Finding, cause_of
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, ModelFailure, Sentence
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from summariser.llm.models import Model


@dataclass(frozen=True)
class JudgedDraft:
    """A draft with its findings, and what becomes of it; `cause` names codes, never text.

    `to_verify` are the sentences that a model has to read first; none where it is judged.
    """

    draft: Draft
    verdict: Verdict
    cause: str
    to_verify: tuple[Sentence, ...] = ()

    @property
    def failure(self) -> ModelFailure:
        """Why its model is skipped, where the next one writes."""
        return ModelFailure(model=self.draft.model, error=DRAFT_BLOCKED, cause=self.cause)


@dataclass(frozen=True)
class Judge:
    """What a draft is judged by; the same for its checks and its verification."""

    document: Document
    profiles: Sequence[Profile]
    plan: Plan
    chain: Sequence[Model]
    last_resort: Model
    reused: bool = False  # the draft was accepted before, by other checks than these

    def checked(
        self, draft: Draft, findings: Sequence[Finding], mode: VerifySentences
    ) -> JudgedDraft:
        """Judge a draft by what the checks found, or have its sentences verified first.

        Of a reused draft, which was verified before, only what is newly found counts.
        """
        if self.reused:
            findings = [finding for finding in findings if finding not in draft.findings]
            mode = mode_of_reused(mode)
        known = () if self.reused else draft.findings
        found = tuple(dict.fromkeys((*known, *findings)))
        all_found = tuple(dict.fromkeys((*draft.findings, *found)))
        draft = draft.model_copy(update={"findings": all_found})
        left = without(draft, self.profiles, _refused(found, Grade.WRONG))
        if self._rewords(draft.model):
            to_verify = sentences_to_verify(left, found, self.document, mode)
            if to_verify:
                return JudgedDraft(left, Verdict.VERIFY, "", to_verify)
        source = Source(self.document)
        doubtful = _refused(found, Grade.DOUBTFUL)
        return self._judged(
            without(
                left,
                self.profiles,
                lambda name, sentence: (
                    doubtful(name, sentence) and not source.has_verbatim(sentence)
                ),
            )
        )

    def verified(self, draft: Draft, refused: Mapping[Sentence, str]) -> JudgedDraft:
        """Judge a draft whose sentences were verified; the verifier refused some, with a reason.

        A doubtful sentence that the verifier supports stays.
        """
        found = [
            report(FindingCode.SENTENCE_UNSUPPORTED, _message(refused[sentence]), profile, sentence)
            for profile in self.profiles
            if profile.name in draft.profiles
            for sentence in draft.profiles[profile.name].sentences
            if sentence in refused
        ]
        draft = draft.model_copy(update={"findings": (*draft.findings, *found)})
        return self._judged(without(draft, self.profiles, _refused(found, Grade.WRONG)))

    def unverified(self, draft: Draft, findings: Sequence[Finding]) -> JudgedDraft:
        """Judge a draft whose verifier failed: what rules suspect goes, the rest is noted."""
        code = FindingCode.SENTENCES_UNVERIFIED
        note = Finding(code=code, profile=None, message=code.words)
        judged = self.checked(draft, findings, VerifySentences.NONE)
        noted = judged.draft.model_copy(update={"findings": (*judged.draft.findings, note)})
        return replace(judged, draft=noted)

    def _judged(self, draft: Draft) -> JudgedDraft:
        source = Source(self.document)
        draft = with_aspects_filled(draft, self.profiles, source)
        shown = [profile for profile in self.profiles if profile.name in draft.profiles]
        lost = [profile.name for profile in shown if not draft.profiles[profile.name].sentences]
        missing = [finding for profile in shown for finding in _missing(draft, source, profile)]
        left_out = [profile for profile in self.profiles if profile.name not in draft.profiles]
        untold = [finding for profile in left_out for finding in _missing(draft, source, profile)]
        kept = [
            finding for finding in draft.findings if finding.code is not FindingCode.ASPECT_MISSING
        ]
        draft = draft.model_copy(update={"findings": (*kept, *missing, *untold)})
        return JudgedDraft(draft, self._verdict(draft, lost, missing), cause_of(draft.findings))

    def _verdict(self, draft: Draft, lost: Sequence[str], missing: Sequence[Finding]) -> Verdict:
        """Accept a whole draft; have one that is not revised, then the next model write.

        A profile with no sentence is never published. One that misses an aspect is, where its
        model told it in neither of two drafts, or where no model is left.
        """
        pruned = {
            finding.profile for finding in draft.findings if _cost_its_sentence(finding, draft)
        }
        refused = any(finding.profile in pruned for finding in missing)
        worth_it = bool(missing) and (refused or self._rewords(draft.model))
        if not lost and (not worth_it or (draft.revised and not refused)):
            return Verdict.ACCEPT
        if self.reused:
            return Verdict.REPLAN
        if not draft.revised:
            return Verdict.REVISE
        blocked = ModelFailure(model=draft.model, error=DRAFT_BLOCKED, cause="")
        if models_left(self.chain, (*self.plan.failures, blocked), last_resort=self.last_resort):
            return Verdict.NEXT_MODEL
        return Verdict.HOLD if lost else Verdict.ACCEPT

    def _rewords(self, name: str) -> bool:
        models = (*self.chain, self.last_resort)
        return all(model.runs_on.rewords for model in models if model.name == name)


def mode_of_reused(mode: VerifySentences) -> VerifySentences:
    """Give the mode for a draft that was verified when it was accepted."""
    return mode if mode is VerifySentences.NONE else VerifySentences.DOUBTFUL


def _cost_its_sentence(finding: Finding, draft: Draft) -> bool:
    shown = draft.profiles.get(finding.profile or "")
    texts = {sentence.text for sentence in shown.sentences} if shown else set()
    return not finding.is_note and finding.sentence not in texts


def _refused(findings: Iterable[Finding], grade: Grade) -> Callable[[str, Sentence], bool]:
    texts = {(finding.profile, finding.sentence) for finding in findings if finding.grade is grade}
    return lambda name, sentence: (name, sentence.text) in texts


def _missing(draft: Draft, source: Source, profile: Profile) -> Iterator[Finding]:
    summary = draft.profiles.get(profile.name, NO_SUMMARY)
    for aspect in missing_aspects(summary, source, profile):
        yield aspect_missing(aspect, summary, source, profile)


def _message(reason: str) -> str:
    return f"The verifying model does not support it: {reason.rstrip('.')}."
