"""Fields: title, company, place and salary, as a person would write them."""

import re
from collections.abc import Mapping
from functools import cache

from summariser.domain.document import Document, Field, LineKind
from summariser.language.contents import Fields
from summariser.language.packs import PACKS
from summariser.language.phrases import Phrases
from summariser.language.words import compounds
from summariser.preparation.headings import heading_section

DECORATION = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ufe0f\u200d\ufffc•▪·»«]+"
)
LETTERS = re.compile(r"[^\W\d_]")
GENDER_TWICE = re.compile(
    r"(\(?\b[HF]\s?/\s?[HF](?:\s?/\s?[NX])?\b\)?)\s*\(?\s*(?:H/F|F/H)\s*\)?$", re.I
)
GENDER = re.compile(r"\(\s*[a-z](?:\s?/\s?[a-z]){1,3}\s*\)|\b[hf]/[hf]\b", re.IGNORECASE)
BORDER = re.compile(r"\s+[-–—|:]\s+|\s*[|,(]\s*")
NO_CENTS = re.compile(r"(?<=\d)\.0(?![\d.,])")  # 4200.0
SAME_TWICE = re.compile(r"\b(\d[\d.,]*(?: Euros)?)\s?[-–à]\s?\1(?![\d.,])")
PERIOD = re.compile(r"\bper (hour|day|week|month|year)$", re.IGNORECASE)
LONGEST_TITLE = 110  # characters; longer ones are cut at a border
CODE = re.compile(r"[A-Z]{2,3}|\d{1,2}[A-Z]?|[A-Z]\d")
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
DEPARTMENT = re.compile(r"^(?:\d{2,3}|2[AB])\s*-\s*(?=\D)")


def readable_title(document: Document, *tails: str | None) -> str | None:
    """Read the title without calls, references, shouting and tails; None where it says no role."""
    title = _plain(document, Field.TITLE)
    if title is None or _is_heading(title, document):
        return None
    title = GENDER_TWICE.sub(r"\1", _noise().sub(" ", title))
    title = _strip(_calls().sub("", _strip(title)))
    for name in filter(None, tails):  # "Cook - Gent" where the place follows anyway
        tail = re.search(rf"\s*(?:[-–|,]|\bin\b|\bà\b)\s*{re.escape(name)}$", title, re.IGNORECASE)
        title = title[: tail.start()] if tail and tail.start() > 2 else title
    if len(LETTERS.findall(title)) < 3 or "?" in title:
        return None
    if len(title) > LONGEST_TITLE:
        borders = [match.start() for match in BORDER.finditer(title, 20, LONGEST_TITLE)]
        if not borders:
            return None
        title = _strip(title[: borders[-1]])
    if title.count("(") > title.count(")"):
        title = f"{title})" if "(" in title[-6:] else title[: title.rindex("(")].rstrip()
    if is_shouted(title):
        title = unshouted(title, _words_in_capitals(document))
    title = title.replace(" | ", " – ")
    return title if title[1:2].isupper() else title[0].upper() + title[1:]


def _is_heading(title: str, document: Document) -> bool:
    """Whether a board took a heading of the description for the title."""
    if heading_section(title) is None:
        return False
    return any(
        line.kind is LineKind.HEADING and line.text.strip(" :") == title for line in document.body
    )


def readable_company(document: Document) -> str | None:
    """Read the company's name as it is written; None where there is none."""
    company = _plain(document, Field.COMPANY)
    if company is None or len(company) > 90 or not LETTERS.search(company):
        return None
    long_words = [word for word in company.split() if len(word) > 4]
    return unshouted(company) if len(long_words) > 1 else company  # ZARA is not shouting


def readable_place(document: Document) -> str | None:
    """Read the town without codes of country, region or department; None where there is none."""
    place = _plain(document, Field.LOCATION)
    if place is None or len(place) > 90:
        return None
    place = DEPARTMENT.sub("", place).replace("(Dept.)", "").strip(" ,")
    if "/" not in place:
        place = _town([part.strip() for part in place.split(",") if part.strip()])
    if place.count("(") > place.count(")"):  # "Berlin (remote, two days": the rest was cut off
        place = place[: place.rindex("(")].rstrip()
    place = unshouted(place)
    return place[0].upper() + place[1:] if place and LETTERS.search(place) else None


def readable_salary(document: Document, periods: Mapping[str, str]) -> str | None:
    """Read the salary as it is written; None where it holds nothing or only zeros.

    `periods` say "per month" in the summary's language.
    """
    salary = _plain(document, Field.SALARY)
    if salary is None or len(salary) > 160:
        return None
    digits = re.sub(r"\D", "", salary)
    says = bool(digits.strip("0")) if digits else len(LETTERS.findall(salary)) > 5
    if not says:
        return None
    salary = SAME_TWICE.sub(r"\1", NO_CENTS.sub("", salary))
    if period := PERIOD.search(salary):
        salary = f"{salary[: period.start()]}{periods.get(period[1].lower(), period[0])}"
    return salary.rstrip(" .;,")


def is_shouted(text: str) -> bool:
    """Whether nearly all of a text is in capitals, but for marks such as (m/w/d)."""
    letters = LETTERS.findall(GENDER.sub("", text))
    return len(letters) > 3 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def unshouted(text: str, acronyms: frozenset[str] = frozenset()) -> str:
    """Set words in capitals in ordinary letters, unless they are acronyms."""
    if not is_shouted(text):
        return text
    acronyms = acronyms | _listed("acronyms")
    particles = _listed("particles")

    def reset(match: re.Match[str]) -> str:
        word = match[0]
        if not word.isupper() or word in acronyms:
            return word
        if word.lower() in particles:
            return word.lower() if match.start() else word.capitalize()
        return word if len(word) < 3 else word.capitalize()

    parts = re.split(f"({GENDER.pattern})", text, flags=re.IGNORECASE)
    return "".join(
        part if index % 2 else re.sub(r"[\w&+#]+", reset, part) for index, part in enumerate(parts)
    )


def _words_in_capitals(document: Document) -> frozenset[str]:
    # What stands in capitals among small letters is an acronym; five letters are the most.
    lines = (line.text for line in document.body if not line.text.isupper())
    return frozenset(word for line in lines for word in CAPITALS.findall(line))


def _plain(document: Document, name: Field) -> str | None:
    line = document.fields.get(name)
    if line is None:
        return None
    text = " ".join(DECORATION.sub(" ", line.text).split())
    unusable = text.lower() in _listed("junk") or "http" in text or "@" in text
    unusable = unusable or text.lower().startswith(("not stated", "www.")) or "[" in text[:1]
    return None if unusable or not text else text


def _town(parts: list[str]) -> str:
    if not parts:
        return ""
    if len(parts) > 1 and CODE.fullmatch(parts[0]):  # US, TX, Houston
        towns = [part for part in parts if not CODE.fullmatch(part)]
        known = [part for part in parts if part.lower() in _listed("no_place")]
        return _capitalised(towns[0]) if towns else "".join(known[:1])
    if len(parts) > 2 or (len(parts) == 2 and parts[1].islower()):  # Warszawa, mazowieckie
        return parts[0]
    return ", ".join(parts)


def _capitalised(town: str) -> str:
    words = [
        word.capitalize() if len(word) > 3 and word.islower() else word for word in town.split()
    ]
    return " ".join(words)


def _strip(title: str) -> str:
    return title.strip(" !.,;:-–—|*_/")


@cache
def no_places() -> Phrases[bool]:
    """Read the words of a place that one cannot be "in"."""
    return Phrases(((phrase, True) for phrase in PACKS.union(Fields, "no_place")), compounds)


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(PACKS.union(Fields, key))


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(PACKS.union(Fields, "noise")), re.IGNORECASE)


@cache
def _calls() -> re.Pattern[str]:
    """Compile the words around a title that call out instead of naming the role."""
    calls, articles, headings, labels, endings = (
        "|".join(PACKS.union(Fields, key))
        for key in ("calls", "articles", "title_headings", "title_labels", "title_endings")
    )
    patterns = (
        rf"^(?:{calls})\s*[:!–-]?\s+(?:{articles})?",
        rf"^(?:{headings})\s*[:–-]?\s+",
        rf"^(?:{labels})\s*:\s*",
        rf"[\s,:–-]*\b(?:{endings})$",
    )
    return re.compile("|".join(patterns), re.IGNORECASE)
