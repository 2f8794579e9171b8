"""Pieces: the sentences and items that a passage is cut into."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from summariser.domain.document import Document, Field, LineKind, Section
from summariser.extractive.fields import GENDER
from summariser.extractive.fitness import LABEL
from summariser.extractive.segments import Passage, split
from summariser.extractive.shouting import calm, is_in_capitals, spellings
from summariser.extractive.wording import Wording, ends_in, examples_in_brackets
from summariser.extractive.words import Words
from summariser.language import contents
from summariser.language.packs import PACKS
from summariser.language.words import SPACELESS

# Masks, and what a page's code left behind; "<3.5 t" and "> 2 years" are compared.
UNUSABLE = re.compile(r"[\[\]@{}|\\\ufffd…]|[<>](?!=?\s?\d)")
FILE = re.compile(r"\w\.(?:pdf|docx?)\b", re.IGNORECASE)
MORE_UNUSABLE = re.compile(r"\S\.\w{2,4}/|\w\?\w")  # slow, so only where there is a / or a ?
CAPITALS = re.compile(r"[A-ZÀ-Þ]{3,}")
SHOUTED = re.compile(r"(?:\b[^\W\d_a-zß-ÿ]{3,}\b\W+){3}")
LEADING = re.compile(r"^[^\w(„“\"'€$£¥₹₩₺₴₽~§<>+.±≥≤≈]+")  # what is left changes no figure
TAG = re.compile(r"^\[(?!e-mail|phone|link)([^\[\]]{2,24})\]\s*(?=\w)")
FACT = re.compile(r"^([^.:;!?–]{2,30}?)(?:\s?:|\s[–—-])\s")
TERMINAL = (".", "!", "。", "！", ".”", ".“", '."', "!”", '!"', "!“")
LISTED = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
SPACE_BEFORE = re.compile(r"(?<=[\w)]) (?=[,.](?:[\s-]|$))")
FIGURE_OR_COMMA = re.compile(r"[\d,:]")
SPOILT = tuple(f"{mark}{stop}" for mark in ",;:/–" for stop in (".", " ."))  # a word is missing
SITE = re.compile(r"[\w-]+\.[a-z]{2,3}\b(?!\.)")  # "example.org sells cars" is a sentence
LONGEST_ENUMERATION, LONGEST_MEMBER = 120, 60  # characters
FEWEST_COMMAS = 4
NAMES_ONLY = re.compile(r"[^\W\d_][\w-]+(?: [&/] [^\W\d_][\w-]+)+")  # "Tools & Data": a heading
LABEL_BEFORE = re.compile(r"^[^.;–]{2,45}?\s[-–]\s")  # "Teamwork - helps others"
LONGEST_NAME = 4  # characters of a heading where words are not set apart
LONGEST_MARK = 12  # characters that hold a mark such as (m/w/d)


class Reader(NamedTuple):
    """What a document's passages are read with."""

    language: str
    wording: Wording
    brand: str | None  # the first word of a company's name in small letters
    title: frozenset[str]  # its words
    spellings: Mapping[str, str]  # of words in lines that are in capitals throughout


class _Place(NamedTuple):
    """Where a part of a passage stands."""

    section: Section
    bullet: bool
    listed: bool  # it may be an item
    alone: bool  # it is all of its passage
    words: Sequence[str]  # its own, in small letters


def reader_of(document: Document, wording: Wording) -> Reader:
    """Prepare to read a document's passages."""
    company, title = (document.fields.get(name) for name in (Field.COMPANY, Field.TITLE))
    brand = company.text.split(maxsplit=1)[0] if company and company.text[:1].islower() else None
    words = Words(title.text).all if title else frozenset()
    known = {} if wording.capital_nouns else spellings(document)
    return Reader(document.language, wording, brand, words, known)


def pieces(passage: Passage, reader: Reader) -> Iterator[tuple[str, bool, Words]]:
    """Cut a passage into sentences, and items (with True); leave out what is neither."""
    line, wording = passage.line, reader.wording
    text = passage.text
    if reader.spellings and is_in_capitals(text):
        text = calm(text, reader.spellings)
    parts, enumerated = split(text, reader.language, wording)
    for index, part in enumerate(parts):
        clean = _tidy(part, wording)
        if index and index == len(parts) - 1 and line.kind is LineKind.TEXT and _stops_short(parts):
            continue
        if not _is_usable(clean, reader) or _is_fact(part):
            continue
        words = Words(clean)
        place = _Place(
            section=line.section,
            bullet=line.kind is LineKind.BULLET,
            listed=enumerated or (index == 0 and len(parts) <= 3),
            alone=len(parts) == 1,
            words=words.line,
        )
        if line.section in LISTED and (members := _members(clean, place, wording)):
            yield from ((member, True, Words(member)) for member in members)
            continue
        if (item := _is_item_at(clean, place, wording)) is None:
            continue
        if not item:
            yield _finished(clean[0].upper() + clean[1:], wording), False, words
        elif _makes_item(clean, place, reader):
            if line.section is Section.REQUIREMENTS and wording.needless.match(clean):
                clean = wording.needless.sub("", clean, count=1)
                words = Words(clean)
            yield _without_stop(clean), True, words


def _stops_short(parts: Sequence[str]) -> bool:
    """Whether the last of several sentences was cut: the others have a full stop, it has none."""
    ended = [part.rstrip(' )"”').endswith(TERMINAL) for part in parts]
    return all(ended[:-1]) and not ended[-1]


def _is_usable(text: str, reader: Reader) -> bool:
    if not text or text[-1] in ":：" or _is_unusable(text):
        return False
    if not text.endswith(TERMINAL) and reader.wording.dangles(text):
        return False  # "suchen wir einen": the line goes on elsewhere
    if reader.brand and text.startswith(reader.brand):
        return False  # a name in small letters keeps them, and starts no sentence well
    return not _is_cut(text, reader.wording)


def _is_item_at(text: str, place: _Place, wording: Wording) -> bool | None:
    """Whether a text is an item, or a sentence; None where it is neither."""
    if wording.sentence.match(text):
        return False
    if SITE.match(text):
        return False if place.alone and wording.clauses.has_verb(place.words) else None
    small = text[0].islower()
    among = place.section in LISTED
    if among and (
        wording.clauses.is_clause(text, place.words) or wording.clauses.says_who(place.words)
    ):
        return None if small else False
    ended, listed = text.endswith(TERMINAL), place.listed
    # With a full stop or without, a bullet seldom names who acts.
    whole = ended and text[0] != "(" and not small and not (place.bullet and listed)
    if (whole or not among) and not wording.clauses.has_verb(place.words):
        if not among:
            return None  # no lead would make a sentence of it
        whole, listed = False, among and (place.bullet or place.alone)
    if whole and among and _is_item(text, place, wording):
        whole, listed = False, True
    if whole:
        return False
    return True if listed and (place.bullet or ended or _is_phrase(text, wording)) else None


def _members(text: str, place: _Place, wording: Wording) -> list[str]:
    """Split what only enumerates, with commas and no verb; empty where a text does not."""
    if len(text) < LONGEST_ENUMERATION or text.count(", ") < FEWEST_COMMAS or "(" in text:
        return []
    if not wording.clauses.finite or wording.clauses.has_verb(place.words):
        return []
    members = [_without_stop(member.strip()) for member in text.split(", ")]
    return members if all(2 < len(member) < LONGEST_MEMBER for member in members) else []


def _makes_item(text: str, place: _Place, reader: Reader) -> bool:
    wording = reader.wording
    if wording.clauses.misses_subject(place.words):
        return False
    if place.section is Section.DUTIES and _names_role(text, place, reader):
        return False
    if NAMES_ONLY.fullmatch(text) or ";" in text:  # which would be two items of a list
        return False
    behind = first_word(LABEL_BEFORE.sub("", text, count=1))
    if behind in wording.verbs_of_others and behind not in wording.verbs:
        return first_word(text) in wording.verbs_of_others
    return place.section is not Section.COMPENSATION or not _is_heading(text, wording)


def _names_role(text: str, place: _Place, reader: Reader) -> bool:
    # "Clerk (m/w/d)", and a first line that has the role's name
    if GENDER.search(text[-LONGEST_MARK:]):
        return True
    first = text.split(maxsplit=1)[0].lower()
    known = first in reader.title and first not in reader.wording.verbs
    return known and not place.bullet and len(first) > 5


def _is_fact(text: str) -> bool:
    # "Full-time – The Hague" is told by the fields.
    label = FACT.match(text.strip()) if ":" in text or " –" in text or " -" in text else None
    return label is not None and label[1].lower() in _fact_labels()


@cache
def _fact_labels() -> frozenset[str]:
    return frozenset(PACKS.union(contents.Words, "fact_labels"))


@cache
def _kept_stops() -> tuple[str, ...]:
    return PACKS.union(contents.Abbreviations, "keeps_stop")


def _is_item(text: str, place: _Place, wording: Wording) -> bool:
    if first_word(text) in wording.verbs or first_word(text) in wording.verbs_of_others:
        return True
    return (
        place.alone
        and bool(wording.item.match(text))
        and not wording.cues["actors"].found_in(place.words)
    )


def _is_cut(text: str, wording: Wording) -> bool:
    # "since 22 July 1944 r.": the full stop ends an abbreviation, the sentence went on
    return ends_in(text, wording.cut_short) or text.endswith(SPOILT)


def _is_phrase(text: str, wording: Wording) -> bool:
    # A line of two words, or With Capitals Throughout, is a heading that was not recognised.
    if SPACELESS.search(text):
        return len(text) > LONGEST_NAME
    words = text.split()
    capitals = [word for word in words if word[0].isupper()]
    return len(words) > 2 and (wording.capital_nouns or len(capitals) <= 0.6 * len(words))


def _tidy(text: str, wording: Wording) -> str:
    if text[:1] == "[":
        text = TAG.sub(r"\1: ", text)
    text = LEADING.sub("", text)
    text = text.rstrip(" ;,–-/|&*" if text.endswith("++") else " ;,–-/|&+*")
    if " ." in text or " ," in text:
        text = SPACE_BEFORE.sub("", text)
    label = LABEL.match(text) if ":" in text else None
    if label and wording.cues["headings"].begins(Words(label[1]).line):
        text = text[label.end() :]
    elif label and _says_enough(text[label.end() :], wording):
        text = text[label.end() :]  # "Initiative: You lead": the sentence says it
    return examples_in_brackets().sub("", text) if len(text) > 90 and ")" in text else text


def _says_enough(text: str, wording: Wording) -> bool:
    # Behind a label such as "Drive growth", a sentence or a duty needs no label.
    if wording.sentence.match(text) or wording.infinitive.match(text):
        return True
    return text[0].isupper() and first_word(text) in wording.verbs


def _is_heading(text: str, wording: Wording) -> bool:
    # "Time Off & Wellbeing" heads benefits; it is none itself.
    if wording.capital_nouns or len(text) > 45 or FIGURE_OR_COMMA.search(text):
        return False
    long_words = [word for word in text.split() if len(word) > 3 or word[0].isupper()]
    return len(long_words) > 1 and all(word[0].isupper() for word in long_words)


def first_word(text: str) -> str:
    """Give a text's first word in small letters."""
    return text.split(maxsplit=1)[0].rstrip(",;:.").lower() if text.strip() else ""


def _is_unusable(text: str) -> bool:
    if "://" in text or "www." in text or "___" in text or "..." in text or UNUSABLE.search(text):
        return True
    if "Ã" in text or "â€" in text:  # decoded wrongly, and past repair
        return True
    if "." in text[:-1] and FILE.search(text):
        return True
    if ("?" in text or "/" in text) and MORE_UNUSABLE.search(text):
        return True
    return len(CAPITALS.findall(text)) > 2 and bool(SHOUTED.search(text))


def _finished(text: str, wording: Wording) -> str:
    text = text.rstrip("!！. ") + wording.stop if text.endswith(("!", "！", " .", "..")) else text
    return text if text.endswith(TERMINAL) else text + wording.stop


def _without_stop(text: str) -> str:
    return text if text.endswith(_kept_stops()) else text.rstrip(" .!。;,")
