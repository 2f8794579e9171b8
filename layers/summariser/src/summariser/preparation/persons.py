"""Persons: whom to ask about a job is masked, as no summary and no model needs to know."""

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import NamedTuple

from summariser.domain.document import LineKind
from summariser.language.contents import Contacts, Fields
from summariser.language.packs import PACKS
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import EMAIL, PERSON, PHONE
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
    text = "\n".join(line.text for line in lines)
    if not (_has_token(text) or _has_cue(text)):
        return lines
    masked: list[Block] = []
    for at, line in enumerate(lines):
        text = line.text
        if line.kind is not LineKind.BULLET and _is_name(text) and _stands_as_contact(lines, at):
            text = text if text in known else PERSON
        elif _has_token(text) or _has_cue(text):
            titled, announced, before_token, *_ = _patterns()
            for pattern in (titled, announced, before_token):
                text = pattern.sub(partial(_mask, known=known), text)
        masked.append(line if text is line.text else line._replace(text=text))
    return masked


def _is_name(text: str) -> bool:
    may_be = len(text) <= _LONGEST_ALONE and 0 < text.count(" ") <= _MOST_SPACES
    return may_be and bool(_patterns().alone.fullmatch(text))


def _stands_as_contact(lines: list[Block], at: int) -> bool:
    """Tell whether a line stands below "Contact:" or above a number to call."""
    if at + 1 < len(lines):
        following = lines[at + 1].text
        if len(following) <= _LONGEST_ALONE and _has_token(following):
            return True
    return at > 0 and bool(_patterns().cue_alone.fullmatch(lines[at - 1].text))


def _has_token(text: str) -> bool:
    return EMAIL in text or PHONE in text


def _has_cue(text: str) -> bool:
    nouns, calls = _cues()
    lower = text.lower()
    return any(map(lower.__contains__, nouns)) or any(map(text.__contains__, calls))


def _mask(match: re.Match[str], known: str) -> str:
    name: str = match["name"]
    return match[0] if name in known else match[0].replace(name, PERSON)


@cache
def _cues() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List what says whom to ask, in small letters, and as a sentence begins."""
    calls = PACKS.union(Contacts, "calls")
    spoken = [call for call in calls if " " in call]
    begun = [f"{call.capitalize()}{end}" for call in calls if " " not in call for end in " :"]
    return (*PACKS.union(Contacts, "persons"), *spoken), tuple(begun)


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
