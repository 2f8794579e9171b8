"""Candidates: the sentences and list items of a document that a summary may use."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summariser.domain.document import Document, Field, LineKind, Section
from summariser.extractive.segments import Passage, join_lines, split
from summariser.extractive.wording import Wording, ends_in, examples_in_brackets
from summariser.extractive.words import FIRST, Words
from summariser.language import contents
from summariser.language.money import names_amount
from summariser.language.packs import PACKS

LONGEST_SENTENCE, LONGEST_ITEM, SHORTEST = 320, 190, 8  # characters
MOST_LINES = 8  # of one section: what matters stands early, and time is short

UNUSABLE = re.compile(r"[\[\]@<>{}|\\\ufffd…]")  # masks, and what a page's code left behind
MORE_UNUSABLE = re.compile(r"\S\.\w{2,4}/|\w\?\w")  # slow, so only where there is a / or a ?
CAPITALS = re.compile(r"[A-ZÀ-Þ]{3,}")
SHOUTED = re.compile(r"(?:\b[^\W\d_a-zß-ÿ]{3,}\b\W+){3}")
LEADING = re.compile(r"^[^\w(„“\"'€$£¥~<>+.±≥≤≈]+")  # what is left changes no figure
TAG = re.compile(r"^\[(?!e-mail|phone|link)([^\[\]]{2,24})\]\s*(?=\w)")
LABEL = re.compile(r"^([^.:;!?]{2,45}?)(?:\s:\s*|:\s+)(?=\S)")
FACT = re.compile(r"^([^.:;!?–]{2,30}?)(?:\s?:|\s[–—-])\s")
TERMINAL = (".", "!", "。", "！", ".”", ".“", '."', "!”", '!"', "!“")
LISTED = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
SPACE_BEFORE = re.compile(r"(?<=[\w)]) (?=[,.](?:[\s-]|$))")
FIGURE_OR_COMMA = re.compile(r"[\d,:]")
SPOILT = tuple(f"{mark}{stop}" for mark in ",;:/–" for stop in (".", " ."))  # a word is missing


class Candidate(NamedTuple):
    """A whole sentence, or an item: a bullet that reads well in a list only."""

    text: str  # an item has no full stop
    lines: tuple[int, ...]
    section: Section
    item: bool
    position: int  # among the candidates of its section
    words: Words


def find_candidates(document: Document, wording: Wording) -> list[Candidate]:
    """Read every sentence of the description that stands on its own, in the document's order."""
    seen: dict[Section, int] = {}
    found: list[Candidate] = []
    body = document.body
    company = document.fields.get(Field.COMPANY)
    brand = company.text.split(maxsplit=1)[0] if company and company.text[:1].islower() else None
    opening = _words_of_opening(document)
    for passage in join_lines(body, wording):
        line, numbers = passage.line, passage.numbers
        position = seen.get(line.section, 0)
        if line.kind is LineKind.HEADING or line.section is Section.APPLICATION:
            continue
        if position >= MOST_LINES and not names_amount(passage.text):
            continue
        for text, item in _pieces(passage, document.language, wording, brand):
            words = Words(text)
            if words.all and words.all <= opening:
                continue  # title, company and place over again
            if _stands_alone(text, item, words, wording):
                found.append(Candidate(text, numbers, line.section, item, position, words))
                position += 1
        seen[line.section] = position
    return found


def _words_of_opening(document: Document) -> frozenset[str]:
    named = (Field.TITLE, Field.COMPANY, Field.LOCATION)
    texts = [document.fields[field].text for field in named if field in document.fields]
    return Words(" ".join(texts)).all


def _pieces(
    passage: Passage, language: str, wording: Wording, brand: str | None
) -> Iterator[tuple[str, bool]]:
    line = passage.line
    parts, enumerated = split(passage.text, language, wording)
    bullet = line.kind is LineKind.BULLET
    for index, part in enumerate(parts):
        clean = _tidy(part, wording)
        if not clean or clean[-1] in ":：" or _is_unusable(clean) or _is_fact(part):
            continue
        ended = clean.endswith(TERMINAL)
        if not ended and wording.dangles(clean):
            continue  # "suchen wir einen": the line goes on elsewhere
        if _is_cut(clean, wording) or (brand and clean.startswith(brand)):
            continue  # a name in small letters keeps them, and starts no sentence well
        if wording.sentence.match(clean):
            yield _finished(clean[0].upper() + clean[1:], wording), False
            continue
        listed = enumerated or (index == 0 and len(parts) <= 3)
        # With a full stop or without, a bullet seldom names who acts.
        whole = ended and clean[0] != "(" and not clean[0].islower() and not (bullet and listed)
        if whole and line.section in LISTED and _is_item(clean, wording, alone=len(parts) == 1):
            whole, listed = False, True
        if whole:
            yield _finished(clean, wording), False
        elif listed and (bullet or ended or _is_phrase(clean, wording)):
            if line.section is Section.COMPENSATION and _is_heading(clean, wording):
                continue
            yield _without_stop(clean), True


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


def _is_item(text: str, wording: Wording, *, alone: bool) -> bool:
    if text.split(maxsplit=1)[0].rstrip(",").lower() in wording.verbs:
        return True
    return (
        alone
        and bool(wording.item.match(text))
        and not wording.cues["actors"].found_in(Words(text).line)
    )


def _is_cut(text: str, wording: Wording) -> bool:
    # "since 22 July 1944 r.": the full stop ends an abbreviation, the sentence went on
    return ends_in(text, wording.cut_short) or text.endswith(SPOILT)


def _is_phrase(text: str, wording: Wording) -> bool:
    # A line of two words, or With Capitals Throughout, is a heading that was not recognised.
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
    return examples_in_brackets().sub("", text) if len(text) > 90 and ")" in text else text


def _is_heading(text: str, wording: Wording) -> bool:
    # "Time Off & Wellbeing" heads benefits; it is none itself.
    if wording.capital_nouns or len(text) > 45 or FIGURE_OR_COMMA.search(text):
        return False
    long_words = [word for word in text.split() if len(word) > 3 or word[0].isupper()]
    return len(long_words) > 1 and all(word[0].isupper() for word in long_words)


def _is_unusable(text: str) -> bool:
    if "://" in text or "www." in text or "___" in text or "..." in text or UNUSABLE.search(text):
        return True
    if "Ã" in text or "â€" in text:  # decoded wrongly, and past repair
        return True
    if ("?" in text or "/" in text) and MORE_UNUSABLE.search(text):
        return True
    return len(CAPITALS.findall(text)) > 2 and bool(SHOUTED.search(text))


def _finished(text: str, wording: Wording) -> str:
    text = text.rstrip("!！. ") + wording.stop if text.endswith(("!", "！", " .", "..")) else text
    return text if text.endswith(TERMINAL) else text + wording.stop


def _without_stop(text: str) -> str:
    return text if text.endswith(_kept_stops()) else text.rstrip(" .!。;,")


def _stands_alone(text: str, item: bool, words: Words, wording: Wording) -> bool:
    longest = LONGEST_ITEM if item else LONGEST_SENTENCE
    if not (2 if item else SHORTEST) <= len(text) <= longest:
        return False
    if "?" in text or "!" in text or not _is_balanced(text):
        return False
    enough = words.spaceless or len(words.all) >= (1 if item else 4)
    if not enough:
        return False
    if wording.cues["unfit"].begins(words.line) or wording.fragment.match(text):
        return False
    if wording.cues["connectors"].begins(words.line):  # unless "this role" is what it goes on about
        return not item and wording.cues["anchors"].found_in(words.line[:FIRST])
    return True


def _is_balanced(text: str) -> bool:
    if text.count("(") != text.count(")") or text.count('"') % 2:
        return False
    low, left, right = text.count("„"), text.count("“"), text.count("”")
    return low == left + right if low else left == right
