"""Findings: counts of what the checks find in a summary."""

from collections.abc import Callable

from summariser.checks.grounding.check_grounding import CHECK as GROUNDING
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from workbench.evaluation.sample import Better, Measure, Sample

INCOMPLETE = (FindingCode.SENTENCE_CUT, FindingCode.FRAGMENT)


def unsupported_claims(sample: Sample) -> float | None:
    """Return the number of claims per sentence that the cited lines do not support."""
    return _per_sentence(sum(map(_is_unsupported, sample.findings)), sample)


def blocked_sentences(sample: Sample) -> float | None:
    """Return the share of sentences that a finding blocks."""
    return _share(sample, lambda finding: not finding.is_note)


def blocked(sample: Sample) -> float:
    """Return 1 if a finding keeps the summary from being published, else 0."""
    return float(any(not finding.is_note for finding in sample.findings))


def warnings(sample: Sample) -> float:
    """Count the findings that do not block."""
    return float(sum(finding.is_note for finding in sample.findings))


def whole_sentences(sample: Sample) -> float | None:
    """Return the share of complete sentences."""
    broken = _share(sample, lambda finding: finding.code in INCOMPLETE)
    return None if broken is None else 1 - broken


def _is_unsupported(finding: Finding) -> bool:
    return finding.code in GROUNDING.codes and not finding.is_note


def _share(sample: Sample, counts: Callable[[Finding], bool]) -> float | None:
    texts = {finding.sentence for finding in sample.findings if counts(finding)}
    return _per_sentence(
        sum(sentence.text in texts for sentence in sample.summary.sentences), sample
    )


def _per_sentence(count: int, sample: Sample) -> float | None:
    sentences = len(sample.summary.sentences)
    return count / sentences if sentences else None


MEASURES = (
    Measure(
        "unsupported_claims", "unsupported claims per sentence", Better.LOWER, unsupported_claims
    ),
    Measure("blocked_sentences", "blocked sentences", Better.LOWER, blocked_sentences),
    Measure("blocked", "blocked summaries", Better.LOWER, blocked),
    Measure("warnings", "warnings", Better.LOWER, warnings),
    Measure("whole_sentences", "complete sentences", Better.HIGHER, whole_sentences),
)
