"""Sections: the share of characters with the right section label, on listings with gold spans.

    summariser evaluate sections PATH

PATH has JSON lines of {"text", "language", "title", "headings", "spans"}; a span is {"label",
"start", "end"}. `headings` is true if the annotators inserted headings, false if there are none,
and "as-published" if the employer wrote them.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from summariser.domain.document import Document, Section
from summariser.domain.errors import ListingHasNoText
from summariser.domain.listing import Listing
from summariser.preparation.prepare import prepare_document
from workbench.errors import UsageError
from workbench.evaluation.alignment import align_lines

# Gold data has fewer labels than documents: its label `other` includes logistics.
_GOLD = {
    "duties": Section.DUTIES,
    "requirements": Section.REQUIREMENTS,
    "company": Section.INTRODUCTION,
    "compensation": Section.COMPENSATION,
    "application": Section.APPLICATION,
    "other": Section.OTHER,
}
_SAME = {Section.LOGISTICS: Section.OTHER}
WITHOUT, PUBLISHED, INSERTED = "without", "as published", "inserted"
WITH = "with"  # published or inserted
_KINDS: dict[Any, tuple[str, ...]] = {
    False: (WITHOUT,),
    True: (INSERTED, WITH),
    "as-published": (PUBLISHED, WITH),
}
ALL = "all"


@dataclass
class SectionScore:
    """Counts of characters, over the listings of one language and kind of headings."""

    listings: int = 0
    characters: int = 0
    right: int = 0
    unaligned: int = 0  # characters in no line, which count as wrong
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)  # by (gold, label)

    @property
    def share(self) -> float:
        """The share of characters with the right label, from 0 to 1."""
        return self.right / self.characters if self.characters else 0.0


def evaluate(path: Path) -> dict[tuple[str, str], SectionScore]:
    """Measure the section labels on a file; prints and returns the scores."""
    scores = measure_sections(path)
    table = Table(title="Characters with the right section label", title_justify="left")
    for heading in ("language", "headings"):
        table.add_column(heading)
    for heading in ("listings", "characters", "in no line", "right"):
        table.add_column(heading, justify="right")
    for (language, headings), score in sorted(scores.items(), key=_table_order):
        table.add_row(
            language,
            headings,
            str(score.listings),
            str(score.characters),
            f"{score.unaligned / max(1, score.characters):.1%}",
            f"[bold]{score.share:.3f}[/bold]"
            if headings in {WITH, WITHOUT}
            else f"{score.share:.3f}",
            end_section=headings == INSERTED,
        )
    Console().print(table)
    return scores


def measure_sections(path: Path) -> dict[tuple[str, str], SectionScore]:
    """Score the listings of a file by (language, kind of headings).

    The language "all" and the headings "with" are totals. Raises `UsageError` for a row that is not
    of the form in the docstring of this module.
    """
    scores: dict[tuple[str, str], SectionScore] = {}
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
            kinds = _KINDS[row["headings"]]
            spans = [
                (_GOLD.get(span["label"]), span["start"], span["end"]) for span in row["spans"]
            ]
            listing = Listing(
                title=row.get("title"), description=row["text"], language=row["language"]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"Line {number} of {path} has no gold sections: {error!r}.") from error
        keys = [(lang, kind) for lang in (row["language"], ALL) for kind in kinds]
        _score(listing, spans, [scores.setdefault(key, SectionScore()) for key in keys])
    if not scores:
        raise UsageError(f"There is no row with gold sections in {path}.")
    return scores


def _score(
    listing: Listing,
    spans: Iterable[tuple[Section | None, int, int]],
    scores: Iterable[SectionScore],
) -> None:
    text = listing.description
    try:
        document: Document | None = prepare_document(listing, listing_id="gold", version=1)
    except ListingHasNoText:
        document = None  # its characters count as wrong
    shown = align_lines(text, document.body if document else ())
    labels: Counter[tuple[str, str]] = Counter()
    for gold, start, end in spans:
        if gold is None:  # a heading, which is not scored
            continue
        for at in range(start, end):
            if not text[at].isspace():
                line = shown[at]
                section = _SAME.get(line.section, line.section).value if line else ""
                labels[gold.value, section] += 1
    for score in scores:
        score.listings += 1
        score.characters += labels.total()
        score.right += sum(count for (gold, section), count in labels.items() if gold == section)
        score.unaligned += sum(count for (_, section), count in labels.items() if not section)
        score.labels += labels


def _table_order(item: tuple[tuple[str, str], SectionScore]) -> tuple[bool, str, int]:
    language, headings = item[0]
    return language == ALL, language, (WITHOUT, WITH, PUBLISHED, INSERTED).index(headings)
