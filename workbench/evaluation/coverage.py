"""Coverage: whether summaries cover the aspects of their listings, and are well formed."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from summariser.checks.coverage import has_aspect, told_aspects
from summariser.checks.source import Source
from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.errors import ListingHasNoText
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import ProfileSummary
from summariser.language.money import names_extra
from workbench.evaluation.corpus import prepare_all, read_listings
from workbench.evaluation.drafts import extractive_draft

ASPECTS = (Section.INTRODUCTION, Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
MONEY = re.compile(
    r"(?:[€$£]|EUR|USD|GBP|PLN|CHF)\s?\d|\d[\d.,\s]*k?\s?(?:[€$£]|zł|EUR|euro|PLN|CHF)", re.I
)
FIGURE = re.compile(r"\d{1,3}(?: \d{3})+(?![\d])(?:[.,]\d{1,2})?|\d[\d.,]*")  # 38 000 is one
NOTHING = ProfileSummary(text="", sentences=())  # what a profile too short for any sentence gets
WHOLE = re.compile(r"[^\W_a-z].*[.。]|\(?[A-Z$€£\d].*\.|[a-z]+[A-Z0-9].*[.。]", re.DOTALL)


@dataclass
class ProfileCoverage:
    """Counts for one profile, over listings."""

    present: Counter[Section] = field(default_factory=Counter)
    covered: Counter[Section] = field(default_factory=Counter)
    salaries: int = 0
    salaries_kept: int = 0
    summaries: int = 0
    too_long: int = 0
    sentences: int = 0
    incomplete: list[str] = field(default_factory=list)
    characters: int = 0

    def share(self, aspect: Section) -> float | None:
        """Return the share of listings with an aspect whose summary covers it; None without any."""
        return self.covered[aspect] / self.present[aspect] if self.present[aspect] else None


def evaluate(path: Path) -> dict[str, ProfileCoverage]:
    """Measure the listings of a file; prints and returns the results."""
    profiles = load_profiles()
    coverage = measure(prepare_all(read_listings(path)), profiles)
    aspects = Table(
        title="Listings with an aspect whose summary covers it (dim: not part of the profile)",
        title_justify="left",
    )
    form = Table(title="Form", title_justify="left")
    for heading in ("profile", *(aspect.value for aspect in ASPECTS), "salary"):
        aspects.add_column(heading, justify="left" if heading == "profile" else "right")
    for heading in ("profile", "summaries", "too long", "sentences", "incomplete", "characters"):
        form.add_column(heading, justify="left" if heading == "profile" else "right")
    for profile in profiles:
        counts = coverage[profile.name]
        asked = [_cell(counts.share(aspect), asked=aspect in profile.aspects) for aspect in ASPECTS]
        kept = counts.salaries_kept / counts.salaries if counts.salaries else None
        aspects.add_row(profile.name, *asked, _cell(kept, asked=True))
        form.add_row(
            profile.name,
            str(counts.summaries),
            str(counts.too_long),
            str(counts.sentences),
            str(len(counts.incomplete)),
            f"{counts.characters / max(1, counts.summaries):.0f}",
        )
    console = Console()
    console.print(aspects)
    console.print(form)
    return coverage


def measure(
    documents: Iterable[Document], profiles: Iterable[Profile]
) -> dict[str, ProfileCoverage]:
    """Summarise documents with the extractive model, and count what each profile covers."""
    profiles = tuple(profiles)
    coverage = {profile.name: ProfileCoverage() for profile in profiles}
    for document in documents:
        try:
            draft = extractive_draft(document, profiles)
        except ListingHasNoText:
            continue  # a dead letter, not a summary
        for profile in profiles:
            summary = draft.profiles.get(profile.name, NOTHING)
            _count(coverage[profile.name], document, profile, summary)
    return coverage


def _count(
    counts: ProfileCoverage, document: Document, profile: Profile, summary: ProfileSummary
) -> None:
    source = Source(document)
    lines = source.lines
    covered = told_aspects(summary, source, translated=source.is_translated_for(profile))
    for aspect in ASPECTS:
        if has_aspect(document, aspect):
            counts.present[aspect] += 1
            counts.covered[aspect] += aspect in covered
    salaries = [line for line in document.lines if names_salary(line)]
    if salaries and Section.COMPENSATION in profile.aspects:
        counts.salaries += 1
        figures_told = [
            sentence.text
            for sentence in summary.sentences
            if MONEY.search(sentence.text) or any(lines[n] in salaries for n in sentence.lines)
        ]
        asked = figures(" ".join(line.text for line in salaries))
        counts.salaries_kept += bool(asked & figures(" ".join(figures_told)))
    counts.summaries += 1
    counts.characters += len(summary.text)
    counts.too_long += (
        len(summary.text) > profile.characters or len(summary.sentences) > profile.sentences
    )
    counts.sentences += len(summary.sentences)
    counts.incomplete += [
        s.text for s in summary.sentences if not WHOLE.fullmatch(s.text.rstrip('”"“»)'))
    ]


def names_salary(line: Line) -> bool:
    """Whether a line names a sum that the job pays."""
    if line.field is Field.SALARY:
        return bool(re.search(r"[1-9]", line.text))
    pays = line.section is Section.COMPENSATION and line.kind is not LineKind.HEADING
    if not pays or line.field is not None or not MONEY.search(line.text):
        return False
    return not names_extra(line.text)  # vouchers and budgets are not part of the salary


def figures(text: str) -> set[str]:
    """Return the digits of the figures in a text that have at least two."""
    # "EUR 4200.0" and "€4.200" are the same figure; single digits are everywhere
    bare = {re.sub(r"[.,]0{1,2}$", "", figure) for figure in FIGURE.findall(text)}
    return {digits for figure in bare if len(digits := re.sub(r"\D", "", figure)) > 1}


def _cell(share: float | None, *, asked: bool) -> str:
    if share is None:
        return "-"
    return f"{share:.1%}" if asked else f"[dim]{share:.1%}[/dim]"
