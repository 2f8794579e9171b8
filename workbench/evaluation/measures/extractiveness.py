"""Extractiveness: how much of a summary is copied from its listing word for word.

Coverage, density and compression after Grusky, Naaman and Artzi (2018), "Newsroom", section 4:
with F the longest extractive fragments of a summary S from an article A, in words,
coverage = sum |f| / |S|, density = sum |f|^2 / |S|, compression = |A| / |S|.
"""

from collections.abc import Sequence
from functools import partial

from workbench.evaluation.measures.listing_text import (
    MAX_N,
    ListingText,
    ngrams,
    read_listing,
    tokens,
)
from workbench.evaluation.sample import Better, Measure, Sample


def coverage(sample: Sample) -> float | None:
    """Return the share of words that are in fragments."""
    lengths, size = _fragments(sample)
    return sum(lengths) / size if size else None


def density(sample: Sample) -> float | None:
    """Return the mean length in words of the fragment that a word is in."""
    lengths, size = _fragments(sample)
    return sum(length * length for length in lengths) / size if size else None


def compression(sample: Sample) -> float | None:
    """Divide the words of the listing by those of the summary."""
    size = len(tokens(sample.summary.text))
    return len(read_listing(sample.document).words) / size if size else None


def novel_ngrams(n: int, sample: Sample) -> float | None:
    """Return the share of distinct n-grams that the listing does not have."""
    grams = set(ngrams(tokens(sample.summary.text), n))
    known = read_listing(sample.document).grams[n - 1]
    return len(grams - known) / len(grams) if grams else None


def _fragments(sample: Sample) -> tuple[Sequence[int], int]:
    listing = read_listing(sample.document)
    text = sample.summary.text
    return listing.source.once(("fragments", text), _find_fragments, text, listing)


def _find_fragments(text: str, listing: ListingText) -> tuple[Sequence[int], int]:
    """Measure the fragments, greedily from the left, each as long as possible."""
    summary, article = tokens(text), listing.words
    lengths = []
    start = 0
    while start < len(summary):
        places = listing.positions.get(summary[start], ())
        longest = max((_shared(summary, start, article, place) for place in places), default=0)
        if longest:
            lengths.append(longest)
        start += longest or 1
    return lengths, len(summary)


def _shared(summary: Sequence[str], start: int, article: Sequence[str], place: int) -> int:
    length = 0
    most = min(len(summary) - start, len(article) - place)
    while length < most and summary[start + length] == article[place + length]:
        length += 1
    return length


MEASURES = (
    Measure("coverage", "extractive coverage", Better.NEITHER, coverage),
    Measure("density", "extractive density", Better.NEITHER, density),
    Measure("compression", "compression", Better.NEITHER, compression),
    *(
        Measure(f"novel_{n}grams", f"novel {n}-grams", Better.NEITHER, partial(novel_ngrams, n))
        for n in range(1, MAX_N + 1)
    ),
)
