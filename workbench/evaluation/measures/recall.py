"""Recall: how much of the salary, figures and key terms of a listing its summary keeps."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import partial

from summariser.domain.document import Document, LineKind, Section
from workbench.evaluation.coverage import MONEY, figures, names_salary
from workbench.evaluation.measures.listing_text import ListingText, read_listing, tokens
from workbench.evaluation.sample import Better, Measure, Sample

INFORMATIVE = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
MAX_TERMS = 10


def salary_kept(sample: Sample) -> float | None:
    """Return 1 if the summary has a figure of the salary, else 0; None if not applicable."""
    listing = read_listing(sample.document)
    salaries = {line.number for line in sample.document.lines if names_salary(line)}
    if not salaries or Section.COMPENSATION not in sample.profile.aspects:
        return None
    paying = [
        sentence.text
        for sentence in sample.summary.sentences
        if MONEY.search(sentence.text) or salaries.intersection(sentence.lines)
    ]
    asked = figures(" ".join(listing.source.lines[number].text for number in salaries))
    return float(bool(asked & figures(" ".join(paying))))


def figure_recall(sample: Sample) -> float | None:
    """Return the share of figures kept, of those in duties, requirements and compensation."""
    source = read_listing(sample.document).source
    asked = source.once("figures", _informative_figures, sample.document)
    return len(asked & figures(sample.summary.text)) / len(asked) if asked else None


def _informative_figures(document: Document) -> set[str]:
    texts = [
        line.text
        for line in document.lines
        if line.section in INFORMATIVE and line.kind is not LineKind.HEADING
    ]
    return figures(" ".join(texts))


class Corpus:
    """Counts how many listings of a language have a term."""

    def __init__(self, listings: Iterable[ListingText]) -> None:
        listings = tuple(listings)
        self._sizes = Counter(listing.document.language for listing in listings)
        self._found = Counter(
            (listing.document.language, term) for listing in listings for term in listing.terms
        )

    def key_terms(self, listing: ListingText) -> list[str]:
        """Return the terms with the highest tf (1 + ln(n / df)) (Spärck Jones 1972)."""
        language = listing.document.language
        size = self._sizes[language] or 1
        weights = {
            term: count * (1 + math.log(size / (self._found[language, term] or 1)))
            for term, count in listing.terms.items()
        }
        return sorted(weights, key=lambda term: (-weights[term], term))[:MAX_TERMS]


def key_term_recall(documents: Iterable[Document]) -> Measure:
    """Make the measure of terms that distinguish a listing from others in its language."""
    of = partial(_key_term_recall, Corpus(map(read_listing, documents)))
    return Measure("key_term_recall", "key terms kept", Better.HIGHER, of)


def _key_term_recall(corpus: Corpus, sample: Sample) -> float | None:
    listing = read_listing(sample.document)
    if listing.source.is_translated_for(sample.profile):
        return None  # the words differ
    terms = listing.source.once(("key terms", corpus), corpus.key_terms, listing)
    kept = set(tokens(sample.summary.text))
    return len(kept.intersection(terms)) / len(terms) if terms else None


MEASURES = (
    Measure("salary_kept", "salary kept", Better.HIGHER, salary_kept),
    Measure("figure_recall", "figures kept", Better.HIGHER, figure_recall),
)
