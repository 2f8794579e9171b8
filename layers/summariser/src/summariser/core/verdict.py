"""Verdict: what becomes of a draft, given what the checks found."""

from collections import Counter
from collections.abc import Iterable

from summariser.domain.summary import Draft, Finding, Severity, Verdict

# What a model may put right when it is told, and what never keeps a summary from being published.
WORTH_A_REVISION = frozenset({"aspect_missing", "address_mixed"})


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
    told = [it for it in findings if it.severity is Severity.BLOCK or it.code in WORTH_A_REVISION]
    return tuple(sorted(told, key=lambda it: it.severity is not Severity.BLOCK))


def cause_of(findings: Iterable[Finding]) -> str:
    """Say why a draft is blocked, in codes and counts: never in words of the listing."""
    codes = Counter(it.code for it in findings if it.severity is Severity.BLOCK)
    return ", ".join(f"{code} ({count})" for code, count in codes.most_common())
