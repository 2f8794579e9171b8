"""Case: one sentence of a true summary, and the result of corrupting it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from summariser.domain.document import Document, Field, Line
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence


@dataclass(frozen=True)
class Case:
    """A sentence of a summary, and the corpus from which foreign text is taken."""

    document: Document
    profile: Profile
    summary: ProfileSummary
    index: int
    corpus: "Corpus"

    @property
    def sentence(self) -> Sentence:
        """The sentence to corrupt."""
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
        """Return one of the fields of the listing."""
        line: Line | None = self.document.fields.get(field)
        return line.text if line else None

    def with_text(self, text: str) -> "Corrupted":
        """Replace the text of the sentence; it cites the same lines."""
        return self.with_sentence(self.sentence.model_copy(update={"text": text}))

    def with_sentence(self, sentence: Sentence, document: Document | None = None) -> "Corrupted":
        """Replace the sentence."""
        sentences = [*self.summary.sentences]
        sentences[self.index] = sentence
        return self.with_sentences(sentences, sentence, document)

    def with_sentences(
        self, sentences: Sequence[Sentence], corrupted: Sentence, document: Document | None = None
    ) -> "Corrupted":
        """Replace all sentences, one of which is corrupted."""
        text = self.profile.compose([sentence.text for sentence in sentences])
        summary = ProfileSummary(text=text, sentences=tuple(sentences))
        return Corrupted(self, document or self.document, summary, corrupted)


@dataclass(frozen=True)
class Corrupted:
    """A corrupted summary, and the sentence that must not be published."""

    case: Case
    document: Document
    summary: ProfileSummary
    sentence: Sentence


@dataclass(frozen=True)
class Corpus:
    """Text of other listings: companies, places, and sentences by language."""

    companies: Sequence[str]
    places: Sequence[str]
    sentences: Mapping[str, Sequence[tuple[str, str]]]  # listing id and text


Corruption = Callable[[Case, random.Random], Corrupted | None]
