"""Form: how long a summary is, how hard to read, and how much it repeats itself."""

from itertools import combinations

from workbench.evaluation.measures.listing_text import ngrams, tokens
from workbench.evaluation.sample import Better, Measure, Sample

LONG_WORD = 6  # letters; a longer one is hard to read
SPACELESS = ("ja", "ko", "zh", "th")  # a word there is no run of letters between spaces


def characters(sample: Sample) -> float:
    """Count the characters."""
    return float(len(sample.summary.text))


def word_count(sample: Sample) -> float:
    """Count the words."""
    return float(len(tokens(sample.summary.text)))


def budget_used(sample: Sample) -> float:
    """Divide the characters by those that the profile has room for."""
    return len(sample.summary.text) / sample.profile.characters


def lix(sample: Sample) -> float | None:
    """Give words a sentence plus the percentage of words of more than six letters.

    Björnsson (1968), "Läsbarhet": below 30 is very easy, above 60 very hard.
    """
    said = tokens(sample.summary.text)
    sentences = len(sample.summary.sentences)
    language = sample.profile.language or sample.document.language
    if not said or not sentences or language in SPACELESS:
        return None
    return len(said) / sentences + 100 * sum(len(word) > LONG_WORD for word in said) / len(said)


def repeated_bigrams(sample: Sample) -> float | None:
    """Divide the pairs of words that were said before by all pairs."""
    pairs = [it for s in sample.summary.sentences for it in ngrams(tokens(s.text), 2)]
    return 1 - len(set(pairs)) / len(pairs) if pairs else None


def most_alike(sample: Sample) -> float | None:
    """Give the highest share of words that two sentences have in common (Jaccard 1901)."""
    said = [set(tokens(sentence.text)) for sentence in sample.summary.sentences]
    alike = [len(a & b) / len(a | b) for a, b in combinations(said, 2) if a | b]
    return max(alike, default=None)


MEASURES = (
    Measure("characters", "characters", Better.NEITHER, characters),
    Measure("words", "words", Better.NEITHER, word_count),
    Measure("budget_used", "budget used", Better.NEITHER, budget_used),
    Measure("lix", "LIX", Better.LOWER, lix),
    Measure("repeated_bigrams", "repeated bigrams", Better.LOWER, repeated_bigrams),
    Measure("most_alike", "most alike sentences", Better.LOWER, most_alike),
)
