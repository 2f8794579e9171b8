"""Hints: which of many phrases a text may hold, told by how its words begin."""

from collections.abc import Iterable
from functools import lru_cache

from summariser.language.detection import languages_of, may_hold_other_script
from summariser.language.words import WORD

_BEGINNING = 4  # characters of a word
_LAST_LATIN = 0x24F
_AROUND = "()[]{}<>\"'“”„«»‘’*_#-–—|•:;,.!?/"
_MOST_KNOWN = 50_000  # words, so that memory stays bounded


class Hints:
    """Phrases in small letters that texts are searched for; looking for each takes a long time."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}  # words that tell, with phrases
        self._other_scripts: list[str] = []
        self._signs: list[str] = []
        self._known: dict[str, tuple[str, ...]] = {}  # the phrases of words seen before
        self._idle: set[str] = set()  # those that no phrase has
        for phrase in phrases:
            self._add(phrase)

    def _add(self, phrase: str) -> None:
        found = WORD.findall(phrase)
        if not found:
            self._signs.append(phrase)
        elif ord(max(found, key=len)[0]) > _LAST_LATIN:
            self._other_scripts.append(phrase)
        else:
            key = max(found, key=_tells_most)
            self._by_beginning.setdefault(key[:_BEGINNING], []).append((key, phrase))

    def held_by(self, text: str) -> list[str]:
        """List the phrases that stand in a text in small letters, where a word begins with them."""
        phrases: set[str] = set()
        for word in distinct_words(text) - self._idle:
            phrases.update(self._known.get(word) or self._look_up(word))
        if may_hold_other_script(text):
            phrases.update(self._other_scripts)
        return [phrase for phrase in (*phrases, *self._signs) if phrase in text]

    def _look_up(self, word: str) -> tuple[str, ...]:
        bare = word.strip(_AROUND)
        candidates = self._by_beginning.get(bare[:_BEGINNING], ())
        found = tuple(phrase for key, phrase in candidates if bare.startswith(key))
        if not found and len(self._idle) < _MOST_KNOWN:
            self._idle.add(word)
        elif found and len(self._known) < _MOST_KNOWN:
            self._known[word] = found
        return found


def _tells_most(word: str) -> tuple[bool, int]:
    """Compare the words of a phrase: the long ones, and none that most texts have, tell most."""
    return not languages_of(word), len(word)


@lru_cache(maxsize=4)
def distinct_words(text: str) -> frozenset[str]:
    """Return what stands between the spaces of a text, each once."""
    return frozenset(text.split())
