"""Greedy matching of token vectors, with vectors that are chosen by hand."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from summariser.domain.document import Section
from summariser.language.words import words
from tests.unit.evaluation.samples import listing_of, sample_of
from workbench.errors import UsageError
from workbench.evaluation.measures.bertscore import measures_of, score, section_texts
from workbench.evaluation.measures.transformer import TransformerEncoder
from workbench.evaluation.sample import Sample

SOURCE = listing_of(
    (Section.DUTIES, "# Bread"),
    (Section.DUTIES, "bake bread"),
    (Section.DUTIES, "bake"),
    (Section.APPLICATION, "write"),
)
# Degrees in a plane: the cosine of 60 is 0.5, "rolls" is between the two.
ANGLES = {"bake": 0, "rolls": 60, "bread": 120, "write": 180}


class PlaneEncoder:
    """Implements `Encoder` with an angle a word."""

    def encode(self, texts: Sequence[str]) -> list[NDArray[Any]]:
        return [
            np.array([(np.cos(a), np.sin(a)) for a in np.radians([ANGLES[w] for w in words(text)])])
            for text in texts
        ]


def _measured(sample: Sample) -> dict[str, float | None]:
    measures = measures_of(score([sample], PlaneEncoder()))
    return {measure.name: measure.of(sample) for measure in measures}


def should_match_each_token_with_the_most_similar_one() -> None:
    # bake: itself; rolls: bake or bread, 0.5 each. Of duties: bake 1, bread 0.5, bake 1.
    found = _measured(sample_of(SOURCE, ("Bake rolls", (2,))))
    precision, recall = (1 + 0.5) / 2, (1 + 0.5 + 1) / 3
    assert found["bertscore_precision"] == pytest.approx(precision)
    assert found["bertscore_recall"] == pytest.approx(recall)
    assert found["bertscore_f1"] == pytest.approx(2 * precision * recall / (precision + recall))


def should_look_for_support_in_every_section_but_recall_only_what_is_asked_for() -> None:
    found = _measured(sample_of(SOURCE, ("Write", (4,))))
    assert found["bertscore_precision"] == pytest.approx(1)
    assert found["bertscore_recall"] == pytest.approx((-1 + 0.5 - 1) / 3)
    assert found["bertscore_f1"] is None


def should_give_no_recall_where_the_listing_has_nothing_that_is_asked_for() -> None:
    found = _measured(sample_of(SOURCE, ("Bake", (2,)), profile="seo"))
    assert found == {
        "bertscore_precision": pytest.approx(1),
        "bertscore_recall": None,
        "bertscore_f1": None,
    }


def should_give_an_empty_summary_no_score() -> None:
    assert set(_measured(sample_of(SOURCE)).values()) == {None}


def should_join_the_lines_of_a_section_without_its_headings() -> None:
    assert section_texts(SOURCE) == {
        Section.DUTIES: "bake bread\nbake",
        Section.APPLICATION: "write",
    }


def should_encode_with_a_small_model_of_ones_own(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "bake", "bread"]
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    transformers.BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    sizes = {"hidden_size": 8, "num_attention_heads": 2, "intermediate_size": 8}
    config = transformers.BertConfig(
        vocab_size=7, num_hidden_layers=2, max_position_embeddings=8, **sizes
    )
    transformers.BertModel(config).save_pretrained(tmp_path)

    encoder = TransformerEncoder(tmp_path, layer=2)
    one, several = encoder.encode(["bake bread", "bake " * 20])
    assert (one.shape, several.shape) == ((2, 8), (20, 8))  # 20 tokens are four windows
    assert np.linalg.norm(several, axis=1) == pytest.approx(np.ones(20), abs=1e-5)


@pytest.mark.skipif(find_spec("torch") is not None, reason="BERTScore is installed here")
def should_say_what_to_install() -> None:
    with pytest.raises(UsageError, match=r"pip install -e '\.\[bertscore\]'"):
        TransformerEncoder()
