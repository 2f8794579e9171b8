"""References: overlap with summaries written by people; None without one."""

# ruff: noqa: PLC0415  # optional, and imported only if there are references

from functools import cache, partial
from typing import Any

from workbench.errors import UsageError
from workbench.evaluation.measures.listing_text import tokens
from workbench.evaluation.sample import Better, Measure, Sample

INSTALL = "run `make install-evaluation`"


class Words:
    """The tokenizer for ROUGE, whose own treats an umlaut as a space."""

    def tokenize(self, text: str) -> list[str]:
        """Split a text into lower-case words."""
        return tokens(text)


def rouge(kind: str, sample: Sample) -> float | None:
    """Return the F1 of ROUGE (Lin 2004) with the closest reference."""
    if not sample.references:
        return None
    scores = _rouge_scorer(kind).score_multi(sample.references, sample.summary.text)
    return float(scores[kind].fmeasure)


def chrf(sample: Sample) -> float | None:
    """Return chrF (Popović 2015), from 0 to 1, with the closest reference."""
    if not sample.references:
        return None
    return float(_chrf().sentence_score(sample.summary.text, list(sample.references)).score) / 100


@cache
def _rouge_scorer(kind: str) -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ModuleNotFoundError as error:
        raise UsageError(f"ROUGE is not installed: {INSTALL}.") from error
    return RougeScorer([kind], tokenizer=Words())


@cache
def _chrf() -> Any:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ModuleNotFoundError as error:
        raise UsageError(f"chrF is not installed: {INSTALL}.") from error
    return CHRF()


MEASURES = (
    Measure("rouge1", "ROUGE-1", Better.HIGHER, partial(rouge, "rouge1")),
    Measure("rouge2", "ROUGE-2", Better.HIGHER, partial(rouge, "rouge2")),
    Measure("rougeL", "ROUGE-L", Better.HIGHER, partial(rouge, "rougeL")),
    Measure("chrf", "chrF", Better.HIGHER, chrf),
)
