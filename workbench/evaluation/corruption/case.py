"""Case: one sentence of a true summary that may be spoilt, and what comes of it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from summariser.domain.document import Document, Field, Line
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence


@dataclass(frozen=True)
class Case:
    """A sentence of a profile's summary, and the corpus that foreign words are taken from."""

    document: Document
    profile: Profile
    summary: ProfileSummary
    index: int
    corpus: "Corpus"

    @property
    def sentence(self) -> Sentence:
        """The sentence to spoil."""
        return self.summary.sentences[self.index]

    @property
    def cited(self) -> str:
        """The text of the lines it cites."""
        return "\n".join(self.document.lines[number - 1].text for number in self.sentence.lines)

    @property
    def text(self) -> str:
        """The text of all lines."""
        return "\n".join(line.text for line in self.document.lines)

    def field(self, field: Field) -> str | None:
        """Give one of the listing's fields."""
        line: Line | None = self.document.fields.get(field)
        return line.text if line else None

    def with_text(self, text: str) -> "Corrupted":
        """Put a text in the sentence's place; it cites the same lines."""
        return self.with_sentence(self.sentence.model_copy(update={"text": text}))

    def with_sentence(self, sentence: Sentence, document: Document | None = None) -> "Corrupted":
        """Put another sentence in its place."""
        sentences = [*self.summary.sentences]
        sentences[self.index] = sentence
        return self.with_sentences(sentences, sentence, document)

    def with_sentences(
        self, sentences: Sequence[Sentence], spoilt: Sentence, document: Document | None = None
    ) -> "Corrupted":
        """Make a summary of other sentences, one of which is spoilt."""
        text = self.profile.compose([sentence.text for sentence in sentences])
        summary = ProfileSummary(text=text, sentences=tuple(sentences))
        return Corrupted(self, document or self.document, summary, spoilt)


@dataclass(frozen=True)
class Corrupted:
    """A spoilt summary, and the sentence that must not be published."""

    case: Case
    document: Document
    summary: ProfileSummary
    sentence: Sentence


@dataclass(frozen=True)
class Corpus:
    """What other listings say: companies, places, and sentences by language."""

    companies: Sequence[str]
    places: Sequence[str]
    sentences: Mapping[str, Sequence[tuple[str, str]]]  # listing id and text


Corruption = Callable[[Case, random.Random], Corrupted | None]
