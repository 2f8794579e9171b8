"""Suite: runs every check on corrupted and untouched summaries, and counts what it finds.

    summariser evaluate checks LISTINGS

The summaries are those of the extractive model, which are true until they are corrupted.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from time import perf_counter

from pydantic import BaseModel

from summariser.checks.registry import OfSummary, summary_checks
from summariser.checks.source import Source
from summariser.domain.document import Document, Field
from summariser.domain.finding_codes import FindingCode
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, ProfileSummary
from workbench.evaluation.corruption import figures, form, lists, phrases, words
from workbench.evaluation.corruption.case import Case, Corpus, Corrupted, Corruption

CORRUPTIONS: Mapping[str, Corruption] = {
    "figure_changed": figures.change_figure,
    "money_changed": figures.change_money,
    "currency_changed": figures.change_currency,
    "percent_changed": figures.change_percent,
    "date_changed": figures.change_date,
    "unit_changed": figures.change_unit,
    "range_to_promise": figures.promise,
    "swapped_company": words.swap_company,
    "swapped_place": words.swap_place,
    "invented_benefit": words.invent_benefit,
    "invented_degree": words.invent_degree,
    "contract_changed": words.change_contract,
    "other_listings_sentence": words.take_another_listings_sentence,
    "modality_flipped": phrases.swap("modality"),
    "negation_flipped": phrases.swap("negation"),
    "bound_reversed": phrases.swap("bounds"),
    "level_raised": phrases.swap("levels"),
    "workplace_changed": phrases.swap("workplace"),
    "weekday_changed": phrases.swap("weekdays"),
    "gross_to_net": phrases.swap("tax"),
    "week_to_month": phrases.swap("week"),
    "condition_dropped": phrases.swap("conditions"),
    "exception_dropped": phrases.swap("absolutes"),
    "or_to_and": phrases.swap("alternatives"),
    "figures_swapped": figures.swap_figures,
    "cut_sentence": form.cut,
    "cut_and_stopped": form.cut_and_stop,
    "contact_added": form.add_contact,
    "markup_added": form.add_markup,
    "all_capitals": form.shout,
    "repeated_sentence": form.repeat,
    "wrong_language": words.take_another_language,
    "injected_instruction": words.inject,
}
MIN_WORDS = 6  # of a sentence that is moved to the summary of another listing
EXAMPLES = 200  # misses kept of each kind


class Kind(BaseModel):
    """The check that should find a kind of corruption, and the recall required of it."""

    check: str
    codes: tuple[FindingCode, ...]
    required: float | None = None


@dataclass
class Tally:
    """The cases of one kind: their number, the checks that found them, and some misses."""

    cases: int = 0
    found: int = 0
    by_check: Counter[str] = field(default_factory=Counter)
    by_code: Counter[str] = field(default_factory=Counter)
    missed: list[Corrupted] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """The share of cases found; None without cases."""
        return self.found / self.cases if self.cases else None


@dataclass
class Untouched:
    """The sentences that were not corrupted."""

    sentences: Counter[str] = field(default_factory=Counter)  # by language
    blocked: Counter[str] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)
    alarms: list[tuple[Document, str, str]] = field(default_factory=list)  # sentence, message
    seconds: float = 0.0
    drafts: int = 0

    @property
    def share(self) -> float:
        """The share of sentences that a check blocks."""
        return self.blocked.total() / max(1, self.sentences.total())


@cache
def kinds() -> Mapping[str, Kind]:
    """Read kinds.toml."""
    return {name: Kind.model_validate(table) for name, table in lists.kinds().items()}


def name_of(check: OfSummary) -> str:
    """Return the name of the module of a check."""
    return check.__name__.removeprefix("check_")


def measure(
    drafts: Sequence[tuple[Document, Draft]],
    profiles: Sequence[Profile],
    *,
    seed: int,
    checks: Sequence[OfSummary] | None = None,
) -> Iterator[tuple[dict[str, Tally], Untouched]]:
    """Yield the counts after each listing; they are the same objects each time."""
    checks = summary_checks() if checks is None else checks
    tallies = {kind: Tally() for kind in CORRUPTIONS}
    untouched = Untouched()
    corpus = _corpus(drafts)
    for document, draft in drafts:
        source = Source(document)
        _count_untouched(untouched, source, draft, profiles, checks)
        for kind, corruption in CORRUPTIONS.items():
            rng = random.Random(f"{seed} {kind} {document.listing_id}")  # noqa: S311 - seeded, to repeat
            corrupted = _corrupt(corruption, document, draft, profiles, corpus, rng)
            if corrupted:
                _count(tallies[kind], corrupted, source, checks)
        yield tallies, untouched


def _corrupt(
    corruption: Corruption,
    document: Document,
    draft: Draft,
    profiles: Sequence[Profile],
    corpus: Corpus,
    rng: random.Random,
) -> Corrupted | None:
    """Corrupt one sentence that the corruption applies to, tried in random order."""
    cases = [
        Case(document, profile, draft.profiles[profile.name], index, corpus)
        for profile in profiles
        if profile.name in draft.profiles
        for index in range(len(draft.profiles[profile.name].sentences))
    ]
    rng.shuffle(cases)
    for case in cases:
        corrupted = corruption(case, rng)
        if corrupted and (corrupted.summary.text != case.summary.text):
            return corrupted
    return None


def _count(tally: Tally, corrupted: Corrupted, source: Source, checks: Iterable[OfSummary]) -> None:
    known = source if corrupted.document is source.document else Source(corrupted.document)
    found: set[str] = set()
    codes: set[str] = set()
    for check in checks:
        for finding in check(corrupted.summary, known, corrupted.case.profile):
            about = finding.sentence in (corrupted.sentence.text, None)
            if not finding.is_note and about and finding.code is not FindingCode.TOO_LONG:
                found.add(name_of(check))
                codes.add(finding.code)
    tally.cases += 1
    tally.found += bool(found)
    tally.by_check.update(found)
    tally.by_code.update(codes)
    if not found and len(tally.missed) < EXAMPLES:
        tally.missed.append(corrupted)


def _count_untouched(
    untouched: Untouched,
    source: Source,
    draft: Draft,
    profiles: Sequence[Profile],
    checks: Iterable[OfSummary],
) -> None:
    language = source.document.language
    untouched.drafts += 1
    for profile in profiles:
        summary: ProfileSummary | None = draft.profiles.get(profile.name)
        if summary is None:
            continue
        blocked: dict[str | None, str] = {}
        for check in checks:
            started = perf_counter()
            found = list(check(summary, source, profile))
            untouched.seconds += perf_counter() - started
            wrong = {finding.sentence: finding.message for finding in found if not finding.is_note}
            untouched.by_check[name_of(check)] += len(wrong)
            blocked |= wrong
        untouched.sentences[language] += len(summary.sentences)
        untouched.blocked[language] += len(blocked)
        untouched.alarms += [
            (source.document, sentence or summary.text, message)
            for sentence, message in blocked.items()
        ]


def _corpus(drafts: Sequence[tuple[Document, Draft]]) -> Corpus:
    fields = [document.fields for document, _ in drafts]
    places = [
        by_field[Field.LOCATION].text.split(",")[0]
        for by_field in fields
        if Field.LOCATION in by_field
    ]
    sentences: dict[str, list[tuple[str, str]]] = {}
    for document, draft in drafts:
        titled = document.fields.get(Field.TITLE)
        for summary in draft.profiles.values():
            sentences.setdefault(document.language, []).extend(
                (document.listing_id, sentence.text)
                for sentence in summary.sentences
                if len(sentence.text.split()) >= MIN_WORDS
                and (titled is None or titled.number not in sentence.lines)
            )
    return Corpus(
        companies=_plain(
            [by_field[Field.COMPANY].text for by_field in fields if Field.COMPANY in by_field]
        ),
        places=_plain(places),
        sentences={language: sorted(set(found)) for language, found in sentences.items()},
    )


def _plain(names: Iterable[str]) -> list[str]:
    kept = {
        name.strip() for name in names if 3 < len(name.strip()) < 40 and name.strip()[:1].isupper()
    }
    return sorted(name for name in kept if not name.isupper() and name.replace(" ", "").isalpha())
