"""Cues: words and phrases that tell what a text is, found in a text's words."""

import re
from collections.abc import Iterable, Mapping

WORD = re.compile(r"\w+(?:['’-]\w+)*")
SPACELESS = re.compile(r"[぀-ヿ㐀-鿿가-힯]")  # scripts that join words, or words and particles


class Words:
    """A text as words in lower case, for cues to be found in."""

    __slots__ = ("all", "lower", "padded", "spaceless")

    def __init__(self, text: str) -> None:
        self.lower = text.lower().replace("’", "'")
        self.spaceless = not text.isascii() and bool(SPACELESS.search(text))
        words = WORD.findall(self.lower)
        self.all = frozenset(words)
        self.padded = f" {' '.join(words)} "

    def first(self, count: int) -> list[str]:
        """List the first few words."""
        return self.padded.split(maxsplit=count)[:count]

    def content(self) -> frozenset[str]:
        """Find the words that carry meaning: the longer ones, and numbers."""
        if self.spaceless:  # pairs of characters stand in for words
            return frozenset(map("".join, zip(self.lower, self.lower[1:], strict=False)))
        return frozenset([word for word in self.all if len(word) > 3 or word[0].isdigit()])


class Cues:
    """Words and phrases, any of which gives a text a trait."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        tokens = [WORD.findall(phrase.lower().replace("’", "'")) for phrase in phrases]
        self._parts = tuple(phrase for phrase in phrases if SPACELESS.search(phrase))
        self._words = frozenset(token[0] for token in tokens if len(token) == 1)
        self._starts = tuple(f" {' '.join(token)} " for token in tokens if token)
        self._phrases: dict[str, list[str]] = {}  # by their first word
        for token in tokens:
            if len(token) > 1:
                self._phrases.setdefault(token[0], []).append(f" {' '.join(token)} ")
        self._firsts = frozenset(self._phrases)

    def __contains__(self, words: Words) -> bool:
        if not self._words.isdisjoint(words.all):
            return True
        for first in self._firsts & words.all:
            if any(phrase in words.padded for phrase in self._phrases[first]):
                return True
        return words.spaceless and any(part in words.lower for part in self._parts)

    def start(self, words: Words) -> bool:
        """Whether the text begins with one of them."""
        return words.padded.startswith(self._starts) or (
            words.spaceless and words.lower.startswith(self._parts)
        )

    def near_start(self, words: Words) -> bool:
        """Whether one of them stands among the first words."""
        start = f" {' '.join(words.first(5))} "
        return any(phrase in start for phrase in self._starts)

    def among_first(self, words: Words, count: int) -> bool:
        """Whether one of the first few words is one of them."""
        return not self._words.isdisjoint(words.first(count))

    def last(self, text: str) -> bool:
        """Whether the last word of a text is one of them."""
        words = WORD.findall(text[-20:].lower())
        return bool(words) and words[-1] in self._words


class Traits:
    """Several cues at once: which of them a text has, in one pass over its words."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._words: dict[str, set[str]] = {}
        self._phrases: dict[str, list[tuple[str, str]]] = {}  # by their first word
        self._parts: list[tuple[str, str]] = []
        for trait, phrases in cues.items():
            for phrase in phrases:
                first, *rest = WORD.findall(phrase.lower().replace("’", "'"))
                if SPACELESS.search(phrase):
                    self._parts.append((phrase, trait))
                elif rest:
                    padded = f" {' '.join([first, *rest])} "
                    self._phrases.setdefault(first, []).append((padded, trait))
                else:
                    self._words.setdefault(first, set()).add(trait)
        self._known = frozenset([*self._words, *self._phrases])

    def of(self, words: Words) -> set[str]:
        """Find the traits of a text."""
        found: set[str] = set()
        for word in self._known & words.all:
            found.update(self._words.get(word, ()))
            for phrase, trait in self._phrases.get(word, ()):
                if phrase in words.padded:
                    found.add(trait)
        if words.spaceless:
            found.update(trait for part, trait in self._parts if part in words.lower)
        return found
