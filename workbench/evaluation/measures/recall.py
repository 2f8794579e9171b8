"""Recall: how much of a listing's salary, figures and key terms its summary keeps."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import partial

from summariser.domain.document import Document, LineKind, Section
from workbench.evaluation.coverage import MONEY, figures, names_salary
from workbench.evaluation.measures.listing_text import ListingText, read_listing, tokens
from workbench.evaluation.sample import Better, Measure, Sample

TELLING = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
MOST_TERMS = 10


def salary_kept(sample: Sample) -> float | None:
    """Give 1 where a figure of the salary is told, 0 where none; none where none is asked for."""
    listing = read_listing(sample.document)
    salaries = {line.number for line in sample.document.lines if names_salary(line)}
    if not salaries or Section.COMPENSATION not in sample.profile.aspects:
        return None
    told = [
        sentence.text
        for sentence in sample.summary.sentences
        if MONEY.search(sentence.text) or salaries.intersection(sentence.lines)
    ]
    asked = figures(" ".join(listing.source.lines[number].text for number in salaries))
    return float(bool(asked & figures(" ".join(told))))


def figure_recall(sample: Sample) -> float | None:
    """Divide the figures kept by those of duties, requirements and compensation."""
    source = read_listing(sample.document).source
    asked = source.once("figures", _figures_told, sample.document)
    return len(asked & figures(sample.summary.text)) / len(asked) if asked else None


def _figures_told(document: Document) -> set[str]:
    texts = [
        line.text
        for line in document.lines
        if line.section in TELLING and line.kind is not LineKind.HEADING
    ]
    return figures(" ".join(texts))


class Corpus:
    """Knows how many listings of a language have a term."""

    def __init__(self, listings: Iterable[ListingText]) -> None:
        listings = tuple(listings)
        self._sizes = Counter(it.document.language for it in listings)
        self._found = Counter((it.document.language, term) for it in listings for term in it.terms)

    def key_terms(self, listing: ListingText) -> list[str]:
        """Give the terms that weigh most by tf (1 + ln(n / df)) (Spärck Jones 1972)."""
        language = listing.document.language
        size = self._sizes[language] or 1
        weights = {
            term: count * (1 + math.log(size / (self._found[language, term] or 1)))
            for term, count in listing.terms.items()
        }
        return sorted(weights, key=lambda term: (-weights[term], term))[:MOST_TERMS]


def key_term_recall(documents: Iterable[Document]) -> Measure:
    """Make the measure of the terms that tell a listing from the others of its language."""
    of = partial(_key_term_recall, Corpus(map(read_listing, documents)))
    return Measure("key_term_recall", "key terms kept", Better.HIGHER, of)


def _key_term_recall(corpus: Corpus, sample: Sample) -> float | None:
    listing = read_listing(sample.document)
    if listing.source.is_translated_for(sample.profile):
        return None  # its words are other ones
    terms = listing.source.once(("key terms", corpus), corpus.key_terms, listing)
    told = set(tokens(sample.summary.text))
    return len(told.intersection(terms)) / len(terms) if terms else None


MEASURES = (
    Measure("salary_kept", "salary kept", Better.HIGHER, salary_kept),
    Measure("figure_recall", "figures kept", Better.HIGHER, figure_recall),
)
