"""Candidates: the sentences and list items of a document that a summary may use."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.extractive.fitness import why_unfit
from summariser.extractive.pieces import TERMINAL, pieces, reader_of
from summariser.extractive.segments import Passage, join_lines
from summariser.extractive.wording import Wording
from summariser.extractive.words import Words
from summariser.language.money import names_amount
from summariser.language.words import compounds
from summariser.preparation.headings import heading_section

LONGEST_HEADING = 60  # characters
FEWEST_CUT = 45  # characters of a sentence that a board cut
MORE_LINES = 4  # of it behind one more heading that announces it
MOST_LINES = 8  # of one section: what matters stands early, and time is short


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
    reader = reader_of(document, wording)
    opening = _words_of_opening(document)
    company = document.fields.get(Field.COMPANY)
    names = Words(company.text).content() if company else frozenset()
    title = document.fields[Field.TITLE].text if Field.TITLE in document.fields else ""
    passages = list(join_lines(body, wording))
    for passage, following in zip_longest(passages, passages[1:]):
        line, numbers = passage.line, passage.numbers
        position = seen.get(line.section, 0)
        if line.kind is LineKind.HEADING:
            if position >= MOST_LINES and heading_section(line.text) == line.section:
                seen[line.section] = MOST_LINES - MORE_LINES
            continue
        if line.section is Section.APPLICATION:
            continue
        if _heads_bullets(passage, following) or (
            following is None and _breaks_off(passage, body, wording)
        ):
            continue
        if position >= MOST_LINES and not names_amount(passage.text):
            continue
        for text, item, words in pieces(passage, reader):
            is_opening = words.all and words.all <= opening  # title, company, place over again
            if is_opening or _is_glued_to(title, text):
                continue
            if why_unfit(text, words, wording, item=item, names=names) is None:
                found.append(Candidate(text, numbers, line.section, item, position, words))
                position += 1
        seen[line.section] = position
    return found


def _is_glued_to(title: str, text: str) -> bool:
    """Whether a text is the title and, without a stop between them, the next line."""
    behind = len(title) + 1
    return bool(title) and text.startswith(f"{title} ") and text[behind : behind + 1].isupper()


def _words_of_opening(document: Document) -> frozenset[str]:
    named = (Field.TITLE, Field.COMPANY, Field.LOCATION)
    texts = [document.fields[field].text for field in named if field in document.fields]
    return Words(" ".join(texts)).all


def _heads_bullets(passage: Passage, following: Passage | None) -> bool:
    # "Technical background", a line above bullets: a heading that was not recognised
    if following is None or following.line.kind is not LineKind.BULLET:
        return False
    plain = passage.line.kind is LineKind.TEXT and len(passage.text) <= LONGEST_HEADING
    return plain and passage.line.section is following.line.section and not _ends(passage.text)


def _breaks_off(passage: Passage, body: Sequence[Line], wording: Wording) -> bool:
    # A board cut the text after so many characters.
    if len(passage.text) < FEWEST_CUT or _ends(passage.text):
        return False
    if not wording.clauses.finite or not wording.clauses.has_verb(compounds(passage.text)):
        return False
    before = body[-2].text if len(body) > 1 else ""
    section = passage.line.section
    plain = [it for it in body[:-1] if it.kind is LineKind.TEXT and it.section is section]
    texts = [line.text for line in plain if len(line.text) >= FEWEST_CUT]
    return _ends(before) and 2 * sum(map(_ends, texts)) >= len(texts)


def _ends(text: str) -> bool:
    return text.rstrip(" )").endswith((*TERMINAL, "?", "？", ";", ","))
