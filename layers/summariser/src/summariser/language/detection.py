"""Language of a text, told by its script and its most frequent words."""

import re
from collections import Counter
from functools import cache, lru_cache, partial
from itertools import chain
from typing import NamedTuple

from summariser.language.contents import Detection, Headings, Lowercase, Words
from summariser.language.packs import PACKS, Packs
from summariser.language.words import WORD, words

UNKNOWN = "und"

_SAMPLE = 2_000  # characters: more text changes no answer
_FEWEST_HITS = 4
_FEWEST_SIGNS = 3  # of which headings and verbs are some
_SMALLEST_SHARE = 0.08  # of words that are the language's frequent ones; real text has 0.3
_CLEAR_SHARE = 0.2  # a text with so many is in its language, whatever is declared
_NEARLY = 0.7  # of the best language's hits: as many may be the declared one's
_OPENING = 1_000  # characters
_FEWEST_CLEAR = 12  # hits by which an opening is in another language than declared
_FEWEST_HEADINGS = 2  # of different sections: one may be words of a clause, "vous avez"
_HARDLY = 0.2  # of the other language's hits: names and a heading
_RANGE = re.compile(r"(.)-(.)|.")
_CODE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")


class _Script(NamedTuple):
    """Characters that one language of listings has to itself, or nearly so."""

    language: str
    characters: str  # a pattern; compiled when a text needs it
    share: float  # of a text's letters


def languages_of(word: str, packs: Packs = PACKS) -> tuple[str, ...]:
    """Return the languages that have a word among their most frequent ones."""
    return _languages_by_word(packs).get(word, ())


@cache
def frequent_words(language: str) -> frozenset[str]:
    """Return the most frequent words of a language, none where it is not known."""
    return frozenset(PACKS.read(Detection, language).frequent)


@cache
def _languages_by_word(packs: Packs) -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language in packs.languages:
        for word in set(packs.read(Detection, language).frequent):
            languages[word] = (*languages.get(word, ()), language)
    return languages


@cache
def _scripts(packs: Packs) -> tuple[_Script, ...]:
    """List the scripts; those that a few signs tell come first: Japanese before Chinese."""
    found = [(code, packs.read(Detection, code)) for code in packs.languages]
    scripts = [_Script(code, f"[{own.script}]", own.share) for code, own in found if own.script]
    return tuple(sorted(scripts, key=lambda script: (script.share, script.language)))


@cache
def _other_scripts(packs: Packs) -> re.Pattern[bytes]:
    """Compile the bytes that begin a sign of any script, as sets of signs compile slowly."""
    first: set[int] = set()
    for script in _scripts(packs):
        for found in _RANGE.finditer(script.characters[1:-1]):
            low, high = found[1] or found[0], found[2] or found[0]
            first.update(range(low.encode()[0], high.encode()[0] + 1))
    return re.compile(b"[" + b"".join(b"\\x%02x" % byte for byte in sorted(first)) + b"]")


def detect_language(text: str, *, declared: str | None = None, packs: Packs = PACKS) -> str:
    """Tell a text's main language as an ISO 639-1 code.

    `declared` is believed unless the text clearly denies it; "und" where neither can tell.
    """
    code = code_of(declared)
    written = _by_script(text, code, packs)
    if written:
        return written
    halves = _halves(text)
    counts = [_count(half, packs) for half in halves]
    found, hits = sum(count for count, _ in counts), Counter[str]()
    for _, in_half in counts:
        hits.update(in_half)
    best, most = max(hits.items(), key=partial(_order, packs), default=(UNKNOWN, 0))
    share = most / found if found else 0
    if code not in {UNKNOWN, best}:
        denied = share >= _CLEAR_SHARE or (code in packs.languages and most >= _FEWEST_HITS)
        if denied and hits[code] < most * _NEARLY:
            return best
        return _opens_in(text, *counts[0], packs, rather_than=code)
    if code == best != UNKNOWN:
        return _opens_in(text, *counts[0], packs, rather_than=code)
    if most >= _FEWEST_HITS and share >= _SMALLEST_SHARE:
        return best
    return _by_lists(text, hits, packs)


def _opens_in(text: str, found: int, hits: Counter[str], packs: Packs, *, rather_than: str) -> str:
    """Tell the language of a long text that has the declared one at its end at most.

    `found` and `hits` count the words of its opening.

    A board's consent clause may be as long as the listing above it. A listing in two languages,
    with headings in the declared one, is read in that.
    """
    if len(text) <= _SAMPLE:
        return rather_than
    best, most = max(hits.items(), key=partial(_order, packs), default=(UNKNOWN, 0))
    is_clear = most >= _FEWEST_CLEAR and most >= _CLEAR_SHARE * found
    is_denied = is_clear and hits[rather_than] < most * _HARDLY
    return best if is_denied and not _has_headings(text, rather_than, packs) else rather_than


def _has_headings(text: str, language: str, packs: Packs) -> bool:
    """Tell whether a text announces duties, requirements or an offer in a language."""
    headings, whole = packs.read(Headings, language), f" {' '.join(words(text))} "
    lists = (headings.duties, headings.requirements, headings.compensation)
    found = sum(any(f" {phrase} " in whole for phrase in phrases) for phrases in lists)
    return found >= _FEWEST_HEADINGS


def _count(text: str, packs: Packs) -> tuple[int, Counter[str]]:
    """Count a text's words, and by language those that are among its most frequent ones."""
    found = words(text)
    known = map(_languages_by_word(packs).get, found)
    return len(found), Counter(chain.from_iterable(filter(None, known)))


def _order(packs: Packs, hit: tuple[str, int]) -> tuple[int, int]:
    return hit[1], -packs.read(Detection, hit[0]).rank


@lru_cache(maxsize=4)  # a text is asked about by each search that knows other scripts
def may_hold_other_script(text: str, packs: Packs = PACKS) -> bool:
    """Tell whether a text may hold signs of a script that tells its language."""
    if text.isascii():
        return False
    return bool(_other_scripts(packs).search(text.encode(errors="replace")))


def _by_script(text: str, declared: str, packs: Packs) -> str | None:
    """Tell a language by its script; the declared one is believed if it has the same."""
    sample = text[:_SAMPLE]
    if not may_hold_other_script(sample, packs):
        return None
    letters = sum(map(str.isalpha, sample)) or 1
    fitting = [
        script.language
        for script in _scripts(packs)
        if len(re.findall(script.characters, sample)) / letters >= script.share
    ]
    if not fitting:
        return None
    return declared if declared in fitting or _is_unheard_of(declared, packs) else fitting[0]


def _is_unheard_of(language: str, packs: Packs) -> bool:
    return language != UNKNOWN and language not in packs.languages


def _by_lists(text: str, hits: Counter[str], packs: Packs) -> str:
    """Tell the language of short lines, which have few small words, by headings and verbs."""
    found = hits.copy()
    for line in text[:_SAMPLE].lower().splitlines():
        first = WORD.match(line)
        found.update(_by_heading(packs).get(line.strip(" :"), ()))
        found.update(_by_verb(packs).get(first[0], ()) if first else ())
    (best, most), (_, second) = [*found.most_common(2), (UNKNOWN, 0), (UNKNOWN, 0)][:2]
    return best if most >= _FEWEST_SIGNS and most > second else UNKNOWN


@cache
def _by_heading(packs: Packs) -> dict[str, list[str]]:
    """List the languages of each heading; those of all languages together tell nothing."""
    found: dict[str, list[str]] = {}
    for language in packs.languages:
        for phrases in packs.read(Headings, language):
            for phrase in phrases:
                found.setdefault(phrase, []).append(language)
    return found


@cache
def _by_verb(packs: Packs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language in packs.languages:
        for verb in packs.read(Lowercase, language).verbs:
            found.setdefault(verb, []).append(language)
    return found


def _halves(text: str) -> tuple[str, ...]:
    """Cut a sample from the opening and the middle, as some listings change language on the way."""
    if len(text) <= _SAMPLE:
        return (text,)
    middle = len(text) // 2
    return text[:_OPENING], text[middle : middle + _SAMPLE - _OPENING]


def code_of(declared: str | None) -> str:
    """Read the language that a board declares, as an ISO 639-1 code; "und" for anything else."""
    code = _CODE.match((declared or "").strip())
    return code[0].lower() if code else UNKNOWN


def joins_words(language: str) -> bool:
    """Whether a language joins words into one, so that a part of one is a word too."""
    return PACKS.read(Words, language).compounds
