"""Long listings: as long as they were asked for, always the same, and nothing said twice."""

import json
from pathlib import Path

import pytest

from summariser.domain.document import LineKind, Section
from summariser.domain.listing import Listing
from summariser.preparation.prepare import prepare_document
from workbench.benchmark.long_listings import long_listing, one_line_listing, write_listings
from workbench.simulator.token_count import count_tokens


@pytest.mark.parametrize("tokens", [1000, 12_000])
def should_be_as_long_as_it_was_asked_to_be(tokens: int) -> None:
    assert tokens * 0.95 < count_tokens(long_listing(tokens)["description"]) <= tokens


def should_be_the_same_for_the_same_seed() -> None:
    assert long_listing(1000, seed=3) == long_listing(1000, seed=3)
    assert long_listing(1000, seed=3) != long_listing(1000, seed=4)


def should_say_no_sentence_twice_and_have_every_section() -> None:
    listing = Listing.model_validate(long_listing(12_000))
    document = prepare_document(listing, listing_id="long", version=1)
    told = [line for line in document.body if line.kind is not LineKind.HEADING]
    assert len({line.text for line in told}) == len(told) > 500
    assert {
        Section.DUTIES,
        Section.REQUIREMENTS,
        Section.COMPENSATION,
        Section.LOGISTICS,
        Section.APPLICATION,
    } <= {line.section for line in told}


def should_be_one_line_of_so_many_kibibytes() -> None:
    text = one_line_listing(300)["description"]
    assert "\n" not in text
    assert 299 * 1024 < len(text.encode()) <= 300 * 1024


def should_write_one_listing_a_line(tmp_path: Path) -> None:
    path = tmp_path / "new" / "long.jsonl"
    write_listings(path, [1000, 2000], [10])
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["listing_id"] for line in lines] == ["long-1000", "long-2000", "one-line-10-kb"]
