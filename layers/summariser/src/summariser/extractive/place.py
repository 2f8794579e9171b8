"""Place: the location field as people say it; several towns are all named, or none."""

import re
from functools import cache

from summariser.domain.document import Document, Field
from summariser.extractive.fields import LETTERS, listed, plain_field, unshouted
from summariser.extractive.wording import Wording
from summariser.language.contents import Fields
from summariser.language.packs import PACKS
from summariser.language.phrases import Phrases
from summariser.language.places import is_country, is_town
from summariser.language.words import compounds
from summariser.language.workplaces import contradicting_line, modes_of

LONGEST = 90  # characters
ENGLISH_MODE = re.compile(r"\b(?:remote|hybrid|on[ -]?site)\b", re.IGNORECASE)
ENGLISH = "en"
ENGLISH_REMARK = re.compile(r"\s*\((?:remote|hybrid|on-?site)[ ,][^()]*\)", re.IGNORECASE)
COUNTRY_CODE = re.compile(r"[A-Z]{2}")
CODE = re.compile(r"[A-Z]{2,3}|\d{1,2}[A-Z]?|[A-Z]\d")
DEPARTMENT = re.compile(r"^(?:\d{2,3}|2[AB])\s*-\s*(?=\D)")
APART = re.compile(r"\s*[;|•\n]\s*(?![^()]*\))")
COMMA = re.compile(r"(?:(?<!\d),|,(?!\d))(?![^()]*\))")


def readable_place(document: Document, wording: Wording) -> str | None:
    """Read the towns without codes of country, region or department, and modes of work.

    None where there is none, where they are too many, or where the description says otherwise.
    """
    location = plain_field(document, Field.LOCATION)
    if location is None or contradicting_line(document) is not None:
        return None
    last_joint = wording.last_joint
    found = (_place(part, last_joint) for part in APART.split(location))
    places = list(dict.fromkeys(filter(None, found)))
    if not places:
        return None
    named = [place for place in places if LETTERS.search(place)]
    joined = _joined(named, last_joint)
    if not joined or len(joined) > LONGEST:
        return None
    if document.language != ENGLISH:  # "Lyon (remote possible)" is left with its town
        joined = ENGLISH_REMARK.sub("", joined)
    return _with_own_modes(joined, wording)


def _with_own_modes(place: str, wording: Wording) -> str:
    """Write "Remote" and its kind in the summary's language, where its pack has words for it."""
    if not wording.modes or not modes_of(place):
        return place
    return ENGLISH_MODE.sub(
        lambda match: wording.modes.get(match[0].lower().replace(" ", "-"), match[0]), place
    )


def _joined(places: list[str], last_joint: str) -> str:
    if any(modes_of(place) for place in places):
        return ", ".join(places)
    return last_joint.join(filter(None, (", ".join(places[:-1]), *places[-1:])))


def _place(text: str, last_joint: str) -> str:
    place = DEPARTMENT.sub("", text).replace("(Dept.)", "").strip(" ,")
    if "/" not in place:
        parts = [part.strip() for part in COMMA.split(place) if part.strip()]
        place = _town(list(dict.fromkeys(parts)), last_joint)
    if place.count("(") > place.count(")"):  # "Berlin (remote, two days": the rest was cut off
        place = place[: place.rindex("(")].rstrip()
    place = unshouted(place.strip())
    if COUNTRY_CODE.fullmatch(place):
        return ""
    return place[:1].upper() + place[1:]


def _town(parts: list[str], last_joint: str) -> str:
    if not parts:
        return ""
    if len(parts) > 1 and CODE.fullmatch(parts[0]):  # US, TX, Houston
        towns = [part for part in parts if not CODE.fullmatch(part)]
        known = [part for part in parts if part.lower() in listed("no_place")]
        return _capitalised(towns[0]) if towns else "".join(known[:1])
    if len(parts) == 2:
        return parts[0] if parts[1].islower() and not modes_of(parts[1]) else ", ".join(parts)
    if len(parts) > 2:
        modes = [part for part in parts if modes_of(part)]
        towns = _towns([part for part in parts if part not in modes])
        return _joined([*towns, *modes], last_joint)
    return parts[0]


def _towns(parts: list[str]) -> list[str]:
    """Take the towns of a list: "Town, region, country" has one, "Town, town, town" three."""
    named = [part for part in parts if not part.islower()]  # Warszawa, mazowieckie
    whole = [part for part in named if not (CODE.fullmatch(part) or is_country(part))]
    if len(whole) == len(named) or is_country(named[0]):
        return named or parts[:1]
    return whole[:1] + [part for part in whole[1:] if is_town(part)] or parts[:1]


def _capitalised(town: str) -> str:
    words = [
        word.capitalize() if len(word) > 3 and word.islower() else word for word in town.split()
    ]
    return " ".join(words)


@cache
def no_places() -> Phrases[bool]:
    """Read the words of a place that one cannot be "in"."""
    return Phrases(((phrase, True) for phrase in PACKS.union(Fields, "no_place")), compounds)
