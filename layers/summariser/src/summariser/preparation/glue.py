"""Glue: finds where two words or sentences ran together."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from summariser.language.contents import Fields, Gender
from summariser.language.detection import frequent_words
from summariser.language.lexicon import is_abbreviation
from summariser.language.packs import PACKS
from summariser.language.words import LETTERS
from summariser.preparation.headings import heading_section

UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻČĎĚŇŘŠŤŮŽŐŰ"
LOWER = "a-zß-öø-ÿąćęłńóśźżčďěňřšťůžőű"
# The sign comes first in the pattern, and is looked at again from behind, as this makes a search
# several times faster than a pattern that begins with a look behind.
_GLUE = re.compile(
    r"[.!?;…:)\]](?:"
    # a full stop or a bracket right before a capital: "team.What we offer", "(full time)Your tasks"
    rf"(?:(?<=[{LOWER}0-9][{LOWER}0-9)%\"”][.!?;…])|(?<=\.[A-Za-z]\.)(?=[{UPPER}][{LOWER}]{{2}}))"
    rf"(?=[{UPPER}“\"„«¿¡][{LOWER}'’ ]|[-–*•]\s?[{UPPER}])"
    # or before a number, but a figure such as "38.5 hours" stays whole
    rf"|(?<=[{LOWER})%][.!?;…])(?=\d\+?\s[{LOWER}])"
    rf"|(?<=[{LOWER}\s][)\]])(?=[{UPPER}][{LOWER}])"
    # a colon right before a word: "Main tasks:checking", but not Kolleg:innen
    rf"|(?<=[{LOWER}][{LOWER}]:)(?=(?!In(?:nen)?\b)[{UPPER}][{LOWER}'’ ]|[-–*•]\s?[{UPPER}{LOWER}])"
    rf"|(?<=[{LOWER}]{{4}}:)(?=(?!innen|in\b|r\b|n\b|e\b|es\b)[{LOWER}]{{3}}))"
)
# "experienceRequirements", "equivalentNEBOSH", and "CAThis": compiled when a text needs them,
# which few do. The third finds all that have either, and more, with sets that compile fast.
_HUMP = rf"[{UPPER}](?<=[{LOWER}][{UPPER}])(?=[{UPPER}{LOWER}])"
_AFTER_ACRONYM = rf"[{UPPER}](?=[{LOWER}])(?<=[{UPPER}]{{3}})"
_MAY_HOLD_HUMP = re.compile(
    rf"[{UPPER}](?:(?<=[^\W\d_A-Z].)(?=[^\W\d_])|(?<=[^\W\d_a-z]{{3}})(?=[^\W\d_A-Z]))"
)
_GLUED_ITEM = rf"\),(?=[{UPPER}][{LOWER}]{{2}})"  # "in speech and writing),Accuracy"
_LONGEST_WORD = 40


def split_glue(text: str, language: str) -> list[str]:
    """Cut a text where a word or a sentence begins right behind another one."""
    borders = [match.end() for match in _GLUE.finditer(text) if _ends(text, match.end(), language)]
    if ")," in text:
        borders += [match.end() for match in re.finditer(_GLUED_ITEM, text)]
    if _MAY_HOLD_HUMP.search(text):
        borders += _borders_at_humps(text, language)
    return _cut(text, sorted(set(borders))) if borders else [text]


def _ends(text: str, at: int, language: str) -> bool:
    """Tell whether a stop ends a sentence; none in "Min.2 jaar", "Node.Js" and "z.B.Excel" does."""
    if text[at - 1] != ".":
        return True
    word = LETTERS.match(text, at)
    if word and word[0].lower() in _dotted_endings():
        return False
    start = text.rfind(" ", 0, at) + 1
    return not is_abbreviation(text[start:at], language)


def _borders_at_humps(text: str, language: str) -> Iterator[int]:
    humps = [match.start() for match in re.finditer(_HUMP, text)]
    begin = 0
    for index, hump in enumerate(humps):
        begin = max(begin, _word_start(text, hump))
        end = humps[index + 1] if index + 1 < len(humps) else len(text)
        right = LETTERS.match(text, hump, min(end, hump + _LONGEST_WORD))
        if right and _is_glued(text[begin:hump], right[0], language):
            yield hump
        begin = hump
    for capital in re.finditer(_AFTER_ACRONYM, text):
        right = LETTERS.match(text, capital.start())
        # "APIs" and "KPIs" are words of their own, though "is" is one as well.
        if right and right[0][1:] != "s" and right[0].lower() in frequent_words(language):
            yield capital.start()


def _word_start(text: str, end: int) -> int:
    start = end
    while start and end - start < _LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    return start


def _is_glued(left: str, right: str, language: str) -> bool:
    if right.lower() in _gender_endings() or (left + right).lower() in _camel_names():
        return False
    if left[0].islower():  # a brand such as "ironSource" is no border
        known = right.lower() in frequent_words(language) or heading_section(right) is not None
        return len(left) >= (4 if known else 5) and not (right.isupper() and len(right) < 3)
    if right.isupper():
        return len(left) >= 6 and len(right) >= 4
    if len(left) >= 6 and right.lower() in frequent_words(language):  # StandBy is a name
        return True
    if len(left) >= 5 and len(right) >= 4 and heading_section(left) is not None:
        return True
    return len(left) >= 6 and len(right) >= 6 and len(left) + len(right) >= 18


@cache
def _gender_endings() -> frozenset[str]:
    return frozenset(PACKS.union(Gender, "joined"))


@cache
def _camel_names() -> frozenset[str]:
    return frozenset(PACKS.union(Fields, "camel_names"))


@cache
def _dotted_endings() -> frozenset[str]:
    return frozenset(PACKS.union(Fields, "dotted_endings"))


def _cut(text: str, borders: list[int]) -> list[str]:
    edges = [0, *borders, len(text)]
    return [text[start:end] for start, end in pairwise(edges) if end > start]
