"""BLEURT (Sellam et al. 2020): a trained model's opinion of a text against a reference."""

# ruff: noqa: PLC0415  # importing torch takes seconds, and only who asks for BLEURT waits

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workbench.errors import UsageError
from workbench.evaluation.measures.score_lookup import key_of, measure_of_scores
from workbench.evaluation.sample import Measure, Sample

INSTALL = (
    "BLEURT is not installed: it pins an old transformers, so install `.[bleurt]` into an "
    "environment of its own."
)
LONGEST = 512  # tokens of both texts together

Scorer = Callable[[Sequence[str], Sequence[str]], Sequence[float]]  # references, texts


def bleurt(samples: Iterable[Sample], path: Path) -> Measure:
    """Score samples with a local checkpoint; raises `UsageError` where anything is missing."""
    return score(samples, load_scorer(path))


def score(samples: Iterable[Sample], scorer: Scorer) -> Measure:
    """Score samples against the reference each is closest to; none where nobody wrote one."""
    scores = {
        key_of(it): max(scorer(it.references, [it.summary.text] * len(it.references)))
        for it in samples
        if it.references
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
        raise UsageError(f"{path} holds no checkpoint that bleurt-pytorch can load.") from error
    model.eval()

    def scorer(references: Sequence[str], texts: Sequence[str]) -> Sequence[float]:
        inputs = tokenizer(
            list(references),
            list(texts),
            padding="longest",
            truncation=True,
            max_length=LONGEST,
            return_tensors="pt",
        )
        with torch.inference_mode():
            found: list[float] = model(**inputs).logits.flatten().tolist()
        return found

    return scorer
