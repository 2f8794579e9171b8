"""Names: words with a capital that name a company, a place or a product."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from summariser.checks.grounding.name_forms import (
    is_named_in,
    is_short_for,
    rows_around,
    stands_in,
    written_out,
)
from summariser.checks.grounding.places import words_of_told_places
from summariser.checks.grounding.text_facts import TextFacts
from summariser.extractive.wording import load_wording
from summariser.language.contents import Names
from summariser.language.detection import frequent_words
from summariser.language.folding import fold
from summariser.language.lexicon import concepts
from summariser.language.packs import PACKS
from summariser.language.words import NAME

STARTS = frozenset('.!?:;•(„“"«»|')
SHORTEST = 2
SAME = 5  # words in a row
LONGEST_ELISION = 6  # letters before an apostrophe: dell', quell'


class Name(NamedTuple):
    """A name that the cited lines do not have, and whether the listing has it elsewhere."""

    word: str
    elsewhere: bool


@dataclass(frozen=True)
class _Known:
    """What a text's names may be told by."""

    lines: TextFacts
    fields: TextFacts
    whole: TextFacts
    places: frozenset[str]  # words of places that are told under any name
    row: tuple[str | None, ...]  # the text's words with a capital, None for each other word

    def tells(self, word: str, index: int) -> bool:
        near = (self.lines, self.fields)
        if any(stands_in(other, text) for other in _aliases(word) for text in near):
            return True
        if fold(word) in self.places or is_short_for(word, *near):
            return True
        return any(written_out(row, *near) for row in rows_around(index, self.row))


def unknown_names(
    claim: TextFacts, lines: TextFacts, fields: TextFacts, whole: TextFacts
) -> Iterator[Name]:
    """Find the names in a text that stand neither in its lines nor in the listing's fields.

    In German every noun has a capital, so there a name needs evidence.
    """
    tokens = list(NAME.finditer(claim.text))
    words = [token[0] for token in tokens]
    known = _Known(
        lines,
        fields,
        whole,
        words_of_told_places(claim, lines, whole, fields),
        tuple(word if word[0].isupper() else None for word in words),
    )
    after_in = False  # behind "bei", with nothing but capitals between
    for index, token in enumerate(tokens):
        first = _begins(claim.text, token.start())
        before = words[index - 1].lower() if index and not first else ""
        after_in = before in _words("before_names") or after_in
        after_in = after_in and token[0][0].isupper()
        for piece in _pieces(token[0], known):
            if not _looks_like_name(piece) or _is_ordinary(piece, claim.language):
                continue
            if known.tells(piece, index):
                continue
            if _is_name(piece, token, words[index + 1 :][:2], known, first=first, placed=after_in):
                yield Name(piece, any(is_named_in(it, whole) for it in _aliases(piece)))


def _pieces(word: str, known: _Known) -> Iterator[str]:
    """Split what joins a name with other words: "dell'Oil", "Python-Kenntnisse", "Mill's"."""
    head, _, tail = word.replace("’", "'").partition("'")
    if tail:
        word = tail if len(tail) > 1 and len(head) <= LONGEST_ELISION else head
    if "-" not in word or stands_in(word, known.lines) or stands_in(word, known.fields):
        yield word
        return
    first, *others = word.split("-")
    yield first
    nouns = load_wording(known.lines.language).capital_nouns
    yield from (part for part in others if part and (not nouns or _is_odd(part)))


def _is_name(
    word: str,
    token: re.Match[str],
    following: Sequence[str],
    known: _Known,
    *,
    first: bool,
    placed: bool,
) -> bool:
    """Whether a word with a capital is a name, and not one that any sentence may have."""
    rest = token.string[token.end() :]
    after = following[0] if following else ""
    if first and rest.lstrip().startswith((":", "：")):
        return False  # a lead: "Profile: ..."
    acts = (first and _acts(word, following)) or _stands_for_another(rest, known.lines)
    if load_wording(known.lines.language).capital_nouns:
        return _is_name_in_german(word, after, known.whole, placed=placed or acts)
    in_row = (
        _looks_like_name(after)
        and not _is_ordinary(after, known.lines.language)
        and not stands_in(after, known.whole)
    )
    return not first or acts or in_row or (_is_odd(word) and not word.isupper())


def _acts(word: str, following: Sequence[str]) -> bool:
    """Whether what follows the word that begins a sentence is what a company does."""
    if not following or word.lower().endswith(tuple(_words("openers"))):
        return False
    if following[0] in _words("verbs"):
        return True
    return following[0] in _words("copulas") and following[-1] in _words("complements")


def _stands_for_another(rest: str, lines: TextFacts) -> bool:
    """Whether what follows a word stands in the lines as it is, behind another name."""
    following = " ".join(rest.lower().replace("’", "'").split()[:SAME])
    if following.count(" ") < SAME - 1:
        return False
    at = lines.lower.find(following)
    if at < 1:
        return False
    spaced = " ".join(lines.text.split())
    before = (NAME.findall(spaced[:at]) or [""])[-1]
    return before[:1].isupper() and spaced[:at].endswith(f"{before} ")


def _is_ordinary(word: str, language: str) -> bool:
    """Whether a word is no name in itself; of contracts and benefits other checks speak."""
    lower = word.lower()
    return (
        lower in _words("common")
        or lower in frequent_words(language)
        or bool(concepts().values([lower]))
    )


def _looks_like_name(word: str) -> bool:
    capital = word[:1].isupper() or word[1:] != word[1:].lower()
    return len(word) >= SHORTEST and capital and any(map(str.isalpha, word))


def _is_odd(word: str) -> bool:
    """Whether no ordinary word is written so: SAP, ironSource, C1."""
    if word.endswith(("Innen", "In")) and word[:-5].isalpha():
        return False  # Mitarbeiterinnen and Mitarbeiter, in one word
    return word[1:] != word[1:].lower() or any(map(str.isdigit, word))


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in STARTS


def _is_name_in_german(word: str, following: str, whole: TextFacts, *, placed: bool) -> bool:
    legal = _words("legal_forms")
    if _is_odd(word) or word.lower() in legal or following.lower() in legal:
        return True
    if _is_noun(word, whole):
        return False
    if placed:
        return True
    in_a_row = _looks_like_name(following) and not _is_noun(following, whole)
    return in_a_row and not stands_in(word, whole) and not stands_in(following, whole)


def _is_noun(word: str, whole: TextFacts) -> bool:
    lower = word.lower()
    nouns = _words("nouns")
    if lower in nouns or lower.endswith(tuple(_words("noun_ends"))):
        return True
    if any(lower[start:] in nouns for start in range(2, len(lower) - 4)):
        return True  # the last part of a joined word
    folded = fold(word)  # it begins or ends as a word that the listing has
    return len(folded) > 6 and any(
        it.startswith(folded[:6]) or it.endswith(folded[-6:]) for it in whole.folded_words
    )


@cache
def _aliases(word: str) -> tuple[str, ...]:
    lower = word.lower()
    groups = [group.split() for group in PACKS.union(Names, "aliases")]
    return (word, *(other for group in groups if lower in group for other in group))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(PACKS.union(Names, key))
