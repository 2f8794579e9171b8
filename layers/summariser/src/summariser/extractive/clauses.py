"""Clauses: whether a text has a verb that makes a sentence of it, by the words of its language."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summariser.language.prose import Sentences

WORD_OR_STOP = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[,;:()–—]")
STOPS = frozenset(",;:()–—")
WHO = 5  # words
NEVER = re.compile(r"(?!)")


class Clauses(NamedTuple):
    """The words that make a sentence; a language without them has every text pass for one."""

    finite: frozenset[str]  # subjects, and verbs in their forms
    ends: re.Pattern[str]  # more such words
    subjects: frozenset[str]
    copulas: frozenset[str]
    subordinate: frozenset[str]
    addressed: frozenset[str]
    infinitive: frozenset[str]
    verdict: re.Pattern[str]  # what ends a text that says of a requirement how much it counts

    def has_verb(self, words: Sequence[str]) -> bool:
        """Whether one of a text's words in lower case is a verb in a form, or its subject."""
        if not self.finite:
            return True
        if not self.infinitive.isdisjoint(words):
            pairs = zip(("", *words), words, strict=False)
            words = [word for before, word in pairs if before not in self.infinitive]
        if not self.finite.isdisjoint(words):
            return True
        parts = [part for word in words if "'" in word for part in word.split("'")]
        if not self.finite.isdisjoint(parts):
            return True
        return self.ends is not NEVER and any(map(self.ends.fullmatch, (*words, *parts)))

    def is_clause(self, text: str, words: Sequence[str]) -> bool:
        """Whether a text that begins like an item says something of it: "Interviews are held"."""
        if self.copulas.isdisjoint(words):
            return False
        if self.verdict.search(text.lower()):
            return True
        words = WORD_OR_STOP.findall(text.lower())
        if words and words[0] in self.copulas:
            return False  # its subject is missing
        for index, word in enumerate(words[:-1]):
            if word in STOPS or word in self.subordinate:
                return False
            if index and word in self.copulas:
                return True
        return False

    def says_who(self, words: Sequence[str]) -> bool:
        """Whether somebody acts near a text's start: "in the evening you lock the doors"."""
        if self.subjects.isdisjoint(words[:WHO]):
            return False
        for index, word in enumerate(words[:WHO]):
            if word in self.subordinate:
                return False
            beside = (*words[max(index - 1, 0) : index], *words[index + 1 : index + 2])
            if word in self.subjects and any(self._acts(other) for other in beside):
                return True
        return False

    def _acts(self, word: str) -> bool:
        known = word in self.finite and word not in self.subjects
        return known or bool(self.ends.fullmatch(word))

    def misses_subject(self, words: Sequence[str]) -> bool:
        """Whether the subject of a text's verb stands in the heading above it: "who has"."""
        return not self.addressed.isdisjoint(words)


def read_clauses(sentences: Sentences) -> Clauses:
    """Compile what a pack says of clauses."""
    ends = "|".join(f"(?:{pattern})" for pattern in sentences.finite_ends)
    return Clauses(
        finite=frozenset(sentences.finite),
        ends=re.compile(ends) if ends else NEVER,
        subjects=frozenset(sentences.subjects),
        copulas=frozenset(sentences.copulas),
        subordinate=frozenset(sentences.subordinate),
        addressed=frozenset(sentences.addressed),
        infinitive=frozenset(sentences.infinitive),
        verdict=re.compile(rf"\S (?:{'|'.join(sentences.verdicts)})\.?$")
        if sentences.verdicts
        else NEVER,
    )
