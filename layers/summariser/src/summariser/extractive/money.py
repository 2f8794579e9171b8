"""Money: amounts in a text, however they are written."""

import re
from functools import cache

from summariser.extractive.cues import Cues, Words
from summariser.extractive.wording import load_shared

_CURRENCY = (
    r"(?:[€$£¥]|zł\b|\b(?:k?EUR|Euros?|USD|GBP|PLN|CHF|SEK|DKK|NOK|JPY|CZK|Kč|kr)\b|円|만원)"
)
_AMOUNT = re.compile(
    rf"{_CURRENCY}\s?\d|\d[\d.,\s]*[kK]?\s?[-–]?\s?{_CURRENCY}|\bR\d[\d.,]{{2,}}", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def names_amount(text: str) -> bool:
    """Whether a text names an amount of money in figures."""
    return bool(_DIGIT.search(text)) and bool(_AMOUNT.search(text))


def names_pay(text: str) -> bool:
    """Whether a text names what the job pays, and no extra such as a voucher."""
    pay, extras = _cues()
    words = Words(text)
    return words in pay and words not in extras


def names_extra(text: str) -> bool:
    """Whether a text names an extra beside the pay, and not the pay."""
    pay, extras = _cues()
    words = Words(text)
    return words in extras and words not in pay


@cache
def _cues() -> tuple[Cues, Cues]:
    salary = load_shared()["salary"]
    return Cues(salary["labels"]), Cues(salary["extras"])


def figures(text: str) -> frozenset[str]:
    """Read the figures of a text: "EUR 65000.0" and "€65,000" hold the same one."""
    joined = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", text)  # 7 200
    return frozenset(
        re.sub(r"\D", "", re.sub(r"[.,]0{1,2}$", "", figure)) for figure in _FIGURE.findall(joined)
    )
