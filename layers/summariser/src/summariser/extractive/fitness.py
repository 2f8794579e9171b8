"""Fitness: why a sentence or an item is unfit to print, whatever it is about."""

import re
from collections.abc import Iterator
from enum import StrEnum, auto

from summariser.extractive.wording import Wording
from summariser.extractive.words import FIRST, Words

LONGEST_SENTENCE, LONGEST_ITEM = 250, 190  # characters
LONGEST_WITH_FIGURES = 320  # characters of a sentence, which may be the one that tells the pay
SHORTEST_SENTENCE, SHORTEST_ITEM = 8, 2
END = 50  # characters that hold a text's last words
SMALL_BEFORE = 6  # characters before a word with a capital that show it begins a sentence
FEWEST_WORDS = 4  # of a sentence
# What a page that lost its line breaks looks like: "customers.Work as", "zespoleOtwartość".
# And "higher education Knowledge of tax law", where two items became one.
NEW_START = re.compile(r"(?<=\w\w\w )[^\W\d_]{6,}(?= \w)")
LABEL = re.compile(r"^([^.:;!?]{2,45}?)(?:\s:\s*|:\s+)(?=\S)")
GLUED = re.compile(
    r"[.](?:(?<=[^\W\d_A-Z].)[A-ZÀ-Þ][a-zß-ÿ]|(?<=\s.)[A-ZÀ-Þ][a-z])|:(?:-|(?<=[a-z].)\d)"
    r"|,(?<=[^\W\d_].)(?=[^\W\d_]{3})|[!?;:)](?<=[^\W\d_A-Z].)[A-ZÀ-Þ]\w"
    r"|\)(?<=[A-ZÀ-Þ].)[A-ZÀ-Þ][a-zß-ÿ]{2}|[A-ZÀ-Þ]{4}[a-zß-ÿ]{4}"
    r"|[A-ZÀ-Þ]{6}[a-zß-ÿ]{2}|\.(?<=[a-zß-ÿ]{4}.)\d"
    r"|[A-ZÀ-Þ](?:(?<=[a-zß-ÿ]{4}.)(?!oint)[a-zß-ÿ]{3}|(?<=[a-zß-ÿ]{5}.)(?!\w))"
)
BRACKET_THEN_WORD = re.compile(r"\([^()]* [^()]*\)[a-zß-ÿ]{4}")  # but "(inter)national"
SHOUTED_LABEL = re.compile(r"[A-ZÀ-Þ]{3}:[A-ZÀ-Þ]")  # "POSITIONS:Cooks"
CAPITALS_BEHIND_SMALL = re.compile(r"[A-ZÀ-Þ]{2}(?<=[a-zß-ÿ]{5}..)")  # "boatsPC skills"
TWO_ENTRIES = re.compile(r"\([^()]*\) [^\W_]+ \([^()]*\)")  # "English (good) French (fair)"


class Unfit(StrEnum):
    """What is wrong with a text."""

    LENGTH = auto()
    QUESTION = auto()  # or an exclamation
    UNBALANCED = auto()  # a bracket or a quotation that is not closed
    OPENING = auto()  # it begins as questions, stories and calls do
    FRAGMENT = auto()
    CONNECTIVE = auto()  # what it goes on about is not there
    GLUED = auto()  # two texts that lost what stood between them


def why_unfit(
    text: str, words: Words, wording: Wording, *, item: bool, names: frozenset[str]
) -> Unfit | None:
    """Say why a text cannot be printed, None where it can; `names` may have capitals inside."""
    if not _has_length(text, words, item):
        return Unfit.LENGTH
    if "?" in text or "!" in text:
        return Unfit.QUESTION
    if not _is_balanced(text):
        return Unfit.UNBALANCED
    begun = _why_begun_badly(text, words, wording, item)
    if begun is None and _is_glued(text, names, wording):
        return Unfit.GLUED
    return begun


def _has_length(text: str, words: Words, item: bool) -> bool:
    enough = words.spaceless or len(words.all) >= (1 if item else FEWEST_WORDS)
    shortest, longest = (
        (SHORTEST_ITEM, LONGEST_ITEM) if item else (SHORTEST_SENTENCE, LONGEST_SENTENCE)
    )
    if not item and len(text) > longest and any(map(str.isdigit, text)):
        longest = LONGEST_WITH_FIGURES
    return enough and shortest <= len(text) <= longest


def _why_begun_badly(text: str, words: Words, wording: Wording, item: bool) -> Unfit | None:
    if wording.cues["unfit"].begins(words.line):
        return Unfit.OPENING
    if wording.fragment.match(text) or wording.fragment_end.search(text[-END:]):
        return Unfit.FRAGMENT
    if item and wording.broken_item.match(text):
        return Unfit.FRAGMENT
    if ":" in text and wording.dangles(text.partition(":")[0]):  # "The duties are: to sow"
        return Unfit.FRAGMENT
    if wording.cues["connectors"].begins(words.line):  # unless "this role" is what it goes on about
        anchored = not item and wording.cues["anchors"].found_in(words.line[:FIRST])
        return None if anchored else Unfit.CONNECTIVE
    return None


def _is_balanced(text: str) -> bool:
    if text.count("(") != text.count(")") or text.count('"') % 2:
        return False
    low, left, right = text.count("„"), text.count("“"), text.count("”")
    return low == left + right if low else left == right


def _is_glued(text: str, names: frozenset[str], wording: Wording) -> bool:
    small = text[1:].islower()
    if not (wording.capital_nouns or small) and any(new_starts(text, wording)):
        return True
    if not small and _goes_on_in_capitals(text):
        return True
    if ":" in text and SHOUTED_LABEL.search(text):
        return True
    if ")" in text and (BRACKET_THEN_WORD.search(text) or TWO_ENTRIES.search(text)):
        return True
    joined = wording.joined is not None and wording.joined.search(text)
    return bool(joined) or _is_glued_at_sign(text, names)


def _goes_on_in_capitals(text: str) -> bool:
    """Whether capitals stand behind a word in small letters; "TimescaleDB" is a name."""
    found = CAPITALS_BEHIND_SMALL.search(text)
    return found is not None and text[: found.start()].rsplit(maxsplit=1)[-1][0].islower()


def _is_glued_at_sign(text: str, names: frozenset[str]) -> bool:
    if not GLUED.search(text):
        return False
    words = [word.strip(".,;:()") for word in text.split()]
    if not any(word.lower() in names for word in words):
        return True
    return any(GLUED.search(word) and word.lower() not in names for word in words)


def new_starts(text: str, wording: Wording) -> Iterator[int]:
    """Find where a text goes on with a word that has a capital and should have none."""
    for match in NEW_START.finditer(text):
        word, after = match[0], text[match.end() + 1]
        if not (word[0].isupper() and word[1:].islower() and after.islower()):
            continue
        before = text[: match.start()].rsplit(maxsplit=1)[-1]
        if before.islower() and wording.lowercase.fullmatch(word):
            yield match.start()


def restarts(text: str, wording: Wording) -> Iterator[int]:
    """Find where a text goes on with a word that only begins sentences: "in Lyon Vous aimez"."""
    for match in wording.restart.finditer(text):
        before = text[: match.start()]
        last = before[-SMALL_BEFORE:-1]
        if (
            before.endswith(" ")
            and len(last) == SMALL_BEFORE - 1
            and last.isalpha()
            and last.islower()
        ):
            yield match.start()
