"""How a scorer's opinions become a measure, and what is said where there is no scorer."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from summariser.domain.document import Section
from tests.unit.evaluation.samples import listing_of, sample_of
from workbench.errors import UsageError
from workbench.evaluation.measures.bleurt import bleurt, score

SOURCE = listing_of((Section.DUTIES, "You bake bread."))


def _alike_in_length(references: Sequence[str], texts: Sequence[str]) -> Sequence[float]:
    return [-abs(len(a) - len(b)) for a, b in zip(references, texts, strict=True)]


def should_score_against_the_closest_reference() -> None:
    sample = sample_of(SOURCE, ("Bake.", (1,)), references=("Bake bread.", "Bakes."))
    assert score([sample], _alike_in_length).of(sample) == -1
    lonely = sample_of(SOURCE, ("Bake.", (1,)))
    assert score([lonely], _alike_in_length).of(lonely) is None


@pytest.mark.skipif(find_spec("bleurt_pytorch") is not None, reason="BLEURT is installed here")
def should_say_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"install `\.\[bleurt\]`"):
        bleurt([], tmp_path)
