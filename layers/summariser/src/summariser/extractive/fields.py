"""Fields: title and company, as a person would write them."""

import re
from functools import cache

from summariser.domain.document import Document, Field, LineKind
from summariser.language.contents import Fields
from summariser.language.packs import PACKS
from summariser.preparation.headings import heading_section

DECORATION = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ufe0f\u200d\ufffc•▪»«]+"
    "|(?<!\\w)·|·(?![^\\W\\dA-ZÀ-Þ])"  # "un·e" keeps its dot
)
LETTERS = re.compile(r"[^\W\d_]")
GENDER_TWICE = re.compile(
    r"(\(?\b[HF]\s?/\s?[HF](?:\s?/\s?[NX])?\b\)?)\s*\(?\s*(?:H/F|F/H)\s*\)?$", re.I
)
GENDER = re.compile(r"\(\s*[a-z](?:\s?/\s?[a-z]){1,3}\s*\)|\b[hf]/[hf]\b", re.IGNORECASE)
ENDING = re.compile(r"(?<=[a-zß-ÿ]\()[A-Z]\w{0,4}(?=\))")  # Apprenti(E)
IN_BRACKETS = re.compile(r"\([^()]*\)")
BORDER = re.compile(r"\s+[-–—|]\s+|\s*[|(]\s*")
COMMA = re.compile(r"\s*,\s*")
REFERENCE = re.compile(r"(?<=[^\W\d_A-Z]) #?(?!20[0-4]\d$)\d{4,8}$")  # "Clerk 19704"
FEWEST_LETTERS = 2  # GP, RN
NAME_WITH_STOP = re.compile(r"\.[^\W\d_]")  # .NET Developer
CUT_OFF = ("…", "...")
EMPLOYER = re.compile(r"\s@\s?\S.*$")  # Engineer @ Company
FIRST_BORDER = 20  # characters of a long title that are told at least
LONGEST_TITLE = 110  # characters; longer ones are cut at a border
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")


def readable_title(document: Document, *tails: str | None) -> str | None:
    """Read the title without calls, references, shouting and tails; None where it says no role."""
    title = plain_field(document, Field.TITLE)
    if title is None or _is_heading(_calls().sub("", title), document):
        return None
    title = GENDER_TWICE.sub(r"\1", _noise().sub(" ", title))
    title = REFERENCE.sub("", _strip(_calls().sub("", _strip(title))))
    for name in filter(None, tails):  # "Cook - Gent" where the place follows anyway
        tail = re.search(rf"\s*(?:[-–|,]|\bin\b|\bà\b)\s*{re.escape(name)}$", title, re.IGNORECASE)
        title = title[: tail.start()] if tail and tail.start() > 2 else title
    if len(LETTERS.findall(title)) < FEWEST_LETTERS or "?" in title:
        return None
    title = _whole(title)
    if is_shouted(title):
        title = unshouted(title, _words_in_capitals(document))
    title = title.replace(" | ", " – ")
    if not LETTERS.search(IN_BRACKETS.sub("", title)):
        return None
    return title if title[1:2].isupper() else title[0].upper() + title[1:]


def _whole(title: str) -> str:
    """Cut a long title, or one that its board cut, at a border; nothing is left without one."""
    if title.endswith(CUT_OFF) or len(title) > LONGEST_TITLE:
        first = 1 if title.endswith(CUT_OFF) else FIRST_BORDER
        borders = [
            it.start()
            for border in (COMMA, BORDER)
            for it in border.finditer(title, first, LONGEST_TITLE)
        ]
        title = _strip(title[: borders[-1]]) if borders else ""
    if title.count("(") > title.count(")"):
        title = f"{title})" if "(" in title[-6:] else title[: title.rindex("(")].rstrip()
    return title


def _is_heading(title: str, document: Document) -> bool:
    """Whether a board took a heading of the description for the title."""
    if heading_section(title) is None:
        return False
    return any(
        line.kind is LineKind.HEADING and line.text.strip(" :") == title for line in document.body
    )


def readable_company(document: Document) -> str | None:
    """Read the company's name as it is written; None where there is none."""
    company = plain_field(document, Field.COMPANY)
    if company is None or len(company) > 90 or not LETTERS.search(company):
        return None
    long_words = [word for word in company.split() if len(word) > 4]
    return unshouted(company) if len(long_words) > 1 else company  # ZARA is not shouting


def is_shouted(text: str) -> bool:
    """Whether nearly all of a text is in capitals, but for marks such as (m/w/d)."""
    letters = LETTERS.findall(GENDER.sub("", text))
    return len(letters) > 3 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def unshouted(text: str, acronyms: frozenset[str] = frozenset()) -> str:
    """Set words in capitals in ordinary letters, unless they are acronyms."""
    if not is_shouted(text):
        return text
    acronyms = acronyms | listed("acronyms")
    particles = listed("particles")

    def reset(match: re.Match[str]) -> str:
        word = match[0]
        if not word.isupper() or word in acronyms:
            return word
        if word.lower() in particles:
            return word.lower() if match.start() else word.capitalize()
        return word if len(word) < 3 else word.capitalize()

    parts = re.split(f"({GENDER.pattern})", text, flags=re.IGNORECASE)
    calm = "".join(
        part if index % 2 else re.sub(r"[\w&+#]+", reset, part) for index, part in enumerate(parts)
    )
    return ENDING.sub(lambda match: match[0].lower(), calm)


def _words_in_capitals(document: Document) -> frozenset[str]:
    # What stands in capitals among small letters is an acronym; five letters are the most.
    lines = (line.text for line in document.body if not line.text.isupper())
    return frozenset(word for line in lines for word in CAPITALS.findall(line))


def plain_field(document: Document, name: Field) -> str | None:
    """Read a field without emoji and ornaments; None where it says nothing."""
    line = document.fields.get(name)
    if line is None:
        return None
    text = " ".join(DECORATION.sub(" ", line.text).split())
    if name is Field.TITLE:
        text = EMPLOYER.sub("", text)
    unusable = text.lower() in listed("junk") or "http" in text or "@" in text
    unusable = unusable or text.lower().startswith(("not stated", "www.")) or "[" in text[:1]
    return None if unusable or not text else text


def _strip(title: str) -> str:
    title = title.strip(" !,;:-–—|*_/")
    title = title if title.endswith(CUT_OFF) else title.rstrip(" !.,;:-–—|*_/")
    return title if NAME_WITH_STOP.match(title) else title.lstrip(" .")


@cache
def listed(key: str) -> frozenset[str]:
    """Read a list of how boards fill fields, in any language."""
    return frozenset(PACKS.union(Fields, key))


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(PACKS.union(Fields, "noise")), re.IGNORECASE)


@cache
def _calls() -> re.Pattern[str]:
    """Compile the words around a title that call out instead of naming the role."""
    articles, headings, labels, endings = (
        "|".join(PACKS.union(Fields, key))
        for key in ("articles", "title_headings", "title_labels", "title_endings")
    )
    calls = PACKS.union(Fields, "calls")
    # "Urgent Care" and "Hiring Manager" are roles: a call of one word is followed by a mark.
    words = "|".join(call for call in calls if " " not in call)
    phrases = "|".join(call for call in calls if " " in call)
    patterns = (
        rf"^(?:{phrases})\s*[:!–-]?\s+(?:{articles})?",
        rf"^(?:{words})(?:\s*[:!–]\s*|\s+-\s+|\s+(?={articles}))(?:{articles})?",
        rf"^(?:{headings})\s*[:–-]?\s+",
        rf"^(?:{labels})\s*:\s*",
        rf"[\s,:–-]*\b(?:{endings})$",
    )
    return re.compile("|".join(patterns), re.IGNORECASE)
