"""TextFacts: what a text claims, read once for a sentence and once for each line."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summariser.language.dates import Date, read_dates
from summariser.language.detection import frequent_words, joins_words
from summariser.language.figures import Figure, Kind, read_figures
from summariser.language.folding import fold
from summariser.language.lexicon import concepts, periods
from summariser.language.money import currencies_of
from summariser.language.words import SPACELESS, WORD, words

LONGEST_STEM = 6
STEMS = ((4, 6), (5, 8), (6, 99))  # letters, of words of so many at most
SHORTEST_PART = 5
PAIR = 2  # characters that stand in for a word where words have no spaces


@dataclass(frozen=True)
class TextFacts:
    """A text and what it claims; each kind of claim is read when it is first asked for."""

    text: str
    language: str

    @cached_property
    def lower(self) -> str:
        """The text in small letters, its spaces made alike."""
        return " ".join(self.text.lower().replace("’", "'").split())

    @cached_property
    def folded(self) -> str:
        """The text in small letters without accents."""
        return fold(self.text)

    @cached_property
    def folded_words(self) -> frozenset[str]:
        """The words in small letters without accents."""
        return frozenset(WORD.findall(self.folded))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that begin with a capital, folded."""
        return frozenset(fold(word) for word in WORD.findall(self.text) if word[0].isupper())

    @cached_property
    def joined_words(self) -> frozenset[str]:
        """Two and three words in a row, folded and written as one."""
        found = WORD.findall(self.folded)
        pairs = map("".join, pairwise(found))
        threes = map("".join, zip(found, found[1:], found[2:], strict=False))
        return frozenset((*pairs, *threes))

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        starts: dict[str, list[str]] = {}
        for word in self.folded_words:
            starts.setdefault(word[:3], []).append(word)
        return starts

    def words_by_start(self, start: str) -> list[str]:
        """Return the folded words that begin with three letters."""
        return self._starts.get(start, [])

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """The first letters of all words, and of those that begin with a capital."""
        found = WORD.findall(self.text)
        capitals = [word for word in found if word[0].isupper()]
        return tuple(fold("".join(word[0] for word in some)) for some in (found, capitals))

    @cached_property
    def words(self) -> list[str]:
        """The words in small letters."""
        return words(self.text)

    @cached_property
    def has_figures(self) -> bool:
        """Whether there is any digit."""
        return any(character.isdigit() for character in self.text)

    @cached_property
    def dates(self) -> list[Date]:
        """The dates."""
        return read_dates(self.text)

    @cached_property
    def all_figures(self) -> list[Figure]:
        """The figures, those of dates too."""
        return read_figures(self.text, self.language)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures that belong to no date."""
        spans = [(date.start, date.end) for date in self.dates]
        return [it for it in self.all_figures if not any(a <= it.start < b for a, b in spans)]

    @cached_property
    def concepts(self) -> frozenset[tuple[str, str]]:
        """The contracts, credentials and benefits that are named, by kind and name."""
        return frozenset(concepts().values(self.words))

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The currencies that are named."""
        return currencies_of(self.text)

    @cached_property
    def periods(self) -> frozenset[str]:
        """The periods that pay may be for: hour, month, year."""
        return frozenset(periods().values(self.words))

    @property
    def names_money(self) -> bool:
        """Whether a sum of money is named."""
        return any(figure.kind is Kind.MONEY for figure in self.all_figures)

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The words without accents and what they begin with, for other texts' stems to match."""
        found = frozenset(words(self.folded))
        return found.union(
            word[:length] for word in found for length, longest in STEMS if len(word) <= longest
        )

    def holds(self, stem_: str) -> bool:
        """Whether any word has a stem; in languages that join words, also as a part of one."""
        if stem_ in self.all_stems:
            return True
        if len(stem_) == PAIR:
            return stem_ in self.lower
        return joins_words(self.language) and len(stem_) >= SHORTEST_PART and stem_ in self.folded

    def tells(self, word: str) -> bool:
        """Whether another text's content word is told: by its stem, or by a part of it."""
        if self.holds(stem(word)):
            return True
        if not joins_words(self.language):
            return False
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 2)
        return any(word[:cut] in self.all_stems for cut in cuts) or any(
            word[-cut:] in self.folded_words for cut in cuts
        )

    @cached_property
    def content(self) -> list[str]:
        """The words that carry meaning, folded; pairs of characters where none has spaces."""
        common = frequent_words(self.language)
        found = [
            fold(word)
            for word in self.words
            if len(word) > 3
            and word not in common
            and word[0].isalpha()
            and not SPACELESS.match(word)
        ]
        if SPACELESS.search(self.text):
            pairs = pairwise(self.lower)
            found += [a + b for a, b in pairs if SPACELESS.match(a) and SPACELESS.match(b)]
        return found

    @cached_property
    def stems(self) -> list[str]:
        """The stems of the words that carry meaning."""
        return [stem(word) for word in self.content]


def stem(word: str) -> str:
    """Take off a word what inflection may change: all behind its fifth or sixth letter."""
    if len(word) > 8:
        return word[:LONGEST_STEM]
    return word[: max(4, len(word) - 2)]
