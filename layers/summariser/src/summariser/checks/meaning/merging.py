"""Merging: one statement made from two lines that speak of different things."""

from collections.abc import Iterator, Sequence

from summariser.checks.meaning.passages import Passage, is_generic
from summariser.domain.document import Line, Section

TOLD_APART = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
FEWEST = 3  # words of a statement that stand in the lines
APART = 2  # lines


def merged_statements(
    claim: Sequence[Passage],
    lines: Sequence[tuple[Line, Sequence[Passage]]],
    fields: Sequence[Passage],
) -> Iterator[str]:
    """Find the statements without a comma or an "and" that take their words from distant lines."""
    body = [(line, passages) for line, passages in lines if line.section in TOLD_APART]
    if len(body) < 2 or len(body) < len(lines):
        return
    for passage in claim:
        if passage.breaks or passage.joints:
            continue
        wanted = {
            stem
            for at, stem in passage.stems.items()
            if not is_generic(passage.words[at], passage.language)
            and not any(field.find(stem) for field in fields)
        }
        held = [
            ({stem for stem in wanted if any(it.find(stem) for it in passages)}, line.number)
            for line, passages in body
        ]
        best, number = max(held, key=lambda it: len(it[0]))
        rest = {
            stem
            for stems, other in held
            for stem in stems - best
            if abs(other - number) >= APART
        }
        if rest and len(best | rest) >= FEWEST:
            yield " ".join(sorted(rest))
