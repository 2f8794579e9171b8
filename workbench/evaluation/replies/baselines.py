"""What the checks have to beat: word overlap at its best threshold, and to call everything true."""

from collections.abc import Sequence

from summariser.checks.source import Source
from workbench.evaluation.replies.measuring import Judged


def balanced_accuracy(found: int, false: int, flagged: int, true: int) -> float:
    """Give the mean of the shares of false sentences found and of true ones left alone."""
    return (found / max(1, false) + 1 - flagged / max(1, true)) / 2


def of_checks(judged: Sequence[Judged]) -> float:
    """Give the balanced accuracy of the checks, wrong and doubtful alike."""
    return _accuracy([bool(one.codes) for one in judged], judged)


def of_word_overlap(judged: Sequence[Judged]) -> tuple[float, float]:
    """Give the best balanced accuracy of word overlap with the cited lines, and its threshold.

    A sentence is called false where fewer of its meaningful words are in its lines. The threshold
    is chosen on the same sentences, which flatters the baseline.
    """
    shares = [_overlap(one) for one in judged]
    scored = (
        (_accuracy([share < threshold for share in shares], judged), threshold)
        for threshold in sorted({*shares, 1.1})
    )
    return max(scored)


def _accuracy(flags: Sequence[bool], judged: Sequence[Judged]) -> float:
    rows = list(zip(flags, judged, strict=True))
    return balanced_accuracy(
        found=sum(flag for flag, one in rows if not one.true),
        false=sum(not one.true for one in judged),
        flagged=sum(flag for flag, one in rows if one.true),
        true=sum(one.true for one in judged),
    )


def _overlap(one: Judged) -> float:
    source = Source(one.document)
    lines = source.reading(one.sentence.lines)
    stems = source.claim(one.sentence).stems
    return sum(map(lines.holds, stems)) / len(stems) if stems else 1.0
