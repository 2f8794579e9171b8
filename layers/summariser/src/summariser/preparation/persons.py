"""Persons: whom to ask about a job is masked, as no summary and no model needs to know."""

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import NamedTuple

from summariser.domain.document import LineKind
from summariser.language.contents import Contacts, Fields
from summariser.language.orders import hints_in
from summariser.language.packs import PACKS
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import EMAIL, PERSON, PHONE
from summariser.preparation.folding import as_it_looks
from summariser.preparation.glue import LOWER, UPPER

_TOKENS = (EMAIL, PHONE)
_TOKEN = rf"(?:{'|'.join(map(re.escape, _TOKENS))})"
_WORD = rf"[{UPPER}][{LOWER}]+(?:[-’'][{UPPER}]?[{LOWER}]+)*|[{UPPER}]\."
_LONGEST_ALONE = 50  # characters of a line that is nothing but a name
_MOST_SPACES = 5


class _Patterns(NamedTuple):
    titled: re.Pattern[str]
    announced: re.Pattern[str]
    before_token: re.Pattern[str]
    alone: re.Pattern[str]
    cue_alone: re.Pattern[str]


def mask_persons(lines: list[Block], known: str) -> list[Block]:
    """Put a token in place of the names of persons to contact; names in `known` stay."""
    whole = "\n".join(line.text for line in lines)
    cues = _cues_in(whole)
    if not (cues or _has_token(whole)):
        return lines
    titled, announced, before_token, *_ = _patterns()
    mask = partial(_mask, known=known)
    tokens = {at for at, line in enumerate(lines) if _has_token(line.text)}
    cued = {at for at, line in enumerate(lines) if _holds_cue(line.text, cues)}
    masked = list(lines)
    for at in tokens | cued:
        text = titled.sub(mask, lines[at].text)
        if at in cued:
            text = announced.sub(mask, text)
        if at in tokens:
            text = before_token.sub(mask, text)
        masked[at] = lines[at]._replace(text=text)
    for at in {*(at - 1 for at in tokens), *(at + 1 for at in cued)}:
        if _stands_as_contact(lines, at, tokens, cued) and _is_name(lines[at].text):
            text = lines[at].text
            masked[at] = lines[at]._replace(text=text if text in known else PERSON)
    return masked


def _is_name(text: str) -> bool:
    return 0 < text.count(" ") <= _MOST_SPACES and bool(_patterns().alone.fullmatch(text))


def _stands_as_contact(lines: list[Block], at: int, tokens: set[int], cued: set[int]) -> bool:
    """Tell whether a line stands below "Contact:" or above a number to call."""
    if not 0 <= at < len(lines):
        return False
    if lines[at].kind is LineKind.BULLET or len(lines[at].text) > _LONGEST_ALONE:
        return False
    if at + 1 in tokens and len(lines[at + 1].text) <= _LONGEST_ALONE:
        return True
    before = lines[at - 1].text
    is_cue = at - 1 in cued and len(before) <= _LONGEST_ALONE
    return is_cue and bool(_patterns().cue_alone.fullmatch(before))


def _holds_cue(text: str, cues: list[str]) -> bool:
    return any(map(text.__contains__, cues)) or any(map(text.lower().__contains__, cues))


def _has_token(text: str) -> bool:
    return EMAIL in text or PHONE in text


def _cues_in(text: str) -> list[str]:
    """Choose the cues of whom to contact that stand in a text."""
    found = _cues().intersection(hints_in(as_it_looks(text)))
    cues = {cue: _begun().get(cue, cue) for cue in found}
    return [written for cue, written in cues.items() if cue == written or written in text]


def _mask(match: re.Match[str], known: str) -> str:
    name: str = match["name"]
    return match[0] if name in known else match[0].replace(name, PERSON)


@cache
def _cues() -> frozenset[str]:
    return frozenset((*PACKS.union(Contacts, "persons"), *PACKS.union(Contacts, "calls")))


@cache
def _begun() -> dict[str, str]:
    """Write the calls of one word as a sentence begins: within it they mean something else."""
    return {call: call.capitalize() for call in PACKS.union(Contacts, "calls") if " " not in call}


@cache
def _patterns() -> _Patterns:
    calls = PACKS.union(Contacts, "calls")
    spoken, begun = (
        _any(call for call in calls if (" " in call) is inside) for inside in (True, False)
    )
    persons, links, titles, particles = (
        _any(PACKS.union(section, key))
        for section, key in (
            (Contacts, "persons"),
            (Contacts, "links"),
            (Contacts, "titles"),
            (Fields, "particles"),
        )
    )
    name = rf"(?P<name>(?:{_WORD})(?:\s(?:(?:{particles})\s){{0,2}}(?:{_WORD})){{1,2}})(?!\w)"
    title = rf"(?:(?:{titles}|{_any(map(str.capitalize, PACKS.union(Contacts, 'titles')))})\.?\s+)"
    surname = rf"(?P<name>(?:{_WORD})(?:\s(?:{_WORD})){{0,2}})(?!\w)"
    noun = rf"(?i:{persons})\w*(?:/\w+)?(?:\s+(?:{links}))?\s*[:,–-]?\s*"
    call = rf"(?:(?i:{spoken})|(?:^|(?<=[.?!:]\s))(?i:{begun}))\s*:?\s*"
    role = r"(?:\s*[,|–-]\s*[^,|\[\]]{2,40}){0,2}"
    return _Patterns(
        titled=re.compile(rf"(?<!\w){title}{{1,2}}{surname}"),
        announced=re.compile(rf"(?:{noun}|{call}){title}{{0,2}}{name}(?!\s+{re.escape(PERSON)})"),
        before_token=re.compile(rf"{name}{role}(?:\s*[,(:|–-]\s*|\s+){_TOKEN}"),
        alone=re.compile(rf"{title}{{0,2}}{name}"),
        cue_alone=re.compile(rf"(?:{persons}|{spoken}|{begun})\w*(?:\s+\w+)?\s*:?", re.IGNORECASE),
    )


def _any(phrases: Iterable[str]) -> str:
    """Write an alternation, the longest phrase first."""
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
