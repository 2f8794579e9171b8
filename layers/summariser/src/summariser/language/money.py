"""Money: sums in a text, what they are paid for, and whether they are what the job pays."""

import re
from functools import cache, lru_cache

from summariser.language.contents import Pay
from summariser.language.figures import RAND, Figure, Kind, read_figures
from summariser.language.lexicon import currencies, pay_words, periods, scales, units
from summariser.language.packs import PACKS
from summariser.language.phrases import Phrases
from summariser.language.words import SIGNED, compounds

BEHIND = 40  # characters behind a sum in which its period is told
RANDS = re.compile(rf"\b{RAND}\d")
DASHES = frozenset("-–—‐‑~+")
STOPS = re.compile(r"[\d;:.!?]")


def names_amount(text: str) -> bool:
    """Whether a text names an amount of money in figures."""
    if not currencies_of(text) and not RANDS.search(text):
        return False
    return any(figure.kind is Kind.MONEY for figure in read_figures(text))


@lru_cache(maxsize=1024)
def amounts(text: str) -> frozenset[float]:
    """Read the figures of a text: "EUR 65000.0" and "€65,000" hold the same one.

    Of two readings the larger counts: "2,900" is no pay of 2.9.
    """
    return frozenset(max(figure.values) for figure in read_figures(text))


def currencies_of(text: str) -> frozenset[str]:
    """Read the currencies that a text names, with or without a sum."""
    known = currencies()
    return frozenset(known[mark] for mark in SIGNED.findall(text.lower()) if mark in known)


def pay_period(text: str, figure: Figure) -> str | None:
    """Give the period that stands behind a sum: "€15 gross an hour" is by the hour."""
    rest = text[figure.end : figure.end + BEHIND].lower()
    stop = STOPS.search(rest)
    words = [w for w in SIGNED.findall(rest[: stop.start()] if stop else rest) if w not in DASHES]
    per = pay_words("per")
    while words and _is_silent(words[0]):
        words = words[1:]
    if not words:
        return None
    if words[0] in per:
        behind = [word for word in words[:3] if word not in per][:1]
        named = units().values(behind)
    else:
        named = periods().values(words[:1])
    return named[0] if named else None


def names_pay(text: str) -> bool:
    """Whether a text names what the job pays, and no extra such as a voucher."""
    words = compounds(text)
    return pay_labels().found_in(words) and not _extras().found_in(words)


def names_extra(text: str) -> bool:
    """Whether a text names an extra beside the pay, and not the pay."""
    words = compounds(text)
    return _extras().found_in(words) and not pay_labels().found_in(words)


@cache
def pay_labels() -> Phrases[bool]:
    """Read the labels of pay in any listing, whatever its language."""
    return Phrases(((phrase, True) for phrase in PACKS.union(Pay, "labels")), compounds)


@cache
def _extras() -> Phrases[bool]:
    return Phrases(((phrase, True) for phrase in PACKS.union(Pay, "extras")), compounds)


def _is_silent(word: str) -> bool:
    return word in currencies() or word in scales() or word in pay_words("gross")
