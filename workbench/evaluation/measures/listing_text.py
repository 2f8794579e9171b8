"""ListingText: the words of a listing, read once for all its summaries."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from summariser.checks.source import Source
from summariser.domain.document import Document
from summariser.language.detection import frequent_words
from summariser.language.words import words

MAX_N = 3
SPACELESS = re.compile("[぀-ヿ㐀-鿿]")  # Japanese and Chinese characters
SIGN_OR_WORD = re.compile("[぀-ヿ㐀-鿿]|[^぀-ヿ㐀-鿿]+")

_READ: dict[int, "ListingText"] = {}  # by id() of the document, which each entry keeps alive


class ListingText:
    """The words of the lines of a listing, and counts of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = Source(document)

    @cached_property
    def words(self) -> list[str]:
        """All words in lower case, fields first."""
        return [word for line in self.document.lines for word in tokens(line.text)]

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """The positions of each word."""
        found: dict[str, list[int]] = {}
        for position, word in enumerate(self.words):
            found.setdefault(word, []).append(position)
        return found

    @cached_property
    def grams(self) -> list[frozenset[tuple[str, ...]]]:
        """The n-grams of 1, 2 and 3 words."""
        return [frozenset(ngrams(self.words, n)) for n in range(1, MAX_N + 1)]

    @cached_property
    def terms(self) -> Counter[str]:
        """Counts of the words that carry meaning: neither frequent words nor figures."""
        common = frequent_words(self.document.language)
        return Counter(
            word for word in self.words if len(word) > 2 and word.isalpha() and word not in common
        )


def read_listing(document: Document) -> ListingText:
    """Return the text of a document, reading it only once."""
    found = _READ.get(id(document))
    if found is None:
        found = _READ[id(document)] = ListingText(document)
    return found


def tokens(text: str) -> list[str]:
    """Split a text into lower-case words, or into characters in scripts without spaces."""
    found = words(text)
    if text.isascii() or not SPACELESS.search(text):
        return found
    return [part for word in found for part in SIGN_OR_WORD.findall(word)]


def ngrams(sequence: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Return every sequence of n words, in order."""
    return list(zip(*(sequence[start:] for start in range(n)), strict=False))
