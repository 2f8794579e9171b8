"""BLEURT (Sellam et al. 2020): a trained model compares a text with a reference."""

# ruff: noqa: PLC0415  # torch takes seconds to import, and BLEURT is optional

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workbench.errors import UsageError
from workbench.evaluation.measures.score_lookup import key_of, measure_of_scores
from workbench.evaluation.sample import Measure, Sample

INSTALL = (
    "BLEURT is not installed: it needs an old version of transformers, so install `.[bleurt]` into "
    "a separate environment."
)
MAX_TOKENS = 512  # of both texts together

Scorer = Callable[[Sequence[str], Sequence[str]], Sequence[float]]  # references, texts


def bleurt(samples: Iterable[Sample], path: Path) -> Measure:
    """Score samples with a local checkpoint; raises `UsageError` when anything is missing."""
    return score(samples, load_scorer(path))


def score(samples: Iterable[Sample], scorer: Scorer) -> Measure:
    """Score samples against their closest reference; skips those without one."""
    scores = {
        key_of(sample): max(
            scorer(sample.references, [sample.summary.text] * len(sample.references))
        )
        for sample in samples
        if sample.references
    }
    return measure_of_scores("bleurt", "BLEURT", scores)


def load_scorer(path: Path) -> Scorer:
    """Load a checkpoint in the format of bleurt-pytorch."""
    try:
        import torch
        from bleurt_pytorch import BleurtForSequenceClassification, BleurtTokenizer
    except ImportError as error:
        raise UsageError(INSTALL) from error
    try:
        model = BleurtForSequenceClassification.from_pretrained(str(path), local_files_only=True)
        tokenizer = BleurtTokenizer.from_pretrained(str(path), local_files_only=True)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is not a checkpoint that bleurt-pytorch can load.") from error
    model.eval()

    def scorer(references: Sequence[str], texts: Sequence[str]) -> Sequence[float]:
        inputs = tokenizer(
            list(references),
            list(texts),
            padding="longest",
            truncation=True,
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        with torch.inference_mode():
            found: list[float] = model(**inputs).logits.flatten().tolist()
        return found

    return scorer
