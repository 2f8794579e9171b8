"""Wholeness: a sentence that was cut, or whose beginning is missing.

A writer may end a sentence where its line goes on, so that alone shows nothing. Cut is what ends as
no sentence does, and what was copied from a line that goes on behind it.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from summariser.checks.source import Source
from summariser.domain.document import Field
from summariser.domain.summary import Sentence
from summariser.extractive.pieces import TERMINAL
from summariser.extractive.wording import ends_in, load_wording
from summariser.language.contents import Endings
from summariser.language.detection import frequent_words
from summariser.language.packs import PACKS, SHARED
from summariser.language.words import COMPOUND

CLOSING = "”\"“»«›‘)'’"
ENDS = (*TERMINAL, "?", "？")
OPEN_MARKS = ",:;–-/&(§"
BETWEEN = " €$£§"  # what may stand between two words of one phrase
BRACKET = 25  # characters at the end in which a bracket that was opened counts
FIRST_LETTER = re.compile(r"[^\W_]")
# iOS, eCommerce, 3D, impact.com, dbt; and "'s Avonds", which begins small in Dutch.
LOWER_NAME = re.compile(
    r"[a-z]+[A-Z]\w*|\w*\d\w*|\w+(?:[.&+#]\w+)+|[b-df-hj-np-tv-xz]{2,}\b|['’][st]\b"
)
ITEM = re.compile(r";\s+")
TAIL, SHORTEST_TAIL = 4, 2  # words at a sentence's end that are looked for in its lines
FEWEST_ALIKE = 3  # of them that show where a sentence stopped that may end so


class _Ending(Enum):
    """How a sentence's last word looks."""

    OPEN = auto()  # as no sentence ends
    EITHER = auto()  # as some do
    CLOSED = auto()


class _End(NamedTuple):
    """How the words at a sentence's end stand in a line, and what follows them there."""

    length: int  # in words
    stops: bool  # a full stop, or the line's end
    word: str | None  # the next word, where only a space is between


def has_no_end(text: str) -> bool:
    """Whether a text ends without a mark that ends a sentence."""
    return not text.rstrip(CLOSING).endswith(ENDS)


def is_cut(sentence: Sentence, source: Source) -> bool:
    """Whether a sentence with a full stop was cut before it."""
    ends = list(_ends_in_lines(sentence, source))
    if any(end.stops for end in ends):
        return False
    ending = _ending(sentence.text, source.document.language)
    if ending is _Ending.OPEN:
        return True
    if any(end.word is None for end in ends):
        return False  # a mark stands there too: an item of a list, a part in brackets
    if ending is _Ending.EITHER and any(end.length >= FEWEST_ALIKE for end in ends):
        return True
    return _ends_in_attribute(sentence, ends, source) or _is_copied(sentence, source)


def lacks_beginning(text: str, source: Source) -> bool:
    """Whether a text begins with a mark or a small letter, and not with a name written so."""
    first = FIRST_LETTER.search(text)
    if first is None or text[0] in ",;.:)!?–-/&":
        return True
    if not first[0].islower() or LOWER_NAME.match(text):
        return False
    company = source.document.fields.get(Field.COMPANY)
    word = COMPOUND.search(text)
    return not (company and word and company.text.lower().startswith(word[0]))


def _ending(text: str, language: str) -> _Ending:
    wording = load_wording(language)
    bare = text.rstrip(CLOSING).rstrip(" .!?。！？…")
    if not bare or bare[-1] in OPEN_MARKS:
        return _Ending.OPEN
    if bare.count("(") > bare.count(")") and "(" in bare[-BRACKET:]:
        return _Ending.OPEN
    last = (COMPOUND.findall(bare[-30:]) or [""])[-1]
    before_names = {it.split("{")[0].strip() for it in (wording.company, wording.place)}
    dangles = wording.dangles(bare) and not last[:1].isupper()
    abbreviated = ends_in(f"{bare}.", wording.cut_short) and not text.endswith(("!", "。"))
    if last.lower() in _words("ends", language):
        return _Ending.CLOSED
    if not (dangles or last in before_names or abbreviated):
        return _Ending.CLOSED
    return _Ending.EITHER if last.lower() in _words("may_end", language) else _Ending.OPEN


def _ends_in_lines(sentence: Sentence, source: Source) -> Iterator[_End]:
    words = COMPOUND.findall(sentence.text.lower())
    cited = source.cited(sentence)
    titled = any(line.field in (Field.TITLE, Field.SALARY) for line in cited)
    for line in cited:
        lengths = [len(words), *range(min(TAIL, len(words)), SHORTEST_TAIL - 1, -1)]
        for length in filter(None, lengths[:1] if titled else lengths):
            ends = list(_followed(words[-length:], line.number, source))
            yield from ends
            if ends:
                break


def _ends_in_attribute(sentence: Sentence, ends: Sequence[_End], source: Source) -> bool:
    """Whether a sentence ends with an article and what stands before a noun: "an electric"."""
    language = source.document.language
    before_last = COMPOUND.findall(sentence.text.lower())[-2:-1]
    if not before_last or before_last[0] not in _words("articles", language):
        return False
    begins = frequent_words(language) | _words("begins", language)
    return any(end.word and end.word not in begins for end in ends)


def _is_copied(sentence: Sentence, source: Source) -> bool:
    """Whether each item of a sentence stands in a line, which goes on behind the last."""
    wording = load_wording(source.document.language)
    text = sentence.text
    for lead in wording.all_leads:
        text = text.removeprefix(lead)
    *items, last = [COMPOUND.findall(item.lower()) for item in ITEM.split(text.strip(" ;"))]
    lines = [line.number for line in source.cited(sentence)]
    if not all(any(True for at in lines for _ in _followed(it, at, source)) for it in items if it):
        return False
    found = [end for at in lines for end in _followed(last, at, source)] if last else []
    return bool(found) and all(end.word is not None and not end.stops for end in found)


def _followed(tail: Sequence[str], number: int, source: Source) -> Iterator[_End]:
    """Yield what follows some words wherever they stand in a line."""
    tokens = source.tokens(number)
    for at in _places(tail, tokens.words):
        after = at + len(tail)
        gap = tokens.gaps[after - 1]
        following = tokens.words[after] if after < len(tokens.words) else None
        stops = following is None or any(mark in gap for mark in ".!?。")
        yield _End(len(tail), stops, None if gap.strip(BETWEEN) else following)


def _places(tail: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    first, length = tail[0], len(tail)
    for at in range(len(words) - length + 1):
        if words[at] == first and list(words[at : at + length]) == list(tail):
            yield at


@cache
def _words(table: str, language: str) -> frozenset[str]:
    known = (PACKS.read(Endings, SHARED), PACKS.read(Endings, language))
    return frozenset(word for part in known for word in getattr(part, table))
