"""Merging: one statement made from two lines that speak of different things."""

from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import is_generic
from summariser.checks.meaning.statement import Statement
from summariser.domain.document import Section
from summariser.domain.finding_codes import FindingCode

TOLD_APART = {Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION}
FEWEST = 3  # words of a statement that stand in the lines
APART = 2  # lines


def merged_statements(statement: Statement) -> Iterator[Problem]:
    """Find the statements without a comma or an "and" that take their words from distant lines."""
    cited = statement.cited
    sections = {line.section for line, _ in cited}
    if len(cited) < 2 or len(sections) > 1 or not sections & TOLD_APART:
        return
    for passage in statement.told:
        if passage.breaks or passage.joints:
            continue
        wanted = {
            stem
            for at, stem in passage.stems.items()
            if not is_generic(passage.words[at], passage.language)
            and not any(field.find(stem) for field in statement.fields)
        }
        held = [
            ({stem for stem in wanted if any(part.find(stem) for part in passages)}, line.number)
            for line, passages in cited
        ]
        best, number = max(held, key=lambda stems: len(stems[0]))
        rest = {
            stem for stems, other in held for stem in stems - best if abs(other - number) >= APART
        }
        if rest and len(best | rest) >= FEWEST:
            shown = " ".join(
                word for at, word in enumerate(passage.words) if passage.stems.get(at) in rest
            )
            yield Problem(FindingCode.FACTS_MERGED, shown, "stands in another line than the rest")
