"""The opening: one sentence that says the role, set from the listing's fields."""

import re

from summariser.document import Document, Field
from summariser.extractive.fields import readable_company, readable_place, readable_title
from summariser.extractive.phrases import Phrases, Words, load_shared
from summariser.summary import Sentence

PLAIN_PLACE = re.compile(r"[^\W\d_][^/()\d_;:]*")


def write_openings(document: Document, phrases: Phrases) -> list[Sentence]:
    """Say title, company and place in one sentence, then again with less; none without a role."""
    title = readable_title(document)
    if title is None:
        return []
    company, place = readable_company(document), readable_place(document)
    title = _without_tail(title, company, place)
    choices = [(company, place), (company, None), (None, place), (None, None)]
    openings = [_write(document, phrases, title, *choice) for choice in choices]
    return list(dict.fromkeys(openings))


def _write(
    document: Document, phrases: Phrases, title: str, company: str | None, place: str | None
) -> Sentence:
    text, used = title, [Field.TITLE]
    if company and not _mentions(text, company):
        text += phrases.company.format(company)
        used.append(Field.COMPANY)
    if place and not _mentions(text, place):
        text += (phrases.place if _is_town(place) else ", {}").format(place)
        used.append(Field.LOCATION)
    if not text.endswith("."):
        text += phrases.stop
    return Sentence(text=text, lines=tuple(sorted(document.fields[name].number for name in used)))


def _without_tail(title: str, *names: str | None) -> str:
    # "Onthaalmedewerker - Gent" needs no tail where the place follows anyway.
    for name in filter(None, names):
        tail = re.search(rf"\s*(?:[-–|,]|\bin\b|\bà\b)\s*{re.escape(name)}$", title, re.IGNORECASE)
        if tail and tail.start() > 3:
            title = title[: tail.start()]
    return title


def _mentions(text: str, name: str) -> bool:
    return Words(name).padded in Words(text).padded


def _is_town(place: str) -> bool:
    vague = load_shared()["fields"]["no_place"]
    words = Words(place).padded
    return bool(PLAIN_PLACE.fullmatch(place)) and not any(f" {word} " in words for word in vague)
