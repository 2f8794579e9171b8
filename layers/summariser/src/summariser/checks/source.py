"""Source: a document as the checks read it, each line looked at once."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, ParamSpec, TypeVar

from summariser.checks.grounding.text_facts import TextFacts
from summariser.domain.document import Document, Line, LineKind
from summariser.domain.profiles import Profile
from summariser.domain.summary import Sentence

P = ParamSpec("P")
T = TypeVar("T")
LONGEST_LIST = 20  # lines under one heading
WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")


class Tokens(NamedTuple):
    """A line's words in small letters, and what stands between each and the next."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """What a draft may rest on; it lasts for the checks of one draft."""

    document: Document
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The document's lines by number."""
        return {line.number: line for line in self.document.lines}

    @cached_property
    def fields(self) -> TextFacts:
        """The listing's own fields: title, company, place, kind of employment."""
        texts = [line.text for line in self.document.fields.values()]
        return TextFacts("\n".join(texts), self.document.language)

    @cached_property
    def whole(self) -> TextFacts:
        """All lines."""
        texts = [line.text for line in self.document.lines]
        return TextFacts("\n".join(texts), self.document.language)

    def cited(self, sentence: Sentence) -> tuple[Line, ...]:
        """Give the lines that a sentence cites."""
        return tuple(self.lines[number] for number in sentence.lines if number in self.lines)

    def reading(self, numbers: tuple[int, ...]) -> TextFacts:
        """Read lines as one text."""
        return self.once(numbers, self._read, numbers)

    def headed(self, sentence: Sentence) -> TextFacts:
        """Read the lines that a sentence cites with the headings that they stand under."""
        numbers = {*sentence.lines, *filter(None, map(self._heading_of, sentence.lines))}
        return self.reading(tuple(sorted(numbers)))

    def _heading_of(self, number: int) -> int | None:
        for above in range(number - 1, max(0, number - LONGEST_LIST), -1):
            line = self.lines.get(above)
            if line and (line.kind is LineKind.HEADING or line.text.rstrip().endswith(":")):
                return above
        return None

    def claim(self, sentence: Sentence) -> TextFacts:
        """Read a sentence."""
        key = ("claim", sentence.text)
        return self.once(key, TextFacts, sentence.text, self.document.language)

    def tokens(self, number: int) -> Tokens:
        """Read a line as words, to see where a text taken from it ends."""
        return self.once(("tokens", number), _tokens, self.lines[number].text)

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings in small letters."""
        lines = (line for line in self.document.lines if line.kind is LineKind.HEADING)
        return frozenset(line.text.strip(" .:!?").lower() for line in lines)

    def is_translated_for(self, profile: Profile) -> bool:
        """Whether a profile's text is in another language than the listing."""
        return profile.language not in (None, self.document.language)

    def once(self, key: Hashable, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a piece of work once: several profiles share sentences."""
        if key not in self._known:
            self._known[key] = work(*args, **kwargs)
        found: T = self._known[key]
        return found

    def _read(self, numbers: tuple[int, ...]) -> TextFacts:
        texts = [self.lines[number].text for number in numbers if number in self.lines]
        return TextFacts("\n".join(texts), self.document.language)


def _tokens(text: str) -> Tokens:
    found = list(WORD.finditer(text))
    ends = [match.end() for match in found]
    starts = [match.start() for match in found[1:]] + [len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=False)]
    return Tokens(
        tuple(match[0].lower() for match in found),
        tuple(gaps),
    )
