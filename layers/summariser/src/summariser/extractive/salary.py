"""Salary: the salary field as people write it; nothing is converted.

Figures, currency and period stay those of the field; thousands and decimals are written as the
summary's language writes them.
"""

import re
from functools import cache

from summariser.domain.document import Document, Field
from summariser.domain.salaries import UNIT_OF
from summariser.extractive.fields import plain_field
from summariser.language.contents import Bounds
from summariser.language.lexicon import (
    bounds,
    currencies,
    joining_words,
    pay_words,
    periods,
    scales,
    units,
)
from summariser.language.packs import PACKS
from summariser.language.prose import Wording
from summariser.language.words import SIGNED

LONGEST = 160  # characters; of a longer field only a part is told
SPACE = " \u00a0\u202f"
CENTS = r"(?:[.,]\d{1,2})?"
AMOUNT = rf"\d{{1,3}}(?:[{SPACE}.,'’]\d{{3}})+{CENTS}(?!\d)|\d+{CENTS}(?!\d|[.,]\d)"
NUMBER = re.compile(rf"(?<![\w.,/%:])(?<!\d[-–])(?:{AMOUNT})(?![\w/%:])")
IN_RANGE = re.compile(rf"(?<![\w.,/])({AMOUNT})\s?[-–—]\s?({AMOUNT})(?![\w/%:])")
NO_CENTS = re.compile(r"(?<=\d)\.0(?![\d.,])")  # 4200.0
YEAR = re.compile(r"19[89]\d|20[0-4]\d")
CLAUSE = re.compile(r"(?<=[.;!?])\s+|\s*[\n|•·]\s*")
BORDER = re.compile(r"\s*[,;(–]\s+|\s+-\s+")
CURRENCY = r"[€$£¥₩₹]|[^\W\d_]{2,8}\.?"
JOINT = r"(?:\s?[-–]\s?|\s[^\W\d_]{1,4}\s)"
SAME_TWICE = re.compile(rf"\b({AMOUNT})(\s?(?:{CURRENCY}))?{JOINT}\1(?![\d.,])(?:\2(?!\w))?")
NAMED_TWICE = re.compile(
    rf"({AMOUNT})\s(?P<named>{CURRENCY})(?P<joint>{JOINT})({AMOUNT})\s(?P=named)\b"
)
BETWEEN_SUMS = re.compile(r"(?<=[\d€$£ł])\s-\s(?=(?:[€$£]|[A-Z]{3})?\s?\d)")
WORD_BETWEEN = re.compile(r"(?<=[\d€$£])\s([^\W\d_]{1,4})\s(?=(?:[€$£]|[A-Z]{3})?\s?\d)")
RANGE_AFTER = re.compile(rf"{JOINT}\d")
RANGE_BEFORE = re.compile(rf"\d{JOINT}$")
OPEN = re.compile(r"^(from|up to) (?=\S{0,3}\s?\d)", re.IGNORECASE)
NOTHING_BELOW = re.compile(r"^([^\d]{0,5})0+(?:[.,]0+)?\s?[-–]\s?(?=\D{0,5}[1-9])")
NOTHING_ABOVE = re.compile(r"(?<=\d)\s?[-–]\s?0+(?:[.,]0+)?(?![\d.,])")
PER = re.compile(r"\s*(?:\bper\b|/)\s*(two weeks|[^\W\d_]+)$", re.IGNORECASE)
ADVERB = re.compile(r"\s+([^\W\d_]{4,})$")
LEADING = re.compile(r"^([^\W\d_]{4,})\s*:?\s+(?:[^\W\d_]{1,3}\s+)?(?=\D{0,5}\d)")
BEHIND_AMOUNT = re.compile(rf"(?:{AMOUNT})(?:\s?(?:{CURRENCY})(?=\s|$))?")


def readable_salary(document: Document, wording: Wording) -> str | None:
    """Read the salary, or the part of a long one that has a sum; None where it says nothing."""
    salary = plain_field(document, Field.SALARY)
    if salary is None or not says_pay(salary):
        return None
    told = salary if len(salary) <= LONGEST else _part(salary)
    told = _with_own_joint(told, document.language) if told else None
    return _written(told, wording).rstrip(" .;,") if told else None


def _with_own_joint(text: str, language: str) -> str:
    """Write a dash for a word between sums that is another language's: "€3.100 tot €4.200"."""
    others = bounds("joints") - {*PACKS.read(Bounds, language).joints}
    return WORD_BETWEEN.sub(lambda it: " – " if it[1].lower() in others else it[0], text)


def says_pay(text: str) -> bool:
    """Whether a text says what is paid: a form that nobody filled in has only its own words."""
    if any(character.isdigit() for character in text):
        return bool(re.search(r"[1-9]", text))
    return not is_unfilled(text) and sum(map(str.isalpha, text)) > 5


def is_unfilled(text: str) -> bool:
    """Whether a text is a form for pay without its sums: "Salaire : de à EUR par an"."""
    words = SIGNED.findall(text.lower())
    if any(character.isdigit() for character in text) or len(words) > 15:
        return False
    known = _form_words()
    names_form = any(word in currencies() for word in words) or units().found_in(words)
    return names_form and all(
        word in known or periods().found_in([word]) or units().found_in([word]) for word in words
    )


def _part(salary: str) -> str | None:
    """Take the clauses from the first sum on, as many as fit; a clause keeps its conditions."""
    clauses = [clause for clause in CLAUSE.split(salary) if clause.strip()]
    first = next((i for i, it in enumerate(clauses) if re.search(r"[1-9]\d", it)), None)
    if first is None:
        return None
    told = clauses[first].strip()
    for clause in clauses[first + 1 :]:
        if len(told) + len(clause) + 1 > LONGEST or not any(map(str.isdigit, clause)):
            break
        told = f"{told} {clause.strip()}"
    if len(told) <= LONGEST:
        return told
    borders = [it.start() for it in BORDER.finditer(told, 0, LONGEST)]
    cut = told[: borders[-1]] if borders else ""
    return cut if re.search(r"[1-9]\d", cut) and cut.count("(") == cut.count(")") else None


def _written(salary: str, wording: Wording) -> str:
    text = NO_CENTS.sub("", salary)
    form = "{}"
    if lowest := OPEN.match(text):
        form = wording.lowest if lowest[1].lower() == "from" else wording.highest
        text = text[lowest.end() :]
    elif nothing := NOTHING_BELOW.match(text):
        sign, rest = nothing[1], text[nothing.end() :]
        form, text = wording.highest, rest if rest.startswith(sign.strip()) else sign + rest
    elif NOTHING_ABOVE.search(text):
        form, text = wording.lowest, NOTHING_ABOVE.sub("", text)
    text, period = _without_period(text, wording)
    text = SAME_TWICE.sub(r"\1\2", text)
    text = NAMED_TWICE.sub(_named_once, text)
    text = BETWEEN_SUMS.sub(" – ", IN_RANGE.sub(lambda it: f"{it[1]} – {it[2]}", text))
    text = NUMBER.sub(lambda it: _grouped(it, wording), text)
    return form.format(_with_period(text, period)) if form else _with_period(text, period)


def _named_once(match: re.Match[str]) -> str:
    return f"{match[1]}{match['joint']}{match[4]} {match['named']}"


def _without_period(text: str, wording: Wording) -> tuple[str, str | None]:
    """Take the period out of a text, before the sum or at the end, in the summary's language."""
    if not any(character.isdigit() for character in text):
        return text, None
    if leading := LEADING.match(text):
        unit = _adverb(leading[1])
        if unit and unit in wording.periods:
            return text[leading.end() :], wording.periods[unit]
    if per := PER.search(text):
        unit = per[1].lower()
        unit = unit if unit in wording.periods else _unit(unit)
        if unit and unit in wording.periods:
            return text[: per.start()], wording.periods[unit]
    if adverb := ADVERB.search(text):
        unit = _adverb(adverb[1])
        if unit and unit in wording.periods:
            return text[: adverb.start()], wording.periods[unit]
    return text, None


def _with_period(text: str, period: str | None) -> str:
    """Put the period behind the last sum; what follows it is a condition of its own."""
    if period is None:
        return text
    sums = [it for it in BEHIND_AMOUNT.finditer(text) if not units().found_in(_next_word(text, it))]
    behind = sums[-1].end() if sums else len(text)
    rest = text[behind:].strip(" ,")
    gross = rest.split(maxsplit=1)[0] if rest else ""
    if gross.lower() in pay_words("gross"):
        behind, rest = text.index(gross, behind) + len(gross), rest[len(gross) :].strip(" ,")
    return f"{text[:behind]} {period}" + (f", {rest}" if rest else "")


def _next_word(text: str, match: re.Match[str]) -> list[str]:
    return SIGNED.findall(f"{match[0]} {text[match.end() :]}".lower())[:1]


def _adverb(word: str) -> str | None:
    """Give the unit of a word such as "monthly"; "month" counts months."""
    if word.upper().endswith("LY") and word.upper() in UNIT_OF:
        return UNIT_OF[word.upper()]
    found = periods().values([word.lower()])
    return found[0] if found and not units().found_in([word.lower()]) else None


def _unit(word: str) -> str | None:
    found = units().values([word]) or periods().values([word])
    return found[0] if found else None


def _grouped(match: re.Match[str], wording: Wording) -> str:
    number = match[0]
    if not wording.thousands or _is_year(match):
        return number
    whole, mark, cents = number, "", ""
    if decimals := re.search(r"[.,](\d{1,2})$", number):
        whole, mark, cents = number[: decimals.start()], wording.decimal, decimals[1]
    digits = re.sub(r"\D", "", whole)
    if whole.startswith("0") or len(digits) > 12:
        return number
    if int(digits) >= wording.grouped_from:
        digits = f"{int(digits):,}".replace(",", wording.thousands)
    return digits + mark + cents


def _is_year(match: re.Match[str]) -> bool:
    if not YEAR.fullmatch(match[0]):
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    near = [*SIGNED.findall(before[-4:].lower())[-1:], *SIGNED.findall(after[:8].lower())[:1]]
    in_range = RANGE_AFTER.match(after) or RANGE_BEFORE.search(before[-8:])
    return not in_range and not any(word in currencies() for word in near)


@cache
def _form_words() -> frozenset[str]:
    phrases = (
        *PACKS.union(Bounds, "before"),
        *PACKS.union(Bounds, "joints"),
        *PACKS.union(Bounds, "between"),
    )
    return frozenset(
        {
            *currencies(),
            *scales(),
            *joining_words(),
            *pay_words("per"),
            *pay_words("gross"),
            *pay_words("labels"),
            *bounds("joints"),
            *(word for phrase in phrases for word in SIGNED.findall(phrase.lower())),
        }
    )
