"""Headings: which section a heading announces."""

from collections.abc import Sequence
from functools import cache, lru_cache

from summariser.domain.document import Section
from summariser.language.contents import Words
from summariser.language.lexicon import joining_words
from summariser.language.packs import PACKS, Packs
from summariser.language.phrases import Match
from summariser.language.words import words
from summariser.preparation.cues import heading_phrases

_LONGEST = 14  # words
_LONGEST_LABEL, _MOST_SPACES = 40, 4  # of a label before its colon
# A phrase must be at least this share of a heading's words, by the phrase's own length in words:
# "start" alone announces nothing in "start your career with us", "what we offer" always does.
_SHARES = {1: 0.5, 2: 0.28}
_REST = 0.2


@cache
def small_words(packs: Packs) -> frozenset[str]:
    """Return the words that stand between others and mean nothing alone."""
    return frozenset(packs.union(Words, "small"))


@lru_cache(maxsize=2048)
def heading_section(text: str, packs: Packs = PACKS) -> Section | None:
    """Tell which section a heading announces, or None where its words say nothing."""
    if len(text) > 120:
        return None
    line = words(text)
    if not line or len(line) > _LONGEST:
        return None
    matches = heading_phrases(packs).find(line)
    if not matches:
        return None
    small = small_words(packs)
    content = sum(1 for word in line if word not in small) or 1
    longest: dict[Section, tuple[int, int]] = {}
    covered: dict[Section, set[int]] = {}  # the places of words that speak for a section
    for match in matches:
        if match.start and _is_complement(line, match.start, matches, small):
            continue
        section, rank = match.value, (match.length, -match.start)
        places = range(match.start, match.start + match.length)
        covered.setdefault(section, set()).update(places)
        longest[section] = max(rank, longest.get(section, (0, 0)))
    told = [
        section
        for section, (length, _) in longest.items()
        if len(covered[section]) >= content * _SHARES.get(length, _REST)
    ]
    return max(told, key=longest.__getitem__, default=None)


def is_nothing_but_heading(text: str) -> bool:
    """Tell whether all words of a text but the small ones belong to headings."""
    line = words(text)
    rest = {at for at, word in enumerate(line) if word not in small_words(PACKS)}
    matches = heading_phrases(PACKS).find(line)
    if max((match.length for match in matches), default=0) < 2:  # of one word, it may be an item
        return False
    return rest <= {at for it in matches for at in range(it.start, it.start + it.length)}


def _is_complement(
    line: Sequence[str], start: int, matches: Sequence[Match[Section]], small: frozenset[str]
) -> bool:
    """Tell whether a phrase only says of what: "the role" in "requirements for the role"."""
    before = max((it.start + it.length for it in matches if not it.start), default=0)
    between = line[before:start] if before else ()
    return bool(between) and small.issuperset(between) and joining_words().isdisjoint(between)


def label_section(text: str) -> Section | None:
    """Tell which section the label of "Location: Berlin" announces, None where there is none."""
    label, colon, value = text[: _LONGEST_LABEL + 1].partition(":")
    if not colon or not value[:1].isspace() or label.count(" ") > _MOST_SPACES:
        return None
    return heading_section(label)
