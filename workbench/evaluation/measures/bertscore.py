"""BERTScore: how closely the words of a summary match those of its listing in meaning.

Greedy matching without idf or rescaling, after Zhang et al. (2020): each token is matched with the
most similar token of the other text, by the cosine of their vectors. Precision is the mean over the
tokens of the summary, matched with all sections of the listing; recall is the mean over the tokens
of the sections that the profile asks for. BERTScore does not notice a wrong figure.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from summariser.domain.document import Document, LineKind, Section
from workbench.evaluation.measures.score_lookup import Key, key_of, measure_of_scores
from workbench.evaluation.sample import Measure, Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray  # optional


class Encoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> "list[NDArray[Any]]":
        """Return an array of tokens x dimensions for each text, with rows of length 1."""


class BertScore(NamedTuple):
    """The score of a sample, from -1 to 1; recall is None if no section is asked for."""

    precision: float
    recall: float | None

    @property
    def f1(self) -> float | None:
        """The harmonic mean; None without recall, or if either is not positive."""
        if self.recall is None or min(self.precision, self.recall) <= 0:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def score(samples: Iterable[Sample], encoder: Encoder) -> dict[Key, BertScore]:
    """Score the samples of one document, encoding its sections once; skips empty summaries."""
    written = [sample for sample in samples if sample.summary.text]
    if not written:
        return {}
    sections = section_texts(written[0].document)
    if not sections:
        return {}
    vectors = encoder.encode([*sections.values(), *(sample.summary.text for sample in written)])
    encoded = dict(zip(sections, vectors, strict=False))
    scores = {}
    for sample, summary in zip(written, vectors[len(sections) :], strict=True):
        asked = [encoded[section] for section in sample.profile.aspects if section in encoded]
        scores[key_of(sample)] = _match(summary, list(encoded.values()), asked)
    return scores


def section_texts(document: Document) -> dict[Section, str]:
    """Join the lines of each section, except headings: a whole listing exceeds a window."""
    texts: dict[Section, list[str]] = {}
    for line in document.lines:
        if line.kind is not LineKind.HEADING:
            texts.setdefault(line.section, []).append(line.text)
    return {section: "\n".join(lines) for section, lines in texts.items()}


def measures_of(scores: dict[Key, BertScore]) -> tuple[Measure, ...]:
    """Make measures that look scores up."""
    return (
        measure_of_scores(
            "bertscore_precision",
            "BERTScore precision",
            {key: score.precision for key, score in scores.items()},
        ),
        measure_of_scores(
            "bertscore_recall",
            "BERTScore recall",
            {key: score.recall for key, score in scores.items()},
        ),
        measure_of_scores(
            "bertscore_f1", "BERTScore F1", {k: score.f1 for k, score in scores.items()}
        ),
    )


def _match(
    summary: "NDArray[Any]", listing: "list[NDArray[Any]]", asked: "list[NDArray[Any]]"
) -> BertScore:
    nearest = [(summary @ section.T).max(axis=1) for section in listing]
    precision = float(sum(max(row) for row in zip(*nearest, strict=True)) / len(summary))
    covered = [(section @ summary.T).max(axis=1) for section in asked]
    tokens = sum(map(len, covered))
    recall = float(sum(row.sum() for row in covered) / tokens) if tokens else None
    return BertScore(precision, recall)
