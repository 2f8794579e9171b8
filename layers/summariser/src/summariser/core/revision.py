"""Revision: what a model is shown of its draft, so that it can put it right."""

from collections.abc import Iterable

from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding

# What a model may put right when it is shown, and what by itself never costs a sentence.
WORTH_A_REVISION = frozenset({FindingCode.ASPECT_MISSING, FindingCode.ADDRESS_MIXED})


def to_put_right(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Choose the findings that cost a sentence, and then those that are worth a revision."""
    shown = [
        finding for finding in findings if not finding.is_note or finding.code in WORTH_A_REVISION
    ]
    return tuple(sorted(shown, key=lambda finding: finding.is_note))
