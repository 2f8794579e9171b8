"""Findings: what the checks say of a summary, counted."""

from collections.abc import Callable

from summariser.domain.findings import Finding
from workbench.evaluation.sample import Better, Measure, Sample

NOT_WHOLE = ("sentence_cut", "fragment")


def unsupported_claims(sample: Sample) -> float | None:
    """Divide the claims that the listing's lines do not bear out by the sentences."""
    return _for_each_sentence(sum(map(_is_unsupported, sample.findings)), sample)


def blocked_sentences(sample: Sample) -> float | None:
    """Divide the sentences that a finding blocks by all."""
    return _share(sample, lambda finding: not finding.is_note)


def blocked(sample: Sample) -> float:
    """Give 1 where any finding keeps the summary from being published, 0 where none does."""
    return float(any(not finding.is_note for finding in sample.findings))


def warnings(sample: Sample) -> float:
    """Count the findings that a linguist should look at."""
    return float(sum(finding.is_note for finding in sample.findings))


def whole_sentences(sample: Sample) -> float | None:
    """Divide the sentences with a beginning and an end by all."""
    broken = _share(sample, lambda finding: finding.code in NOT_WHOLE)
    return None if broken is None else 1 - broken


def _is_unsupported(finding: Finding) -> bool:
    unsupported = finding.code.endswith("_unsupported") or finding.code == "range_to_promise"
    return unsupported and not finding.is_note


def _share(sample: Sample, counts: Callable[[Finding], bool]) -> float | None:
    texts = {finding.sentence for finding in sample.findings if counts(finding)}
    return _for_each_sentence(sum(it.text in texts for it in sample.summary.sentences), sample)


def _for_each_sentence(count: int, sample: Sample) -> float | None:
    sentences = len(sample.summary.sentences)
    return count / sentences if sentences else None


MEASURES = (
    Measure(
        "unsupported_claims", "unsupported claims a sentence", Better.LOWER, unsupported_claims
    ),
    Measure("blocked_sentences", "sentences blocked", Better.LOWER, blocked_sentences),
    Measure("blocked", "summaries blocked", Better.LOWER, blocked),
    Measure("warnings", "warnings", Better.LOWER, warnings),
    Measure("whole_sentences", "whole sentences", Better.HIGHER, whole_sentences),
)
