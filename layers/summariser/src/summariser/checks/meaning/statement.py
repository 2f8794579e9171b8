"""Statement: a sentence and the lines it rests on, read once for all checks of its meaning."""

from dataclasses import dataclass
from functools import cached_property

from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.meaning.leads import led_lines
from summariser.checks.meaning.passages import PLAIN, Passage, read_passages
from summariser.checks.source import Source
from summariser.domain.document import Field, Line
from summariser.domain.summary import Sentence


@dataclass(frozen=True)
class Statement:
    """What a sentence says, and what its lines and the listing's fields say."""

    sentence: Sentence
    source: Source

    @cached_property
    def claim(self) -> TextFacts:
        """The sentence's facts."""
        return self.source.claim(self.sentence)

    @cached_property
    def lines(self) -> TextFacts:
        """The lines' facts."""
        return self.source.reading(self.sentence.lines)

    @cached_property
    def told(self) -> list[Passage]:
        """The sentence in passages."""
        return read_passages(self.sentence.text, self.source.document.language)

    @cached_property
    def known(self) -> list[Passage]:
        """The lines in passages."""
        return [passage for _, passages in self.cited for passage in passages]

    @cached_property
    def cited(self) -> list[tuple[Line, list[Passage]]]:
        """The lines, each with its passages."""
        return [(line, self._read(line)) for line in self.source.cited(self.sentence)]

    @cached_property
    def fields(self) -> list[Passage]:
        """The listing's own fields in passages."""
        lines = self.source.document.fields.values()
        return [passage for line in lines for passage in self._read(line)]

    @property
    def listing(self) -> list[Passage]:
        """The whole description in passages."""
        return [passage for line in self.source.document.body for passage in self._read(line)]

    @property
    def company(self) -> str | None:
        """The company's name."""
        line = self.source.document.fields.get(Field.COMPANY)
        return line.text if line else None

    def _read(self, line: Line) -> list[Passage]:
        return self.source.once(("passages", line.number), _read, line, self.source)


def _read(line: Line, source: Source) -> list[Passage]:
    led = source.once(("led",), led_lines, source.document)
    language = source.document.language
    return read_passages(line.text, language, led.get(line.number, PLAIN))
