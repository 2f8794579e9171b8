"""Verdict: what becomes of a draft, given what the checks found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summariser.core.plan import DRAFT_BLOCKED, Plan, models_left
from summariser.domain.findings import Finding, FindingCode, Severity
from summariser.domain.summary import Draft, ModelFailure
from summariser.domain.verdict import Verdict
from summariser.llm.models import Model

# What a model may put right when it is told, and what never keeps a summary from being published.
WORTH_A_REVISION = frozenset({FindingCode.ASPECT_MISSING, FindingCode.ADDRESS_MIXED})


@dataclass(frozen=True)
class JudgedDraft:
    """A draft with its findings, and what becomes of it; `cause` names codes, never text."""

    draft: Draft
    found: tuple[Finding, ...]  # by the checks; the draft also has those of its drafting
    verdict: Verdict
    cause: str

    @property
    def failure(self) -> ModelFailure:
        """Why its model is skipped, where the next one writes."""
        return ModelFailure(model=self.draft.model, error=DRAFT_BLOCKED, cause=self.cause)


def judge_draft(
    draft: Draft,
    findings: Sequence[Finding],
    *,
    plan: Plan,
    chain: Sequence[Model],
    last_resort: Model,
    reused: bool = False,
) -> JudgedDraft:
    """Judge a draft that was written, or offered for reuse, by a plan."""
    found = tuple(findings)
    cause = cause_of(found)
    blocked = ModelFailure(model=draft.model, error=DRAFT_BLOCKED, cause=cause)
    left = models_left(chain, (*plan.failures, blocked), last_resort=last_resort)
    verdict = judge(
        found,
        draft,
        reused=reused,
        rewords=_rewords(draft.model, (*chain, last_resort)),
        models_left=bool(left),
    )
    findings_once = tuple(dict.fromkeys((*draft.findings, *found)))
    return JudgedDraft(
        draft=draft.model_copy(update={"findings": findings_once}),
        found=found,
        verdict=verdict,
        cause=cause,
    )


def _rewords(name: str, models: Sequence[Model]) -> bool:
    return all(model.runs_on.rewords for model in models if model.name == name)


def judge(
    findings: Iterable[Finding],
    draft: Draft,
    *,
    rewords: bool,
    models_left: bool,
    reused: bool = False,
) -> Verdict:
    """Accept a draft, have it revised once, have the next model write, or hold it.

    A reused one was accepted by other checks than these: where they block it, all is done anew.

    `rewords` says whether its model can say a thing otherwise: one that only takes sentences from
    the listing is told what is wrong, not what is missing.
    """
    found = list(findings)
    blocked = any(finding.severity is Severity.BLOCK for finding in found)
    worth_it = rewords and any(finding.code in WORTH_A_REVISION for finding in found)
    if not blocked and (draft.revised or not worth_it):
        return Verdict.ACCEPT
    if reused:
        return Verdict.REPLAN
    if not draft.revised:
        return Verdict.REVISE
    return Verdict.NEXT_MODEL if models_left else Verdict.HOLD


def to_put_right(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Choose what a model is told of its draft, what blocks it first."""
    told = [
        finding
        for finding in findings
        if finding.severity is Severity.BLOCK or finding.code in WORTH_A_REVISION
    ]
    return tuple(sorted(told, key=lambda finding: finding.severity is not Severity.BLOCK))


def cause_of(findings: Iterable[Finding]) -> str:
    """Say why a draft is blocked, in codes and counts: never in words of the listing."""
    codes = Counter(finding.code for finding in findings if finding.severity is Severity.BLOCK)
    return ", ".join(f"{code} ({count})" for code, count in codes.most_common())
