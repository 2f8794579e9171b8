"""Wording: the words of one language that the summariser writes with and listens for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from summariser.domain.document import Section
from summariser.extractive.clauses import NEVER, Clauses, read_clauses
from summariser.language import contents, prose
from summariser.language.money import pay_labels
from summariser.language.packs import PACKS, SHARED, Packs
from summariser.language.phrases import Phrases
from summariser.language.words import compounds

CUES = (
    "connectors",
    "anchors",
    "role",
    "dangling",
    "headings",
    "additive",
    "actors",
    "unfit",
    "hours",
)
WEIGHED = ("duties", "requirements", "compensation")
TRAITS = ("slogans", "vague", "optional", "role", "company", "additive")
LAST = 20  # characters that hold a text's last word
NAME = r"[A-ZÀ-ÞŁŚŻĆ][\w&+#./*:-]*|\([^()]{1,30}\)|&|[-–]"  # a word of a role's name, and (m/w/d)
ROLE_NAME = rf"[A-ZÀ-ÞŁŚŻĆ][\w&+#./*:-]{{2,}}(?: (?:{NAME})){{0,6}}(?<![,.:–-])"


class Evidence(NamedTuple):
    """A phrase that speaks for a section."""

    section: Section
    certain: bool = False  # it hardly stands anywhere else


@dataclass(frozen=True)
class Wording:
    """What one language needs to write sentences and to judge them; absent cues never match."""

    company: str
    place: str
    stop: str
    names_pay: bool  # it is known how the language speaks of pay
    separator: str
    salary: str
    pay: prose.Wording  # how sums, their periods and bounds are written
    last_joint: str  # between the last two of several towns
    leads: Mapping[Section, str]
    short_leads: Mapping[Section, str]
    object_leads: Mapping[Section, str]
    actions: str  # the lead of a list of verbs
    third_person: str  # and of verbs that say what somebody else does
    own_names: Mapping[str, str]  # of towns, by English name
    modes: Mapping[str, str]  # of work, by the English words of boards
    cues: Mapping[str, Phrases[bool]]
    evidence: Phrases[Evidence]  # what a text with one of these phrases is about
    own_evidence: bool  # the language has phrases for duties, requirements and compensation
    readers: frozenset[str]  # words that speak to whoever applies
    traits: Phrases[str]
    sentence: re.Pattern[str]  # the start of a bullet that is a whole sentence
    item: re.Pattern[str]  # the start of a sentence that is an item, where nobody acts
    role_name: re.Pattern[str]  # a sentence with the role's name in it, as a group
    fragment: re.Pattern[str]  # the start of what looks like a sentence and is none
    fragment_end: re.Pattern[str]  # and its end
    broken_item: re.Pattern[str]  # the start of an item whose heading held the half of it
    restart: re.Pattern[str]  # words with a capital where a sentence begins inside another
    clauses: Clauses
    infinitive: re.Pattern[str]  # the start of a duty, that is no requirement
    needless: re.Pattern[str]  # the start of a requirement that it can do without
    objects: Mapping[Section, re.Pattern[str]]  # items in the case that their heading asked for
    unending: frozenset[str]  # abbreviations after which a sentence goes on
    cut_short: frozenset[str]  # the last words of a text that was cut there
    lowercase: re.Pattern[str]  # words that lose their capital inside a sentence
    verbs: frozenset[str]
    verbs_of_others: frozenset[str]
    item_start: re.Pattern[str]  # where an item begins right behind another one
    joined: re.Pattern[str] | None  # words that lost the space between them
    capital_nouns: bool
    after_nouns: tuple[str, ...]  # what shows that the word before it is a noun

    @property
    def all_leads(self) -> tuple[str, ...]:
        """Everything that may stand before a list."""
        tables = (self.leads, self.short_leads, self.object_leads)
        leads = [lead for table in tables for lead in table.values()]
        return tuple(filter(None, (*leads, self.actions, self.third_person)))

    def dangles(self, text: str) -> bool:
        """Whether a text ends in a word that no sentence ends with."""
        return self.cues["dangling"].found_in(compounds(text[-LAST:])[-1:])


@cache
def load_wording(language: str, packs: Packs = PACKS) -> Wording:
    """Read a language's wording, or the wordless ones where it has none."""
    own = packs.read(prose.Wording, language)
    if not own.place:
        own = packs.read(prose.Wording, SHARED)
    sentences = packs.read(prose.Sentences, language)
    lowercase = packs.read(contents.Lowercase, language)
    pay = packs.read(contents.Pay, language)
    cut = _with_stops((*sentences.cut, *packs.union(contents.Abbreviations, "inside")))
    may_end = packs.union(contents.Abbreviations, "may_end")
    return Wording(
        company=own.company,
        place=own.place,
        stop=own.stop,
        names_pay=bool(pay.cues),
        separator=own.separator,
        salary=own.salary,
        pay=own,
        last_joint=own.last_joint,
        leads=_by_section(own.leads),
        short_leads=_by_section(own.short_leads),
        object_leads=_by_section(own.object_leads),
        actions=own.actions,
        third_person=own.third_person,
        own_names=own.own_names,
        modes=own.modes,
        cues={**_cues(sentences, packs), "benefits": _benefits(language, packs)},
        evidence=_evidence(language, packs),
        own_evidence=all(packs.read(contents.Cues, language).strong.get(it) for it in WEIGHED),
        readers=frozenset(sentences.readers),
        traits=_traits(sentences, pay, packs),
        sentence=_any_of(sentences.whole),
        item=_any_of(sentences.items),
        role_name=_role_name(sentences.role_names),
        fragment=_any_of(sentences.fragments),
        fragment_end=_any_of(sentences.fragment_ends),
        broken_item=_any_of(sentences.broken_items),
        restart=_restart(sentences.restarts),
        clauses=read_clauses(sentences),
        infinitive=_any_of(sentences.infinitives),
        needless=_any_of(sentences.needless, end=r"\b[\s:]*"),
        objects={Section(name): _any_of(it) for name, it in sentences.objects.items()},
        unending=cut - {f"{short}." for short in may_end},
        cut_short=cut | _words_before_examples(packs),
        lowercase=_any_of(lowercase.patterns, end=r"\b"),
        verbs=frozenset(lowercase.verbs),
        verbs_of_others=frozenset(lowercase.third_person),
        item_start=_item_start(sentences.item_starts),
        joined=_joined(sentences.joined),
        capital_nouns=lowercase.capital_nouns,
        after_nouns=lowercase.after_nouns,
    )


@cache
def examples_in_brackets(packs: Packs = PACKS) -> re.Pattern[str]:
    """Compile the pattern of a bracket at a text's end that only holds examples."""
    starts = "|".join(map(re.escape, packs.union(contents.Abbreviations, "examples")))
    return re.compile(rf"\s*\(\s*(?:{starts})[^()]*\)(?=[.;]?$)", re.IGNORECASE)


def ends_in(text: str, words: frozenset[str]) -> bool:
    """Whether a text's last word, or its last two, are among some in lower case."""
    before, _, last = text[-LAST:].lower().rpartition(" ")
    if last.lstrip("(") in words:
        return True
    return len(last) < 4 and f"{before.rpartition(' ')[2]} {last}".lstrip("(") in words


def _with_stops(abbreviations: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{short.lower()}." for short in abbreviations)


def _words_before_examples(packs: Packs) -> frozenset[str]:
    examples = packs.union(contents.Abbreviations, "examples")
    words = {word.rstrip(" .:").lower() for word in examples}
    known = {word for word in words if len(word) > 2}  # "es" is a word as well
    return frozenset(f"{word}{stop}" for word in known for stop in ("", "."))


def _by_section(table: Mapping[str, str]) -> dict[Section, str]:
    return {Section(name): text for name, text in table.items()}


def _cues(sentences: prose.Sentences, packs: Packs) -> dict[str, Phrases[bool]]:
    listed = {name: getattr(sentences, name) for name in CUES}
    listed["credentials"] = packs.union(contents.Words, "credentials")
    cues = {
        name: Phrases(((phrase, True) for phrase in phrases), compounds)
        for name, phrases in listed.items()
    }
    return {"pay": pay_labels(), **cues}


def _joined(words: Iterable[str]) -> re.Pattern[str] | None:
    listed = "|".join(words)
    return re.compile(rf"[^\W\d_]{{5}}(?:{listed})", re.IGNORECASE) if listed else None


def _item_start(patterns: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(patterns)
    behind = r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_][^\W\d_][.,;)]))"
    return re.compile(rf"{behind}(?=(?:{listed})\b)") if listed else NEVER


def _restart(words: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(words)
    return re.compile(rf"(?:{listed})(?= )") if listed else NEVER


def _role_name(patterns: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"\b(?:{joined}) (?P<role>{ROLE_NAME})(?=[ ,.:]|$)") if joined else NEVER


def _evidence(language: str, packs: Packs) -> Phrases[Evidence]:
    cues = packs.read(contents.Cues, language)
    certain = [
        (phrase, Evidence(Section(name), certain=True))
        for name, phrases in cues.certain.items()
        for phrase in phrases
    ]
    strong = [
        (phrase, Evidence(Section(name)))
        for name, phrases in cues.strong.items()
        if name in WEIGHED
        for phrase in phrases
    ]
    return Phrases(((text, it) for text, it in certain + strong if compounds(text)), compounds)


def _benefits(language: str, packs: Packs) -> Phrases[bool]:
    known = packs.read(contents.Concepts, language).benefits.values()
    return Phrases(((phrase, True) for phrases in known for phrase in phrases), compounds)


def _traits(sentences: prose.Sentences, pay: contents.Pay, packs: Packs) -> Phrases[str]:
    listed = {name: getattr(sentences, name) for name in TRAITS}
    listed["pay"] = (*pay.cues, *packs.union(contents.Pay, "labels"))
    listed["extras"] = packs.union(contents.Pay, "extras")
    listed["unwanted"] = (*sentences.apply, *sentences.boilerplate)
    return Phrases(
        ((phrase, name) for name, phrases in listed.items() for phrase in phrases), compounds
    )


def _any_of(patterns: Iterable[str], end: str = "") -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"(?:{joined}){end}", re.IGNORECASE) if joined else NEVER
