"""Name forms: a name that stands in a text inflected, joined, split, shortened or written out."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from summariser.checks.grounding.text_facts import TextFacts
from summariser.language.folding import fold

PARTS = re.compile(r"[-'’./&]")
SHORTEST = 3
SHORT = 4  # letters, up to which a name is looked for as a word and not inside words
LONGEST_ENDING = 3  # letters that inflection changes: Dresden, Dresdner
LEAST_ALIKE, LEAST_WITH_CASES = 0.6, 0.5  # of the letters
CASES = {"pl": 4, "cs": 4, "fi": 5, "hu": 5}  # languages with longer ones: Katowicach, Vantaalla
# What an adjective adds to a name: Lyon, lyonnaises.
DERIVED = re.compile(r"(?:n?ais|ois|ien|ain|in|ens|an|es|er|i?sch|sk)\w{0,2}|\w{1,2}")
FEWEST_JOINED = 5  # letters of "Power Point", written as one


def stands_in(word: str, reading: TextFacts) -> bool:
    """Whether a word stands in a text, inflected, joined with others or split."""
    folded = fold(word)
    if folded in reading.folded_words:
        return True
    if folded.isalnum() and (len(folded) < SHORTEST or (len(folded) <= SHORT and word.isupper())):
        return _stands_as_acronym(folded, reading)
    if folded in reading.folded:
        return True
    parts = [part for part in PARTS.split(folded) if len(part) > 1]
    if len(parts) > 1 and all(stands_in(part, reading) for part in parts):
        return True
    bare = re.sub(r"\W", "", folded)
    if len(bare) < FEWEST_JOINED and bare.isalpha():
        return False
    return bare in reading.joined_words or bare in reading.folded_words or _inflects(bare, reading)


def is_named_in(word: str, reading: TextFacts) -> bool:
    """Whether a whole listing has a word as a name: with a capital, inflected or not."""
    folded = fold(word)
    if not folded.isalnum():
        return folded in reading.folded
    if folded in reading.capitals:
        return True
    return len(folded) >= FEWEST_JOINED and any(
        _is_inflected(folded, other, reading.language) for other in reading.capitals
    )


def is_short_for(word: str, *readings: TextFacts) -> bool:
    """Whether a word is made of the first letters of words, or of parts of words, in a text."""
    if not 2 <= len(word) <= 6 or not word.isupper():
        return False
    return any(fold(word) in initials for reading in readings for initials in reading.initials)


def written_out(names: Sequence[str], *readings: TextFacts) -> bool:
    """Whether a text has the first letters of some words in a row: CRM."""
    letters = "".join(part[0] for name in names for part in PARTS.split(fold(name)) if part)
    return len(letters) > 1 and any(letters in reading.folded_words for reading in readings)


def rows_around(index: int, names: Sequence[str | None]) -> Iterator[list[str]]:
    """Yield the rows of names that hold one of them; None stands where a word is no name."""
    before = list(takewhile(lambda it: it is not None, reversed(names[:index])))[::-1]
    after = list(takewhile(lambda it: it is not None, names[index:]))
    for start in range(len(before) + 1):
        for end in range(1, len(after) + 1):
            row = [name for name in (*before[start:], *after[:end]) if name]
            if len(row) > 1:
                yield row


def _stands_as_acronym(folded: str, reading: TextFacts) -> bool:
    """Whether letters stand in a text as a word: "CE" is no part of "Lieferservice"."""
    if len(folded) < SHORTEST:
        return False
    starts = reading.words_by_start(folded[:SHORTEST])
    return any(it.startswith(folded) and len(it) <= len(folded) + 2 for it in starts)  # "LLMs"


def _inflects(bare: str, reading: TextFacts) -> bool:
    beginning = bare[: min(len(bare) - 1, max(SHORT, len(bare) - 2))]  # Warszawa, w Warszawie
    return any(
        other.startswith(beginning)
        or (other in reading.capitals and _is_inflected(bare, other, reading.language))
        for other in reading.words_by_start(bare[:SHORTEST])
    )


def _is_inflected(one: str, other: str, language: str) -> bool:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    mine, its = len(one) - same, len(other) - same
    if same > SHORTEST and not its and DERIVED.fullmatch(one[same:]):
        return True
    longest = CASES.get(language, LONGEST_ENDING)
    least = LEAST_WITH_CASES if language in CASES else LEAST_ALIKE
    return same >= max(SHORTEST, least * max(len(one), len(other))) and max(mine, its) <= longest
