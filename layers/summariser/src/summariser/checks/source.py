"""Source: a document as the checks read it, each line looked at once."""

from dataclasses import dataclass
from functools import cached_property

from summariser.document import Document, Line
from summariser.summary import Sentence


@dataclass(frozen=True)
class Source:
    """What a draft may rest on; it lasts for the checks of one draft."""

    document: Document

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The document's lines by number."""
        return {line.number: line for line in self.document.lines}

    def cited(self, sentence: Sentence) -> tuple[Line, ...]:
        """Give the lines that a sentence cites."""
        return tuple(self.lines[number] for number in sentence.lines if number in self.lines)
