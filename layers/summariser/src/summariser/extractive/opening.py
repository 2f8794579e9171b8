"""The opening: one sentence that says the role, set from the listing's fields."""

import re
from itertools import pairwise

from summariser.domain.document import Document, Field
from summariser.domain.summary import Sentence
from summariser.extractive.fields import GENDER, readable_company, readable_title
from summariser.extractive.jobs import bare_name, find_jobs
from summariser.extractive.page_titles import split_page_title
from summariser.extractive.place import no_places, readable_place
from summariser.extractive.wording import Wording
from summariser.extractive.words import Words
from summariser.language.places import is_country
from summariser.language.words import compounds
from summariser.language.workplaces import AWAY, modes_of

PLAIN_PLACE = re.compile(r"[^\W\d_][^/()\d_;:]*")
ENGLISH = "en"
LONGEST_ROLE, LONGEST_CALL = 90, 200  # characters


def write_openings(document: Document, wording: Wording) -> list[Sentence]:
    """Say title, company and place in one sentence, then again with less; none without a role."""
    document = split_page_title(document)
    company, place = readable_company(document), readable_place(document, wording)
    own_name, own_line = _own_name(document, wording, place)
    title = readable_title(document, company, place, own_name)
    words = compounds(title or "")
    if title and (wording.clauses.is_clause(title, words) or wording.clauses.misses_subject(words)):
        title = None  # "For those who have a degree"
    title_lines = [document.fields[Field.TITLE].number] if title else []
    jobs = find_jobs(document, wording).named
    if jobs and not all(_mentions(title or "", bare_name(job)) for job in jobs):
        title = ", ".join(dict.fromkeys(job.name for job in jobs))
        title_lines = [job.line for job in jobs]
    if title is None:
        if called := _called_roles(document, wording):
            return called
        if (named := _named_role(document, wording)) is None:
            return []
        title, title_lines = named[0], [named[1]]
    choices = [(company, own_name), (company, None), (None, own_name), (None, None)]
    openings = [
        _write(document, wording, title, title_lines, *choice, own_line)
        for choice in dict.fromkeys(choices)
    ]
    return list(dict.fromkeys(openings))


def _write(
    document: Document,
    wording: Wording,
    title: str,
    title_lines: list[int],
    company: str | None,
    place: str | None,
    place_line: int | None,
) -> Sentence:
    text, lines = title, [*title_lines]
    if company and not _mentions(text, company):
        text += wording.company.format(company)
        lines.append(document.fields[Field.COMPANY].number)
    if place and not _mentions(text, place):
        text += (wording.place if _is_town(place) else ", {}").format(place)
        lines.append(document.fields[Field.LOCATION].number)
        lines += [place_line] if place_line else []
    if not text.endswith("."):
        text += wording.stop
    return Sentence(text=text, lines=tuple(sorted(lines)))


def _own_name(
    document: Document, wording: Wording, place: str | None
) -> tuple[str | None, int | None]:
    """Find what the listing itself calls a place that its board names in English.

    The English name of a country stays only where the text has it.
    """
    own = wording.own_names.get(place.split(",")[0]) if place else None
    if own:
        for line in document.body:
            if own in line.text:
                return own, line.number
    if place and document.language != ENGLISH and is_country(place):
        place = next((place for line in document.body if place in line.text), None)
    return place, None


def _called_roles(document: Document, wording: Wording) -> list[Sentence]:
    # "We are looking for a" and, on a line of its own, "Nurse": one sentence set on two lines.
    for line, following in pairwise(document.body):
        call, role = line.text.rstrip(" :-–"), following.text.strip(" .:-–!")
        words = Words(call)
        if (
            not wording.cues["role"].found_in(words.line)
            or len(call) > LONGEST_CALL
            or "." in call[-1:]
            or "?" in line.text + following.text
        ):
            continue
        dangles = line.text.rstrip().endswith(":") or wording.dangles(call)
        if dangles and role and len(role) <= LONGEST_ROLE and not role.startswith("["):
            start = max(call.rfind(". "), call.rfind("! ")) + 1
            text = f"{call[start:].strip()} {role}{wording.stop}"
            whole = Sentence(text=text, lines=(line.number, following.number))
            short = Sentence(text=role + wording.stop, lines=(following.number,))
            return [whole, short]
    return []


def _named_role(document: Document, wording: Wording) -> tuple[str, int] | None:
    """Find the role in the text, as a line such as "Nurse (f/m)" or in a sentence, and its line."""
    for line in document.body:
        text = line.text.strip(" .:-–!")
        is_short = len(text) <= LONGEST_ROLE and "?" not in text
        if is_short and GENDER.search(text) and not _is_sentence(text, wording):
            return text, line.number
    for line in document.body:
        if match := wording.role_name.search(line.text):
            return match["role"], line.number
    return None


def _is_sentence(text: str, wording: Wording) -> bool:
    return bool(wording.clauses.finite) and wording.clauses.has_verb(compounds(text))


def _mentions(text: str, name: str) -> bool:
    padded = f" {' '.join(compounds(text))} "
    stem = f" {' '.join(compounds(name))}"
    return f"{stem} " in padded or (len(stem) > 6 and stem[:-1] in padded)  # Warszawa, Warszawie


def _is_town(place: str) -> bool:
    if modes_of(place) & AWAY:
        return False
    town = place.split(",", maxsplit=1)[0]
    return bool(PLAIN_PLACE.fullmatch(place)) and not no_places().found_in(compounds(town))
