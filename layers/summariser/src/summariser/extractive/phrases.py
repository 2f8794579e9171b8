"""Phrases: the words of one language that the summariser writes with and listens for."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from summariser.document import Section

FOLDER = Path(__file__).with_name("phrases")
WORD = re.compile(r"\w+(?:['’-]\w+)*")
SPACELESS = re.compile(r"[぀-ヿ㐀-鿿가-힯]")  # scripts that join words, or words and particles
CUES = (
    "connectors", "anchors", "slogans", "role", "company", "optional", "vague", "dangling",
    "headings", "additive", "actors", "cut",
)  # fmt: skip
NEVER = re.compile(r"(?!)")


class Words:
    """A text as words in lower case, for cues to be found in."""

    __slots__ = ("all", "lower", "padded", "spaceless", "start")

    def __init__(self, text: str) -> None:
        self.lower = text.lower().replace("’", "'")
        self.spaceless = not text.isascii() and bool(SPACELESS.search(text))
        words = WORD.findall(self.lower)
        self.all = frozenset(words)
        self.padded = f" {' '.join(words)} "
        self.start = f" {' '.join(words[:5])} "

    def content(self) -> frozenset[str]:
        """Find the words that carry meaning: the longer ones, and numbers."""
        if self.spaceless:  # pairs of characters stand in for words
            return frozenset(map("".join, zip(self.lower, self.lower[1:], strict=False)))
        return frozenset([word for word in self.all if len(word) > 3 or word[0].isdigit()])


class Cues:
    """Words and phrases, any of which gives a text a trait."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        tokens = [WORD.findall(phrase.lower().replace("’", "'")) for phrase in phrases]
        self._parts = tuple(phrase for phrase in phrases if SPACELESS.search(phrase))
        self._words = frozenset(token[0] for token in tokens if len(token) == 1)
        self._starts = tuple(f" {' '.join(token)} " for token in tokens if token)
        self._phrases: dict[str, list[str]] = {}  # by their first word
        for token in tokens:
            if len(token) > 1:
                self._phrases.setdefault(token[0], []).append(f" {' '.join(token)} ")
        self._firsts = frozenset(self._phrases)

    def __contains__(self, words: Words) -> bool:
        if not self._words.isdisjoint(words.all):
            return True
        for first in self._firsts & words.all:
            if any(phrase in words.padded for phrase in self._phrases[first]):
                return True
        return words.spaceless and any(part in words.lower for part in self._parts)

    def start(self, words: Words) -> bool:
        """Whether the text begins with one of them."""
        return words.start.startswith(self._starts) or (
            words.spaceless and words.lower.startswith(self._parts)
        )

    def near_start(self, words: Words) -> bool:
        """Whether one of them stands among the first words."""
        return any(phrase in words.start for phrase in self._starts)

    def last(self, text: str) -> bool:
        """Whether the last word of a text is one of them."""
        words = WORD.findall(text[-20:].lower())
        return bool(words) and words[-1] in self._words


class Order(NamedTuple):
    """A way of telling a machine what to do; the hint is part of all that the pattern finds."""

    hint: str
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> bool:
        """Whether a text in lower case gives this order."""
        return self.hint in text and bool(self.pattern.search(text))


@dataclass(frozen=True)
class Phrases:
    """What one language needs to write sentences and to judge them; absent cues never match."""

    company: str
    place: str
    stop: str = "."
    separator: str = "; "
    salary: str = ""
    leads: Mapping[Section, str] = field(default_factory=dict)
    short_leads: Mapping[Section, str] = field(default_factory=dict)
    actions: str = ""  # the lead of a list of verbs
    cues: Mapping[str, Cues] = field(default_factory=dict)
    sentence: re.Pattern[str] = NEVER  # the start of a bullet that is a whole sentence
    item: re.Pattern[str] = NEVER  # the start of a sentence that is an item, where nobody acts
    lowercase: re.Pattern[str] = NEVER  # words that lose their capital inside a sentence
    verbs: frozenset[str] = frozenset()
    capital_nouns: bool = False
    own_names: Mapping[str, str] = field(default_factory=dict)  # of towns, by English name


@lru_cache
def load_phrases(language: str) -> Phrases:
    """Read a language's phrases, or the wordless ones where it has no file."""
    path = FOLDER / f"{language}.toml"
    table = _read(path if path.exists() else FOLDER / "default.toml")
    cues, lowercase = table.get("cues", {}), table.get("lowercase", {})
    leads = table.get("leads", {})
    return Phrases(
        company=table["opening"]["company"],
        place=table["opening"]["place"],
        stop=table["opening"].get("stop", "."),
        separator=table.get("separator", "; "),
        salary=table.get("salary", {}).get("label", ""),
        leads=_by_section(leads),
        short_leads=_by_section(table.get("leads_short", {})),
        actions=leads.get("actions", ""),
        cues=_cues(table),
        sentence=re.compile(cues.get("sentence", NEVER.pattern), re.IGNORECASE),
        item=re.compile(cues.get("item", NEVER.pattern), re.IGNORECASE),
        lowercase=_any_of(lowercase.get("patterns", ())),
        verbs=frozenset(lowercase.get("verbs", ())),
        own_names=table.get("own_names", {}),
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


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _by_section(table: Mapping[str, str]) -> dict[Section, str]:
    return {Section(name): text for name, text in table.items() if name in set(Section)}


def _cues(table: Mapping[str, Any]) -> dict[str, Cues]:
    given = table.get("cues", {})
    cues = {name: Cues(given.get(name, ())) for name in CUES}
    cues["unwanted"] = Cues([*given.get("apply", ()), *given.get("boilerplate", ())])
    labels = load_shared()["salary"]["labels"]
    cues["pay"] = Cues(labels)
    cues["salary"] = Cues([*table.get("salary", {}).get("cues", ()), *labels])
    return cues


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"(?:{joined})\b", re.IGNORECASE) if joined else NEVER
