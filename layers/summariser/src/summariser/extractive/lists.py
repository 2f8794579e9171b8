"""Lists: several bullets set as one well-formed sentence under a lead."""

import re
from collections.abc import Sequence
from enum import Enum, auto

from summariser.domain.document import Section
from summariser.extractive.fitness import LABEL
from summariser.extractive.pieces import first_word
from summariser.extractive.sentences import Candidate
from summariser.extractive.wording import Wording

ELIDED = re.compile(r"[LDSCJNMT]['’][a-zß-ÿ]")  # "S'assurer", and no "L'Oréal"


class Manner(Enum):
    """How an item is put, so that a lead agrees with it."""

    PLAIN = auto()
    ACTION = auto()  # "plan routes": "You will" may precede it
    THIRD_PERSON = auto()  # "plans routes"
    OBJECT = auto()  # "einen Dienstwagen": its heading was "We offer"


def manner_of(item: Candidate, aspect: Section, wording: Wording) -> Manner:
    """Read how an item is put from its first words."""
    first = first_word(item.text)
    if aspect is Section.DUTIES and first in wording.verbs:
        return Manner.ACTION
    if aspect is Section.DUTIES and first in wording.verbs_of_others:
        return Manner.THIRD_PERSON
    objects = wording.objects.get(aspect)
    return Manner.OBJECT if objects and objects.match(item.text) else Manner.PLAIN


def lead_of(aspect: Section, wording: Wording, *, short: bool, manner: Manner) -> str:
    """Choose the words before a list's items; empty where the language has none."""
    if manner is Manner.ACTION:
        return wording.actions
    if manner is Manner.THIRD_PERSON:
        return wording.third_person
    if manner is Manner.OBJECT:
        return wording.object_leads.get(aspect, "")
    return (wording.short_leads if short else wording.leads).get(aspect, "")


def item_length(item: Candidate, wording: Wording) -> int:
    """How many characters an item adds to a list, the separator before it included."""
    return len(_without_colon(item.text)) + len(wording.separator)


def set_list(lead: str, items: Sequence[Candidate], wording: Wording) -> str:
    """Set items as one sentence, at most as long as its lead and its items' lengths."""
    texts = [_without_colon(item.text) for item in items]
    if lead and len(texts) == 1 and _says_itself(lead, texts[0]):
        lead = ""
    if lead:
        texts = _lowered(texts, wording)
    else:
        texts[0] = texts[0][0].upper() + texts[0][1:]
    space = "" if not lead or lead.endswith("：") else " "
    stop = "" if texts[-1].endswith((".", "。")) else wording.stop
    return f"{lead}{space}{wording.separator.join(texts)}{stop}"


def small_start(text: str, wording: Wording) -> str | None:
    """Take the capital off a text's first word; None where it may be a name."""
    first = _first_word(text)
    if ELIDED.match(text):
        return text[0].lower() + text[1:]
    if not first[:1].isupper() or first[1:] != first[1:].lower() or not first.isalpha():
        return text  # small already, a figure or an acronym
    rest = text[len(first) :].strip()
    if not wording.capital_nouns and len(rest) > 2 and rest.istitle():
        return None  # "Time Off": a name throughout
    if len(first) > 6 and rest.startswith(wording.after_nouns):
        return None  # "Vertreter des Fachbereichs"
    lower = first.lower()
    is_verb = lower in wording.verbs or lower in wording.verbs_of_others
    known = is_verb or wording.lowercase.fullmatch(first)
    return text[0].lower() + text[1:] if known else None


def _says_itself(lead: str, text: str) -> bool:
    first = text.lower().split(maxsplit=3)[:3]
    return any(len(word) > 3 and word in first for word in lead.lower().rstrip(" :：").split())


def _lowered(texts: list[str], wording: Wording) -> list[str]:
    lowered = [small_start(text, wording) for text in texts]
    if wording.capital_nouns or all(lowered):  # elsewhere all or none: mixed looks careless
        return [small or text for small, text in zip(lowered, texts, strict=True)]
    return [t[0].upper() + t[1:] if _first_word(t).islower() else t for t in texts]


def _without_colon(text: str) -> str:
    label = LABEL.match(text)
    return f"{label[1]} – {text[label.end() :]}" if label else text


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].rstrip(",;:.") if text.strip() else ""
