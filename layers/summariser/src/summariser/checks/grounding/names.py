"""Names: words with a capital that name a company, a place or a product."""

import re
from collections.abc import Iterator
from functools import cache

from summariser.checks.grounding.text_facts import TextFacts, fold
from summariser.extractive.wording import load_wording
from summariser.language.contents import Names
from summariser.language.detection import frequent_words
from summariser.language.packs import PACKS
from summariser.language.words import NAME

STARTS = frozenset('.!?:;•(„“"«|')
PARTS = re.compile(r"[-'’./&]")
SHORTEST = 3
SAME = 5  # words in a row


def unknown_names(
    claim: TextFacts, lines: TextFacts, fields: TextFacts, whole: TextFacts
) -> Iterator[str]:
    """Find the names in a text that stand neither in its lines nor in the listing's fields.

    In German every noun has a capital, so there a name needs evidence.
    """
    text = claim.text
    tokens = list(NAME.finditer(text))
    nouns = load_wording(claim.language).capital_nouns
    common = _words("common") | frequent_words(claim.language)
    in_a_row = False  # behind "bei", with nothing but capitals between
    for index, token in enumerate(tokens):
        word = token[0]
        first = _begins(text, token.start())
        before = tokens[index - 1][0].lower() if index and not first else ""
        in_a_row = before in _words("before_names") or (in_a_row and word[:1].isupper())
        if not _looks_like_name(word) or stands_in(word, lines) or stands_in(word, fields):
            continue
        if word.lower() in common or _is_acronym_of(word, lines, fields):
            continue
        following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        begins_row = (
            _looks_like_name(following)
            and following.lower() not in common
            and not stands_in(following, whole)
        )
        acts = first and following in _words("verbs") and word.lower() not in _words("openers")
        if first and text[token.end() :].lstrip().startswith((":", "：")):
            continue  # a lead: "Profile: ..."
        acts = acts or _stands_for_another(text[token.end() :], lines)
        if nouns:
            certain = _is_name_in_german(word, following, whole, placed=in_a_row or acts)
        else:
            certain = not first or acts or begins_row
        if certain:
            yield word


def _stands_for_another(rest: str, lines: TextFacts) -> bool:
    """Whether what follows a word stands in the lines as it is: there another word is before it."""
    following = " ".join(rest.lower().replace("’", "'").split()[:SAME])
    return following.count(" ") == SAME - 1 and following in lines.lower


def stands_in(word: str, reading: TextFacts) -> bool:
    """Whether a word stands in a text, inflected or as part of another word."""
    folded = fold(word)
    if len(folded) < SHORTEST and folded.isalnum():  # "CE" is no part of "Lieferservice"
        return folded in reading.folded_words
    if folded in reading.folded:
        return True
    parts = [part for part in PARTS.split(folded) if len(part) >= SHORTEST]
    if len(parts) > 1:
        return all(stands_in(part, reading) for part in parts)
    beginning = folded[: min(len(folded) - 1, max(4, len(folded) - 2))]  # Warszawa, w Warszawie
    return len(folded) > 4 and any(it.startswith(beginning) for it in reading.folded_words)


def _looks_like_name(word: str) -> bool:
    capital = word[:1].isupper() or (word[1:] != word[1:].lower())
    return len(word) >= SHORTEST - 1 and capital and any(map(str.isalpha, word))


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in STARTS


def _is_name_in_german(word: str, following: str, whole: TextFacts, *, placed: bool) -> bool:
    odd = word[1:] != word[1:].lower() and not word.endswith("Innen")  # SAP, ironSource
    legal = _words("legal_forms")
    if odd or any(map(str.isdigit, word)) or word.lower() in legal or following.lower() in legal:
        return not stands_in(word, whole)
    if _is_noun(word, whole):
        return False
    if placed:
        return True
    in_a_row = _looks_like_name(following) and not _is_noun(following, whole)
    return in_a_row and not stands_in(word, whole) and not stands_in(following, whole)


def _is_noun(word: str, whole: TextFacts) -> bool:
    lower = word.lower()
    if lower in _words("nouns") or lower.endswith(tuple(_words("noun_ends"))):
        return True
    folded = fold(word)  # it begins or ends as a word that the listing has
    return len(folded) > 6 and any(
        it.startswith(folded[:6]) or it.endswith(folded[-6:]) for it in whole.folded_words
    )


def _is_acronym_of(word: str, *readings: TextFacts) -> bool:
    if not 2 <= len(word) <= 5 or not word.isupper():
        return False
    return any(word.lower() in "".join(part[0] for part in reading.words) for reading in readings)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(PACKS.union(Names, key))
