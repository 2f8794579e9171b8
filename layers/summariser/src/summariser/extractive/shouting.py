"""Shouting: lines in capitals throughout, set as sentences are."""

import re
from collections.abc import Mapping

from summariser.domain.document import Document, Field
from summariser.extractive.fields import listed, unshouted

FEWEST = 20  # characters of a line that counts as shouted
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def is_in_capitals(text: str) -> bool:
    """Whether a line has no small letter, and is longer than a name or a heading."""
    return len(text) >= FEWEST and text.isupper()


def spellings(document: Document) -> Mapping[str, str]:
    """Learn from fields and from lines with small letters how words are spelt that have capitals.

    Empty where no line is in capitals, since none is needed then.
    """
    if not any(is_in_capitals(line.text) for line in document.body):
        return {}
    known: dict[str, str] = {acronym.lower(): acronym for acronym in listed("acronyms")}
    names = (document.fields.get(name) for name in (Field.COMPANY, Field.LOCATION))
    texts = [unshouted(field.text) for field in names if field]
    texts += [line.text for line in document.body if not line.text.isupper()]
    for text in texts:
        for number, word in enumerate(WORD.findall(text)):
            if number or text in texts[:2]:
                known.setdefault(word.lower(), word)
    return known


def calm(text: str, known: Mapping[str, str]) -> str:
    """Set a line in capitals as a sentence; words keep the capitals that are known of them."""
    small = WORD.sub(lambda match: _calm_word(match[0], known), text)
    first = WORD.search(small)
    if first is None:
        return small
    at = first.start()
    return small[:at] + small[at].upper() + small[at + 1 :]


def _calm_word(word: str, known: Mapping[str, str]) -> str:
    lower = word.lower()
    if lower in known:
        return known[lower]
    return word if any(map(str.isdigit, word)) else lower
