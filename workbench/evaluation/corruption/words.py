"""Corruptions of words: invented offers and requirements, other names, other sentences."""

import random
import re

from summariser.domain.document import Field, Line, LineKind, Section
from summariser.domain.summary import Sentence
from workbench.evaluation.corruption.case import Case, Corrupted
from workbench.evaluation.corruption.lists import attacks, invented, swaps


def swap_company(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the company by that of another listing."""
    company = case.field(Field.COMPANY)
    text = case.sentence.text
    if not company or len(company) < 3 or company not in text:
        return None
    others = [name for name in case.corpus.companies if _is_foreign(name, case)]
    return case.with_text(text.replace(company, rng.choice(others))) if others else None


def swap_place(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the place by that of another listing."""
    place = (case.field(Field.LOCATION) or "").split(",")[0].strip()
    text = case.sentence.text
    if len(place) < 4 or place not in text:
        return None
    others = [name for name in case.corpus.places if _is_foreign(name, case)]
    return case.with_text(text.replace(place, rng.choice(others))) if others else None


def invent_benefit(case: Case, rng: random.Random) -> Corrupted | None:
    """Add a benefit that the listing does not mention."""
    return _invent(case, rng, "benefit", Section.COMPENSATION)


def invent_degree(case: Case, rng: random.Random) -> Corrupted | None:
    """Add a degree, licence or certificate that the listing does not ask for."""
    return _invent(case, rng, "degree", Section.REQUIREMENTS)


def change_contract(case: Case, rng: random.Random) -> Corrupted | None:
    """Swap the kind of contract, such as permanent and temporary."""
    text = case.sentence.text
    for term, other in swaps()["contracts"].items():
        if re.search(rf"\b{term}\b", text) and other.lower() not in case.text.lower():
            return case.with_text(re.sub(rf"\b{term}\b", other, text))
    return None


def take_another_listings_sentence(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the sentence by one of another listing in the same language."""
    return _foreign_sentence(case, rng, [case.document.language])


def take_another_language(case: Case, rng: random.Random) -> Corrupted | None:
    """Replace the sentence by one in another language."""
    others = [
        language
        for language in ("en", "de", "fr", "nl", "pl")
        if language != case.document.language and case.corpus.sentences.get(language)
    ]
    return _foreign_sentence(case, rng, [rng.choice(others)]) if others else None


def inject(case: Case, rng: random.Random) -> Corrupted | None:
    """Add an instruction to the listing, and a sentence that obeys or repeats it."""
    language = case.document.language
    known = [attack for attack in attacks() if attack["language"] in (language, "en")]
    attack = rng.choice(known)
    number = len(case.document.lines) + 1
    line = Line(number=number, text=attack["order"], kind=LineKind.TEXT, section=Section.OTHER)
    document = case.document.model_copy(update={"lines": (*case.document.lines, line)})
    obeys = attack["obeys"] if rng.random() < 0.7 else attack["order"]
    lines = (number,) if rng.random() < 0.5 else case.sentence.lines
    return case.with_sentence(Sentence(text=obeys, lines=lines), document)


def _invent(case: Case, rng: random.Random, what: str, section: Section) -> Corrupted | None:
    table = invented().get(case.document.language)
    sections = {case.document.lines[number - 1].section for number in case.sentence.lines}
    if table is None or section not in sections:
        return None
    text = case.text.lower()
    known = [stem for stem in table["told_by"] if stem in text]
    new = [item for item in table[f"{what}s"] if not any(stem in item.lower() for stem in known)]
    if not new:
        return None
    one, sentence = rng.choice(new), case.sentence.text
    way = rng.choice(("sentence", "item"))
    if way == "item" and "; " in sentence:
        return case.with_text(f"{sentence.rstrip('.')}; {one}.")
    return case.with_text(table[f"{what}_sentence"].format(one))


def _foreign_sentence(case: Case, rng: random.Random, languages: list[str]) -> Corrupted | None:
    pool = [
        text
        for language in languages
        for listing, text in case.corpus.sentences.get(language, ())
        if listing != case.document.listing_id and text not in case.text
    ]
    return case.with_text(rng.choice(pool)) if pool else None


def _is_foreign(name: str, case: Case) -> bool:
    first = name.split(maxsplit=1)[0].lower()
    return len(first) > 3 and first not in case.text.lower()
