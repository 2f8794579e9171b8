"""Sentences put together again that a splitter cut behind a full stop which ends none of them."""

import re
from collections.abc import Iterable, Iterator

from summariser.language.contents import Dates
from summariser.language.lexicon import is_abbreviation
from summariser.language.packs import PACKS

_ORDINAL = re.compile(r"(?:^|[^\d.,])\d{1,2}\.$")
_SPACED = re.compile(r"(?:^|\s)[^\W\d_]\.\s(?:[^\W\d_]\.\s?)*[^\W\d_]\.$")  # z. B., i. d. R.
_SHORT = 3  # letters of what is seldom a sentence's last word and often an abbreviation
_FIGURE = re.compile(r"[€$£]?\s?\d")
_INITIAL = re.compile(r"[^\W\d_]\.")


def whole_sentences(segments: Iterable[str], language: str) -> Iterator[str]:
    """Join what belongs together: "services in ." and "NET", "in der 5." and "Klasse"."""
    before = ""
    for segment in segments:
        if before and not _goes_on(before, segment, language):
            yield before
            before = ""
        before += segment
    if before:
        yield before


def _goes_on(before: str, after: str, language: str) -> bool:
    if before.endswith(" ."):
        return True
    stripped = before.rstrip()
    if not stripped.endswith("."):
        return False
    last = stripped[stripped.rfind(" ") + 1 :]
    bare, following = last[:-1], after.lstrip()
    is_short = len(bare) <= _SHORT or bare[0].isdigit()
    if is_short and (following[:1].islower() or _FIGURE.match(following)):
        return True
    if len(bare) == 1 and bare.islower() and _INITIAL.match(following):
        return True
    if _ORDINAL.search(stripped[-6:]) and _has_ordinals(language):
        return True
    return bool(_SPACED.search(stripped[-12:])) or is_abbreviation(last, language)


def _has_ordinals(language: str) -> bool:
    return PACKS.read(Dates, language).stop_after_day or language not in PACKS.languages
