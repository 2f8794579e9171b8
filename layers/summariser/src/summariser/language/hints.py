"""Hints: which of many phrases a text may hold, told by how its words begin."""

from collections.abc import Iterable
from functools import lru_cache

from summariser.language.detection import may_hold_other_script
from summariser.language.words import WORD

_BEGINNING = 4  # characters of a word
_LAST_LATIN = 0x24F
_AROUND = "()[]{}<>\"'“”„«»‘’*_#-–—|•:;,.!?/"


class Hints:
    """Phrases in small letters that texts are searched for; looking for each takes a long time."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = {}
        self._other_scripts: list[str] = []
        self._signs: list[str] = []
        for phrase in phrases:
            self._add(phrase)
        self._beginnings = frozenset(self._by_beginning)

    def _add(self, phrase: str) -> None:
        found = WORD.findall(phrase)
        word = max(found, key=len, default="")
        if not word:
            self._signs.append(phrase)
        elif ord(word[0]) > _LAST_LATIN:
            self._other_scripts.append(phrase)
        else:
            key = word if len(word) >= _BEGINNING else found[-1]
            self._by_beginning.setdefault(key[:_BEGINNING], []).append(phrase)

    def held_by(self, text: str) -> list[str]:
        """List the phrases that stand in a text in small letters, where a word begins with them."""
        found = self._beginnings & _beginnings(text)
        phrases = [phrase for beginning in found for phrase in self._by_beginning[beginning]]
        if may_hold_other_script(text):
            phrases += self._other_scripts
        return [phrase for phrase in (*phrases, *self._signs) if phrase in text]


@lru_cache(maxsize=4)
def _beginnings(text: str) -> frozenset[str]:
    words = set(text.split())
    words |= {word.strip(_AROUND) for word in words if not word.isalnum()}
    return frozenset({word[:_BEGINNING] for word in words})
