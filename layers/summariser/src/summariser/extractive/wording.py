"""Wording: the words of one language that the summariser writes with and listens for."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from summariser.domain.document import Section
from summariser.extractive.cues import Cues, Traits

FOLDER = Path(__file__).with_name("wording")
CUES = (
    "connectors",
    "anchors",
    "role",
    "dangling",
    "headings",
    "additive",
    "actors",
    "cut",
    "unfit",
)
TRAITS = ("slogans", "vague", "optional", "role", "company", "additive")
NEVER = re.compile(r"(?!)")


class Order(NamedTuple):
    """A way of telling a machine what to do; the hint is part of all that the pattern finds."""

    hint: str
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> bool:
        """Whether a text in lower case gives this order."""
        return self.hint in text and bool(self.pattern.search(text))


@dataclass(frozen=True)
class Wording:
    """What one language needs to write sentences and to judge them; absent cues never match."""

    company: str
    place: str
    stop: str = "."
    separator: str = "; "
    salary: str = ""
    periods: Mapping[str, str] = field(default_factory=dict)  # of pay, by English unit
    leads: Mapping[Section, str] = field(default_factory=dict)
    short_leads: Mapping[Section, str] = field(default_factory=dict)
    actions: str = ""  # the lead of a list of verbs
    cues: Mapping[str, Cues] = field(default_factory=dict)
    traits: Traits = field(default_factory=lambda: Traits({}))
    sentence: re.Pattern[str] = NEVER  # the start of a bullet that is a whole sentence
    item: re.Pattern[str] = NEVER  # the start of a sentence that is an item, where nobody acts
    fragment: re.Pattern[str] = NEVER  # the start of what looks like a sentence and is none
    unending: frozenset[str] = frozenset()  # abbreviations after which a sentence goes on
    cut_short: frozenset[str] = frozenset()  # the last words of a text that was cut there
    lowercase: re.Pattern[str] = NEVER  # words that lose their capital inside a sentence
    verbs: frozenset[str] = frozenset()
    capital_nouns: bool = False
    after_nouns: tuple[str, ...] = ()  # what shows that the word before it is a noun
    own_names: Mapping[str, str] = field(default_factory=dict)  # of towns, by English name


@lru_cache
def load_wording(language: str) -> Wording:
    """Read a language's wording, or the wordless ones where it has no file."""
    path = FOLDER / f"{language}.toml"
    table = _read(path if path.exists() else FOLDER / "default.toml")
    cues, lowercase = table.get("cues", {}), table.get("lowercase", {})
    leads = table.get("leads", {})
    return Wording(
        company=table["opening"]["company"],
        place=table["opening"]["place"],
        stop=table["opening"].get("stop", "."),
        separator=table.get("separator", "; "),
        salary=table.get("salary", {}).get("label", ""),
        periods=table.get("salary", {}).get("periods", {}),
        leads=_by_section(leads),
        short_leads=_by_section(table.get("leads_short", {})),
        actions=leads.get("actions", ""),
        cues=_cues(table),
        traits=_traits(table),
        sentence=re.compile(cues.get("sentence", NEVER.pattern), re.IGNORECASE),
        item=re.compile(cues.get("item", NEVER.pattern), re.IGNORECASE),
        fragment=re.compile(cues.get("fragment", NEVER.pattern), re.IGNORECASE),
        unending=_abbreviations(cues.get("cut", ()))
        - {f"{short}." for short in load_shared()["text"]["may_end"]},
        cut_short=_abbreviations(cues.get("cut", ())) | _words_before_examples(),
        lowercase=_any_of(lowercase.get("patterns", ())),
        verbs=frozenset(lowercase.get("verbs", ())),
        own_names=table.get("own_names", {}),
        after_nouns=tuple(lowercase.get("after_nouns", ())),
        capital_nouns=lowercase.get("capital_nouns", False),
    )


@lru_cache(maxsize=1)
def load_shared() -> Mapping[str, Any]:
    """Read what holds in every language."""
    return _read(FOLDER / "shared.toml")


def orders_to_models(text: str) -> list[Order]:
    """Choose the orders to a machine that a text in lower case may hold."""
    return [order for order in _orders() if order.hint in text]


@lru_cache(maxsize=1)
def _orders() -> tuple[Order, ...]:
    orders = load_shared()["models"]["orders"]
    return tuple(Order(hint, re.compile(pattern, re.MULTILINE)) for hint, pattern in orders)


@lru_cache(maxsize=1)
def examples_in_brackets() -> re.Pattern[str]:
    """Compile the pattern of a bracket at a text's end that only holds examples."""
    starts = "|".join(map(re.escape, load_shared()["text"]["examples"]))
    return re.compile(rf"\s*\(\s*(?:{starts})[^()]*\)(?=[.;]?$)", re.IGNORECASE)


@lru_cache(maxsize=1)
def dates_broken() -> re.Pattern[str]:
    """Compile the pattern of a text that stops after a date's day: "from 1."."""
    words = "|".join(load_shared()["text"]["before_days"])
    return re.compile(rf"\b(?:{words}) \d{{1,2}}\.$", re.IGNORECASE)


@lru_cache(maxsize=1)
def months() -> frozenset[str]:
    """Read the names of months that follow a day with a full stop: "1. August"."""
    return frozenset(load_shared()["text"]["months"])


def _abbreviations(own: Iterable[str]) -> frozenset[str]:
    return frozenset(
        f"{short.lower()}." for short in [*own, *load_shared()["text"]["abbreviations"]]
    )


def _words_before_examples() -> frozenset[str]:
    words = {word.rstrip(" .:").lower() for word in load_shared()["text"]["examples"]}
    known = {word for word in words if len(word) > 2}  # "es" is a word as well
    return frozenset(f"{word}{stop}" for word in known for stop in ("", "."))


def ends_in(text: str, words: frozenset[str]) -> bool:
    """Whether a text's last word, or its last two, are among some in lower case."""
    before, _, last = text[-20:].lower().rpartition(" ")
    if last.lstrip("(") in words:
        return True
    return len(last) < 4 and f"{before.rpartition(' ')[2]} {last}".lstrip("(") in words


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _by_section(table: Mapping[str, str]) -> dict[Section, str]:
    return {Section(name): text for name, text in table.items() if name in set(Section)}


def _cues(table: Mapping[str, Any]) -> dict[str, Cues]:
    given = table.get("cues", {})
    return {
        "pay": Cues(load_shared()["salary"]["labels"]),
        "credentials": Cues(load_shared()["credentials"]["words"]),
        **{name: Cues(given.get(name, ())) for name in CUES},
    }


def _traits(table: Mapping[str, Any]) -> Traits:
    given = table.get("cues", {})
    pay = [*table.get("salary", {}).get("cues", ()), *load_shared()["salary"]["labels"]]
    unwanted = [*given.get("apply", ()), *given.get("boilerplate", ())]
    named = {name: given.get(name, ()) for name in TRAITS}
    return Traits(
        {"pay": pay, "extras": load_shared()["salary"]["extras"], "unwanted": unwanted, **named}
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"(?:{joined})\b", re.IGNORECASE) if joined else NEVER
