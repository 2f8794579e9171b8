"""Vectors of the simulator: the same text has the same, and near-duplicates are neighbours."""

import math
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.evaluation.similar import Pair, measure, read_pairs
from workbench.simulator.embeddings import vector_of

JOBS = {
    "Baker": "You bake bread and rolls every night. You have finished an apprenticeship.",
    "Nurse": "You care for the patients of ward 3 by day. You hold a diploma in nursing.",
    "Driver": "You drive a lorry through Flanders. You have a licence for heavy vehicles.",
    "Tutor": "You teach children to read in small groups. You have patience and a degree.",
}


def listing(title: str, text: str) -> dict[str, str]:
    return {"listing_id": title, "title": title, "company": "Mill & Co", "description": text}


def reposted(text: str) -> str:
    return f"{text} Apply now.".replace("You ", "You will ")


PAIRS = [
    Pair(a=listing(title, text), b=listing(title, reposted(text))) for title, text in JOBS.items()
]


@pytest.mark.parametrize("dimensions", [1, 256, 1024])
def should_hash_a_text_into_a_vector_of_length_one_that_is_always_the_same(dimensions: int) -> None:
    vector = vector_of("You bake bread.", dimensions)
    assert len(vector) == dimensions
    assert math.hypot(*vector) == pytest.approx(1)
    assert vector == vector_of("You bake bread.", dimensions)


def should_have_a_vector_of_a_text_without_words() -> None:
    assert vector_of("", 4) == [0.0] * 4


@pytest.mark.parametrize("dimensions", [256, 1024])
def should_have_near_duplicates_as_each_others_first_neighbours(dimensions: int) -> None:
    found = measure(PAIRS, dimensions=dimensions)
    assert (found.pairs["duplicate"], found.mutual["duplicate"]) == (4, 4)


def should_not_take_listings_for_neighbours_that_have_nearer_ones() -> None:
    crossed = [Pair(label="distinct", a=PAIRS[0].a, b=PAIRS[1].b)]
    found = measure([*PAIRS, *crossed], dimensions=1024)
    assert found.mutual["distinct"] == 0


def should_read_pairs_and_name_the_line_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(pair.model_dump_json() for pair in PAIRS) + "\n", encoding="utf-8")
    assert read_pairs(path) == PAIRS
    path.write_text('{"a": {}}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="line 1 is no pair"):
        read_pairs(path)
