"""Corruptions of figures: another amount, currency, date or unit, or one end of a range."""

import random
import re
from itertools import pairwise

from workbench.evaluation.corruption.case import Case, Corrupted
from workbench.evaluation.corruption.lists import swaps

NUMBER = r"\d[\d.,\u00a0\u202f]*\d|\d"
SIGN = r"€|\$|£|EUR|USD|GBP|PLN|CHF|euros?|Euro|zł"
MONEY = re.compile(rf"(?:{SIGN})\s?({NUMBER})|({NUMBER})\s?(?:{SIGN})(?!\w)")
PERCENT = re.compile(rf"({NUMBER})\s?%")
PLAIN = re.compile(rf"(?<![\w.,€$£])({NUMBER})(?![\w%€$£.,]|\s?(?:{SIGN}))")
DATE = re.compile(
    r"\b(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+([^\W\d_]{3,})\b|\b(\d{1,2})[./](\d{1,2})[./](\d{2,4})\b"
)
END = rf"(?:{SIGN})?\s?(?:{NUMBER})\s?k?\s?(?:{SIGN})?"
RANGE = re.compile(
    r"(?:from |between |von |zwischen |ab |de |entre |van |tussen (?:de )?|vanaf |od )?"
    rf"({END})\s?(?:-|–|to|and|bis|und|à|et|tot|en|do)\s?({END})"
)


def change_money(case: Case, rng: random.Random) -> Corrupted | None:
    """Change the amount of a sum of money."""
    return _changed(case, rng, MONEY)


def change_percent(case: Case, rng: random.Random) -> Corrupted | None:
    """Change a percentage."""
    return _changed(case, rng, PERCENT)


def change_figure(case: Case, rng: random.Random) -> Corrupted | None:
    """Change a figure that is neither money nor a percentage nor part of a date."""
    dates = [match.span() for match in DATE.finditer(case.sentence.text) if _is_date(match)]
    return _changed(case, rng, PLAIN, spared=dates)


def change_currency(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the currency."""
    text = case.sentence.text
    match = MONEY.search(text)
    if match is None:
        return None
    sign = re.search(SIGN, match[0])
    if sign is None or text.count(sign[0]) > 2:
        return None
    other = swaps()["currencies"][sign[0]]
    return None if other in case.cited else case.with_text(text.replace(sign[0], other))


def change_date(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the day or the month."""
    text = case.sentence.text
    dates = [match for match in DATE.finditer(text) if _is_date(match)]
    if not dates:
        return None
    match = rng.choice(dates)
    if match[2]:
        months = next(names for names in _months() if match[2].lower() in map(str.lower, names))
        if rng.random() < 0.5:
            other = rng.choice([month for month in months if month.lower() != match[2].lower()])
            changed = f"{text[: match.start(2)]}{other}{text[match.end(2) :]}"
        else:
            changed = f"{text[: match.start(1)]}{_other(match[1], rng, 28)}{text[match.end(1) :]}"
    else:
        changed = f"{text[: match.start(3)]}{_other(match[3], rng, 28)}{text[match.end(3) :]}"
    return case.with_text(changed)


def change_unit(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the unit of a duration."""
    text = case.sentence.text
    for unit, other in swaps()["units"]:
        match = re.search(rf"\d+ {unit}\b", text)
        if match and other not in case.cited:
            return case.with_text(f"{text[: match.end() - len(unit)]}{other}{text[match.end() :]}")
    return None


def swap_figures(case: Case, rng: random.Random) -> Corrupted | None:
    """Put two figures of a sentence in each other's place."""
    text = case.sentence.text
    found = [match.span(1) for match in PLAIN.finditer(text)]
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if text[one[0] : one[1]] != text[other[0] : other[1]]
        and any(character.isalpha() for character in text[one[1] : other[0]])
    ]
    if not pairs:
        return None
    (a, b), (c, d) = rng.choice(pairs)
    return case.with_text(f"{text[:a]}{text[c:d]}{text[b:c]}{text[a:b]}{text[d:]}")


def promise(case: Case, rng: random.Random) -> Corrupted | None:
    """Promise the upper end of a salary range."""
    text = case.sentence.text
    for match in RANGE.finditer(text):
        signs = re.search(SIGN, match[0]) or re.match(rf"\s?(?:{SIGN})", text[match.end() :])
        if signs is None:
            continue
        upper, sign = match[2], re.search(SIGN, match[1])
        if sign and not re.search(SIGN, upper):
            upper = f"{sign[0]}{upper}"
        return case.with_text(f"{text[: match.start()]}{upper}{text[match.end() :]}")
    return None


def _months() -> list[list[str]]:
    return [listed.split() for listed in swaps()["months"]]


def _is_date(match: re.Match[str]) -> bool:
    if match[2]:
        known = any(match[2].lower() in map(str.lower, months) for months in _months())
        return known and 1 <= int(match[1]) <= 31
    return 1 <= int(match[3]) <= 31 and 1 <= int(match[4]) <= 12


def _changed(
    case: Case,
    rng: random.Random,
    pattern: re.Pattern[str],
    spared: list[tuple[int, int]] | None = None,
) -> Corrupted | None:
    text = case.sentence.text
    spans = [
        match.span(1 if match[1] else 2)
        for match in pattern.finditer(text)
        if not any(low <= match.start() < high for low, high in spared or ())
    ]
    if not spans:
        return None
    start, end = rng.choice(spans)
    other = _other(text[start:end], rng)
    bare = re.sub(r"\D", "", other)
    if bare in re.sub(r"[^\d\n ]", "", case.cited).split() or len(bare) < 1:
        return None  # the cited lines have that figure too
    if re.search(rf"(?<!\d){re.escape(other)}(?!\d)", case.cited):
        return None
    return case.with_text(f"{text[:start]}{other}{text[end:]}")


def _other(figure: str, rng: random.Random, most: int | None = None) -> str:
    """Change one of the leading digits, as a model that misreads would."""
    digits = [at for at, character in enumerate(figure) if character.isdigit()]
    at = digits[0] if len(digits) < 3 else rng.choice(digits[:2])
    choices = [d for d in "123456789" if d != figure[at]]
    changed = f"{figure[:at]}{rng.choice(choices)}{figure[at + 1 :]}"
    if most is not None and int(re.sub(r"\D", "", changed)) > most:
        return str((int(figure) + rng.randint(1, 20)) % most + 1)
    return changed
