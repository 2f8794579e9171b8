"""Passages: a text as sentences of plain words, with the marks that change what they say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summariser.checks.grounding.text_facts import SHORTEST_PART, stem
from summariser.checks.meaning.phrasing import common_words, phrases
from summariser.language.detection import joins_words
from summariser.language.folding import fold
from summariser.language.words import words

# A full stop ends a sentence where a space or a capital follows, or, in listings whose line breaks
# were lost, a small letter: "SAP SD.znajomość". An abbreviation's does not.
ENDS = re.compile(r"[;!?•|\n\r…]+|(?<=[^\W\d_]{3})\.(?=\s|[^\W\d_]|$)|(?<=[\d)%])\.(?=\s|$)")
ABBREVIATED = re.compile(
    r"\b(?:min|max|mind|maks|inkl|incl|bzw|ggf|evtl|etc|usw|approx|env|resp|evt|bijv|np|godz|tys"
    r"|abgeschl|vgl|zzgl|exkl|excl|ung|ang|niem|wyksz|woj|dr|prof|str|tel|eur|mtl|mon|std)\.",
    re.IGNORECASE,
)
PLAIN = "plain"  # neither a wish nor a demand
BREAKS = re.compile(r"(?<!\d),|,(?!\d)|[()\[\]]|:\s|:$|\s[-–—]\s|\s/\s")
JOINTS = frozenset(
    {
        *("and", "und", "et", "en", "i", "oraz", "y", "e", "och", "og", "ja", "sowie", "plus"),
        *("or", "oder", "ou", "of", "lub", "o", "eller", "tai", "nebo", "sowohl"),
    }
)


class Mark(NamedTuple):
    """A phrase that changes what a passage says, by its first word and the word behind it."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Passage:
    """A sentence of a text in words without accents; `breaks` are the words behind a comma."""

    words: tuple[str, ...]
    breaks: frozenset[int]
    language: str
    led: str = PLAIN  # what the heading above makes of it: "wish" below "Nice to have"
    _marks: dict[str, list[Mark]] = field(default_factory=dict, repr=False, compare=False)
    _keys: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def marks(self, topic: str) -> list[Mark]:
        """Find a topic's phrases, the longest where several overlap."""
        if topic not in self._marks:
            self._marks[topic] = _without_overlaps(
                Mark(found.start, found.start + found.length, found.value)
                for found in phrases(self.language, topic).find(self.words)
            )
        return self._marks[topic]

    def keys(self, topic: str) -> frozenset[str]:
        """Give what a topic's phrases in the passage stand for."""
        if topic not in self._keys:
            self._keys[topic] = frozenset(phrases(self.language, topic).values(self.words))
        return self._keys[topic]

    @cached_property
    def stems(self) -> dict[int, str]:
        """The stems of the words that say what the passage is about, by word."""
        common = common_words(self.language)
        idle = {
            at
            for topic in ("modality", "negation", "bounds")
            for mark in self.marks(topic)
            for at in range(mark.start, mark.end)
        }
        return {
            at: stem(word)
            for at, word in enumerate(self.words)
            if len(word) > 1
            and word not in common
            and word not in JOINTS
            and at not in idle
            and word[0].isalpha()
        }

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each stem stands."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(stem(word), []).append(at)
        return found

    def find(self, stem_: str) -> list[int]:
        """Find the words that have a stem; in languages that join words, also as a part of one."""
        found = self.places.get(stem_)
        if found or not joins_words(self.language) or len(stem_) < SHORTEST_PART:
            return found or []
        return [at for at, word in enumerate(self.words) if stem_ in word]

    def clause(self, at: int) -> range:
        """Give the words between the commas around a word."""
        start = max((edge for edge in self.breaks if edge <= at), default=0)
        end = min((edge for edge in self.breaks if edge > at), default=len(self.words))
        return range(start, end)

    @cached_property
    def items(self) -> list[range]:
        """The parts between commas and conjunctions."""
        edges = sorted({0, len(self.words), *self.breaks} | self.joints)
        return [range(a, b) for a, b in pairwise(edges)]

    @cached_property
    def joints(self) -> set[int]:
        """Where the conjunctions stand that join or part things."""
        return {at for at, word in enumerate(self.words) if word in JOINTS}


def read_passages(text: str, language: str, led: str = PLAIN) -> list[Passage]:
    """Split a text into passages."""
    found = []
    for part in ENDS.split(ABBREVIATED.sub(lambda match: match[0][:-1], text)):
        spoken: list[str] = []
        breaks = set()
        for piece in BREAKS.split(part):
            breaks.add(len(spoken))
            spoken += words(fold(piece))
        if spoken:
            inner = frozenset(at for at in breaks if 0 < at < len(spoken))
            found.append(Passage(tuple(spoken), inner, language, led))
    return found


@lru_cache(maxsize=1024)
def is_generic(word: str, language: str) -> bool:
    """Whether a word is in many a requirement, such as "experience", and tells none apart."""
    return "generic" in phrases(language, "modality").values([word])


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept)


def occurrences(passages: Iterable[Passage], stem_: str) -> Iterator[tuple[Passage, int]]:
    """Find where a stem stands in several passages."""
    for passage in passages:
        for at in passage.find(stem_):
            yield passage, at
