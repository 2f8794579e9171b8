"""Phrases: finds many phrases in a line of words at once."""

import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+|[%€$£]|\[(?:e-mail|phone|link)\]")
# Gender marks split a word for the eye only: Kolleg*innen, Mitarbeiter:in, candidat·e, (m/w/d).
_GENDER = re.compile(
    r"\s?\((?:[mwfhdxk]\s?[/|,]\s?){1,3}[mwfhdxk*]\)|[*:_·•/](?:in|innen|e|es|r|ne|nes|euse|trice)\b"
    r"|\((?:in|innen|e|es|ne|nes|s|a|n)\)",
)


def words(text: str) -> list[str]:
    """Split a line into lower-case words without gender marks; %, currency signs count as words."""
    return _WORD.findall(_GENDER.sub("", text.lower()))


class Match(NamedTuple, Generic[T]):
    """Where a phrase was found: its first word, its length in words, and what it stands for."""

    start: int
    length: int
    value: T


class _Phrase(NamedTuple, Generic[T]):
    opens_line: bool
    rest: tuple[str, ...]  # the patterns after the first one
    value: T


class Phrases(Generic[T]):
    """Phrases with what each stands for.

    A phrase is words; `manag*` stands for any word that begins so, `*ung` for any that ends so,
    `#` for a number, and `^` before the first word binds the phrase to the start of a line.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[_Phrase[T]]] = {}
        self._prefixes: dict[str, list[_Phrase[T]]] = {}
        self._suffixes: dict[str, list[_Phrase[T]]] = {}
        self._numbers: list[_Phrase[T]] = []
        self._known: dict[str, list[_Phrase[T]]] = {}  # word -> phrases that may begin with it
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

    def find(self, line: Sequence[str]) -> list[Match[T]]:
        """Find every phrase in a line of words."""
        found: list[Match[T]] = []
        known, total = self._known, len(line)
        for start, word in enumerate(line):
            beginning = known.get(word)
            if beginning is None:
                beginning = self._look_up(word)
            for phrase in beginning:
                if phrase.opens_line and start:
                    continue
                rest = phrase.rest
                if not rest:
                    found.append(Match(start, 1, phrase.value))
                elif start + len(rest) < total and all(
                    _fits(pattern, other)
                    for pattern, other in zip(rest, line[start + 1 :], strict=False)
                ):
                    found.append(Match(start, 1 + len(rest), phrase.value))
        return found

    def _look_up(self, word: str) -> list[_Phrase[T]]:
        beginning = list(self._exact.get(word, ()))
        for length in self._prefix_lengths:
            beginning += self._prefixes.get(word[:length], ()) if length <= len(word) else ()
        for length in self._suffix_lengths:
            beginning += self._suffixes.get(word[-length:], ()) if length < len(word) else ()
        if word[0].isdigit():
            beginning += self._numbers
        if len(self._known) < 50_000:
            self._known[word] = beginning
        return beginning


def _patterns(text: str) -> list[str]:
    return [
        piece if "*" in piece or piece == "#" else word
        for piece in text.lower().split()
        for word in ([piece] if "*" in piece or piece == "#" else words(piece))
    ]


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    if pattern.startswith("*"):
        return word.endswith(pattern[1:])
    return word[0].isdigit() if pattern == "#" else pattern == word
