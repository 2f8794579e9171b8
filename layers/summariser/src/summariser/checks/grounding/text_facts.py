"""TextFacts: what a text claims, read once for a sentence and once for each line."""

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from summariser.language.contents import Concepts
from summariser.language.dates import Date, read_dates
from summariser.language.detection import frequent_words, joins_words
from summariser.language.figures import Figure, Kind, read_figures
from summariser.language.lexicon import periods
from summariser.language.money import currencies_of
from summariser.language.packs import PACKS
from summariser.language.phrases import Phrases
from summariser.language.words import SPACELESS, WORD, words

LONGEST_STEM = 6
SHORTEST_PART = 5
PAIR = 2  # characters that stand in for a word where words have no spaces
PLAIN = str.maketrans("łøđß", "lods")


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
        return frozenset(_concepts().values(self.words))

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
        """The stems of all words, for other texts' words to be found among."""
        return frozenset(map(stem, self.words))

    def holds(self, stem_: str) -> bool:
        """Whether any word has a stem; in languages that join words, also as a part of one."""
        if stem_ in self.all_stems:
            return True
        joined = joins_words(self.language) or len(stem_) == PAIR
        return (
            joined and (len(stem_) >= SHORTEST_PART or len(stem_) == PAIR) and stem_ in self.lower
        )

    @cached_property
    def stems(self) -> list[str]:
        """The stems of the words that carry meaning; pairs of characters where none has spaces."""
        common = frequent_words(self.language)
        found = [
            stem(word)
            for word in self.words
            if len(word) > 3
            and word not in common
            and word[0].isalpha()
            and not SPACELESS.match(word)
        ]
        if SPACELESS.search(self.text):
            pairs = zip(self.lower, self.lower[1:], strict=False)
            found += [a + b for a, b in pairs if SPACELESS.match(a) and SPACELESS.match(b)]
        return found


@cache
def _concepts() -> Phrases[tuple[str, str]]:
    """Read the concepts of all languages, as their kind and name."""
    return Phrases(
        (phrase, (kind, name))
        for table in PACKS.every(Concepts)
        for kind, named in table._asdict().items()
        for name, phrases in named.items()
        for phrase in phrases
    )


def stem(word: str) -> str:
    """Take off a word what inflection may change: all behind its fifth or sixth letter."""
    if len(word) > 8:
        return word[:LONGEST_STEM]
    return word[: max(4, len(word) - 2)]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Set a text in small letters without accents: Łodzi and Łódź begin alike."""
    lower = text.lower().replace("’", "'")
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFD", lower.translate(PLAIN))
    return "".join(character for character in plain if not unicodedata.combining(character))
