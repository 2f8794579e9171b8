"""Headings: which section a heading announces."""

from functools import lru_cache

from summariser.document import Section
from summariser.preparation.cues import heading_phrases, junk_lines
from summariser.preparation.phrases import words

_LONGEST = 14  # words
# A phrase must be at least this share of a heading's words, by the phrase's own length in words:
# "start" alone announces nothing in "start your career with us", "what we offer" always does.
_SHARES = {1: 0.5, 2: 0.28}


@lru_cache(maxsize=2048)
def heading_section(text: str) -> Section | None:
    """Tell which section a heading announces, or None where its words say nothing."""
    if len(text) > 120:
        return None
    line = words(text)
    if not line or len(line) > _LONGEST:
        return None
    best: tuple[float, int] | None = None
    section = None
    for match in heading_phrases().find(line):
        if match.length / len(line) < _SHARES.get(match.length, 0.2):
            continue
        rank = (match.length, -match.start)
        if best is None or rank > best:
            best, section = rank, match.value
    return section


def is_navigation(text: str) -> bool:
    """Tell whether a line belongs to a page's navigation and not to a listing."""
    return len(text) <= 80 and " ".join(words(text)) in junk_lines()
