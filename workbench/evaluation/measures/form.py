"""Form: the length of a summary, how hard it is to read, and how much it repeats."""

from itertools import combinations

from workbench.evaluation.measures.listing_text import ngrams, tokens
from workbench.evaluation.sample import Better, Measure, Sample

LONG_WORD = 6  # letters; longer words are hard to read
SPACELESS = ("ja", "ko", "zh", "th")  # written without spaces between words


def characters(sample: Sample) -> float:
    """Count the characters."""
    return float(len(sample.summary.text))


def word_count(sample: Sample) -> float:
    """Count the words."""
    return float(len(tokens(sample.summary.text)))


def budget_used(sample: Sample) -> float:
    """Divide the characters by the maximum of the profile."""
    return len(sample.summary.text) / sample.profile.characters


def lix(sample: Sample) -> float | None:
    """Return words per sentence plus the percentage of words with more than six letters.

    Björnsson (1968), "Läsbarhet": below 30 is very easy, above 60 very hard.
    """
    words = tokens(sample.summary.text)
    sentences = len(sample.summary.sentences)
    language = sample.profile.language or sample.document.language
    if not words or not sentences or language in SPACELESS:
        return None
    return len(words) / sentences + 100 * sum(len(word) > LONG_WORD for word in words) / len(words)


def repeated_bigrams(sample: Sample) -> float | None:
    """Return the share of word pairs that occurred before."""
    pairs = [pair for s in sample.summary.sentences for pair in ngrams(tokens(s.text), 2)]
    return 1 - len(set(pairs)) / len(pairs) if pairs else None


def most_alike(sample: Sample) -> float | None:
    """Return the highest word overlap of two sentences (Jaccard 1901)."""
    words = [set(tokens(sentence.text)) for sentence in sample.summary.sentences]
    alike = [len(a & b) / len(a | b) for a, b in combinations(words, 2) if a | b]
    return max(alike, default=None)


MEASURES = (
    Measure("characters", "characters", Better.NEITHER, characters),
    Measure("words", "words", Better.NEITHER, word_count),
    Measure("budget_used", "budget used", Better.NEITHER, budget_used),
    Measure("lix", "LIX", Better.LOWER, lix),
    Measure("repeated_bigrams", "repeated bigrams", Better.LOWER, repeated_bigrams),
    Measure("most_alike", "most similar sentences", Better.LOWER, most_alike),
)
