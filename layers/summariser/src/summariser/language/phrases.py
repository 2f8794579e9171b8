"""Phrases: finds many phrases in a line of words at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from summariser.language.words import words

T = TypeVar("T")

_MOST_KNOWN = 50_000  # words, so that memory stays bounded


class Match(NamedTuple, Generic[T]):
    """Where a phrase was found: its first word, its length in words, and what it stands for."""

    start: int
    length: int
    value: T


class _Phrase(NamedTuple, Generic[T]):
    opens_line: bool
    rest: tuple[str, ...]  # the patterns after the first one
    value: T


class _Beginning(Generic[T]):
    """The phrases that may begin with a word, by the word that must come next."""

    __slots__ = ("alone", "by_next", "is_longer", "loose", "opening", "opening_values", "values")

    def __init__(self, phrases: Iterable[_Phrase[T]]) -> None:
        self.opening: list[_Phrase[T]] = []  # of one word, at the start of a line
        self.alone: list[_Phrase[T]] = []  # and elsewhere
        self.by_next: dict[str, list[_Phrase[T]]] = {}
        self.loose: list[_Phrase[T]] = []  # their next word is a pattern
        for phrase in phrases:
            following = phrase.rest[0] if phrase.rest else None
            if following is None:
                self.opening.append(phrase)
                if not phrase.opens_line:
                    self.alone.append(phrase)
            elif "*" in following or following == "#":
                self.loose.append(phrase)
            else:
                self.by_next.setdefault(following, []).append(phrase)
        for phrases_by_next in self.by_next.values():
            phrases_by_next.extend(self.loose)
        self.is_longer = bool(self.loose or self.by_next)
        self.values = [phrase.value for phrase in self.alone]
        self.opening_values = [phrase.value for phrase in self.opening]


class _Known(dict[str, _Beginning[T] | None]):
    """What phrases begin with a word, looked up when the word is first seen."""

    def __init__(self, look_up: Callable[[str], _Beginning[T] | None]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> _Beginning[T] | None:
        beginning = self._look_up(word)
        if len(self) < _MOST_KNOWN:
            self[word] = beginning
        return beginning


class Phrases(Generic[T]):
    """Phrases with what each stands for.

    A phrase is words; `manag*` stands for any word that begins so, `*ung` for any that ends so,
    `*人*` for any that holds it, `*` for any word, `#` for a number, and `^` before the first word
    binds the phrase to the start of a line. `split` must be what splits the lines, too.
    """

    def __init__(
        self, phrases: Iterable[tuple[str, T]], split: Callable[[str], list[str]] = words
    ) -> None:
        self._split = split
        self._exact: dict[str, list[_Phrase[T]]] = {}
        self._prefixes: dict[str, list[_Phrase[T]]] = {}
        self._suffixes: dict[str, list[_Phrase[T]]] = {}
        self._infixes: dict[str, list[_Phrase[T]]] = {}
        self._numbers: list[_Phrase[T]] = []
        self._known = _Known(self._look_up)
        for text, value in phrases:
            self._add(text, value)
        self._is_plain = not (self._prefixes or self._suffixes or self._infixes or self._numbers)
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._suffix_lengths = sorted({len(suffix) for suffix in self._suffixes})

    def _add(self, text: str, value: T) -> None:
        first, *rest = self._patterns(text.removeprefix("^"))
        phrase = _Phrase(text.startswith("^"), tuple(rest), value)
        if first == "#":
            self._numbers.append(phrase)
        elif len(first) > 2 and first[0] == first[-1] == "*":
            self._infixes.setdefault(first[1:-1], []).append(phrase)
        elif first.endswith("*"):
            self._prefixes.setdefault(first[:-1], []).append(phrase)
        elif first.startswith("*"):
            self._suffixes.setdefault(first[1:], []).append(phrase)
        else:
            self._exact.setdefault(first, []).append(phrase)

    def _patterns(self, text: str) -> list[str]:
        if "*" not in text and "#" not in text:
            return self._split(text)
        return [
            piece if "*" in piece or piece == "#" else word
            for piece in text.lower().split()
            for word in ([piece] if "*" in piece or piece == "#" else self._split(piece))
        ]

    def find(self, line: Sequence[str], starts: Iterable[int] | None = None) -> list[Match[T]]:
        """Find the phrases in a line of words, all of them or those that begin at `starts`."""
        return [
            Match(start, 1 + len(phrase.rest), phrase.value)
            for start, phrase in self._find(line, range(len(line)) if starts is None else starts)
        ]

    def values(self, line: Sequence[str]) -> list[T]:
        """Return what the phrases in a line of words stand for."""
        values: list[T] = []
        if self._is_plain and self._exact.keys().isdisjoint(line):
            return values
        last = len(line) - 1
        for start, beginning in enumerate(map(self._known.__getitem__, line)):
            if beginning is None:
                continue
            if alone := beginning.values if start else beginning.opening_values:
                values += alone
            if beginning.is_longer and start < last:
                for phrase in beginning.by_next.get(line[start + 1], beginning.loose):
                    if _follows(phrase, line, start):
                        values.append(phrase.value)
        return values

    def found_in(self, line: Sequence[str]) -> bool:
        """Tell whether any phrase stands in a line of words."""
        return bool(self.values(line))

    def begins(self, line: Sequence[str]) -> bool:
        """Tell whether a line of words begins with any phrase."""
        return bool(line) and self._known[line[0]] is not None and bool(self._find(line, (0,)))

    def may_begin_with(self, word: str) -> bool:
        """Tell whether any phrase begins with a lower-case word."""
        return self._known[word] is not None

    def _find(self, line: Sequence[str], starts: Iterable[int]) -> list[tuple[int, _Phrase[T]]]:
        found: list[tuple[int, _Phrase[T]]] = []
        known, last = self._known, len(line) - 1
        for start in starts:
            beginning = known[line[start]]
            if beginning is None:
                continue
            alone = beginning.alone if start else beginning.opening
            found += [(start, phrase) for phrase in alone]
            if start < last and beginning.is_longer:
                for phrase in beginning.by_next.get(line[start + 1], beginning.loose):
                    if _follows(phrase, line, start):
                        found.append((start, phrase))
        return found

    def _look_up(self, word: str) -> _Beginning[T] | None:
        phrases = list(self._exact.get(word, ()))
        for length in self._prefix_lengths:
            phrases += self._prefixes.get(word[:length], ()) if length <= len(word) else ()
        for length in self._suffix_lengths:
            phrases += self._suffixes.get(word[-length:], ()) if length < len(word) else ()
        for part, holding in self._infixes.items():
            phrases += holding if part in word else ()
        if word[0].isdigit():
            phrases += self._numbers
        return _Beginning(phrases) if phrases else None


def _follows(phrase: _Phrase[T], line: Sequence[str], start: int) -> bool:
    """Tell whether the rest of a phrase stands behind the word at `start`."""
    opens_line, rest, _ = phrase
    if (start and opens_line) or start + len(rest) >= len(line):
        return False
    for offset, pattern in enumerate(rest, start=start + 1):
        word = line[offset]
        if pattern != word and not _fits(pattern, word):
            return False
    return True


def _fits(pattern: str, word: str) -> bool:
    if len(pattern) > 2 and pattern[0] == pattern[-1] == "*":
        return pattern[1:-1] in word
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    if pattern.startswith("*"):
        return word.endswith(pattern[1:])
    return pattern == "#" and word[0].isdigit()
