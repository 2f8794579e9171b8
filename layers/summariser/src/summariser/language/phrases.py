"""Phrases: finds many phrases in a line of words at once."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+|[%€$£]")
# Gender marks split a word for the eye only: Kolleg*innen, Mitarbeiter:in, candidat·e, (m/w/d).
_GENDER = (
    r"\s?\((?:[mwfhdxk]\s?[/|,]\s?){1,3}[mwfhdxk*]\)|[*:_·•/](?:in|innen|e|es|r|ne|nes|euse|trice)\b"
    r"|\((?:in|innen|e|es|ne|nes|s|a|n)\)"
)
# Finds the texts that have any: a search that begins with a sign is several times faster.
_MAY_HOLD_GENDER = re.compile(
    r"[(*:/_·•](?:[mwfhdxk]\s?[/|,]|(?:in|innen|e|es|r|ne|nes|euse|trice|s|a|n)\b)"
)
_MOST_KNOWN = 50_000  # words, so that memory stays bounded


def words(text: str) -> list[str]:
    """Split a line into lower-case words without gender marks; %, currency signs count as words."""
    text = text.lower()
    if _MAY_HOLD_GENDER.search(text):
        text = re.sub(_GENDER, "", text)
    return _WORD.findall(text)


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
        self.is_longer = bool(self.loose or self.by_next)
        self.values = [phrase.value for phrase in self.alone]
        self.opening_values = [phrase.value for phrase in self.opening]

    def longer(self, following: str) -> list[_Phrase[T]]:
        """Return the phrases of several words that may go on with a word."""
        expected = self.by_next.get(following)
        return self.loose + expected if expected else self.loose


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
    `*` for any word, `#` for a number, and `^` before the first word binds the phrase to the start
    of a line.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[_Phrase[T]]] = {}
        self._prefixes: dict[str, list[_Phrase[T]]] = {}
        self._suffixes: dict[str, list[_Phrase[T]]] = {}
        self._numbers: list[_Phrase[T]] = []
        self._known = _Known(self._look_up)
        for text, value in phrases:
            self._add(text, value)
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._suffix_lengths = sorted({len(suffix) for suffix in self._suffixes})

    def _add(self, text: str, value: T) -> None:
        first, *rest = _patterns(text.removeprefix("^"))
        phrase = _Phrase(text.startswith("^"), tuple(rest), value)
        if first == "#":
            self._numbers.append(phrase)
        elif first.endswith("*"):
            self._prefixes.setdefault(first[:-1], []).append(phrase)
        elif first.startswith("*"):
            self._suffixes.setdefault(first[1:], []).append(phrase)
        else:
            self._exact.setdefault(first, []).append(phrase)

    def find(self, line: Sequence[str], starts: Iterable[int] | None = None) -> list[Match[T]]:
        """Find the phrases in a line of words, all of them or those that begin at `starts`."""
        return [
            Match(start, 1 + len(phrase.rest), phrase.value)
            for start, phrase in self._find(line, range(len(line)) if starts is None else starts)
        ]

    def values(self, line: Sequence[str]) -> list[T]:
        """Return what the phrases in a line of words stand for."""
        values: list[T] = []
        last = len(line) - 1
        for start, beginning in enumerate(map(self._known.__getitem__, line)):
            if beginning is None:
                continue
            values += beginning.values if start else beginning.opening_values
            if start < last and beginning.is_longer:
                longer = beginning.longer(line[start + 1])
                if longer:
                    values += [p.value for p in longer if _follows(p, line, start)]
        return values

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
                for phrase in beginning.longer(line[start + 1]):
                    if _follows(phrase, line, start):
                        found.append((start, phrase))
        return found

    def _look_up(self, word: str) -> _Beginning[T] | None:
        phrases = list(self._exact.get(word, ()))
        for length in self._prefix_lengths:
            phrases += self._prefixes.get(word[:length], ()) if length <= len(word) else ()
        for length in self._suffix_lengths:
            phrases += self._suffixes.get(word[-length:], ()) if length < len(word) else ()
        if word[0].isdigit():
            phrases += self._numbers
        return _Beginning(phrases) if phrases else None


def _patterns(text: str) -> list[str]:
    return [
        piece if "*" in piece or piece == "#" else word
        for piece in text.lower().split()
        for word in ([piece] if "*" in piece or piece == "#" else words(piece))
    ]


def _follows(phrase: _Phrase[T], line: Sequence[str], start: int) -> bool:
    """Tell whether the rest of a phrase stands behind the word at `start`."""
    if (start and phrase.opens_line) or start + len(phrase.rest) >= len(line):
        return False
    for offset, pattern in enumerate(phrase.rest, start=start + 1):
        word = line[offset]
        if pattern != word and not _fits(pattern, word):
            return False
    return True


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    if pattern.startswith("*"):
        return word.endswith(pattern[1:])
    return pattern == "#" and word[0].isdigit()
