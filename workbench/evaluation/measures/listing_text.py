"""ListingText: a listing as the measures read it, once for all summaries of it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from summariser.checks.source import Source
from summariser.domain.document import Document
from summariser.language.detection import frequent_words
from summariser.language.words import words

LONGEST_GRAM = 3
SPACELESS = re.compile("[぀-ヿ㐀-鿿]")  # Japanese and Chinese signs
SIGN_OR_WORD = re.compile("[぀-ヿ㐀-鿿]|[^぀-ヿ㐀-鿿]+")

_READ: dict[int, "ListingText"] = {}  # by the id of a document, which each holds on to


class ListingText:
    """The words of a listing's lines, and what is counted from them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = Source(document)

    @cached_property
    def words(self) -> list[str]:
        """All words in small letters, fields first."""
        return [word for line in self.document.lines for word in tokens(line.text)]

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = {}
        for position, word in enumerate(self.words):
            found.setdefault(word, []).append(position)
        return found

    @cached_property
    def grams(self) -> list[frozenset[tuple[str, ...]]]:
        """The n-grams of 1, 2 and 3 words."""
        return [frozenset(ngrams(self.words, n)) for n in range(1, LONGEST_GRAM + 1)]

    @cached_property
    def terms(self) -> Counter[str]:
        """How often each word is said that carries meaning: not frequent, no figure."""
        common = frequent_words(self.document.language)
        return Counter(
            word for word in self.words if len(word) > 2 and word.isalpha() and word not in common
        )


def read_listing(document: Document) -> ListingText:
    """Read a document the first time it is asked for."""
    found = _READ.get(id(document))
    if found is None:
        found = _READ[id(document)] = ListingText(document)
    return found


def tokens(text: str) -> list[str]:
    """Split a text into words in small letters; where no spaces part words, into signs."""
    found = words(text)
    if text.isascii() or not SPACELESS.search(text):
        return found
    return [part for word in found for part in SIGN_OR_WORD.findall(word)]


def ngrams(said: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Give every run of n words, in order."""
    return list(zip(*(said[start:] for start in range(n)), strict=False))
