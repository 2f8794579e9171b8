"""BERTScore: how closely the words of a summary and of its listing's sections match in meaning.

After Zhang et al. (2020), equations for greedy matching without idf or rescaling: each token is
matched with the most similar one of the other text, by the cosine of their vectors. Precision is
the mean over the summary's tokens, matched with all sections of the listing; recall the mean over
the tokens of the sections that the profile asks for. It does not notice a wrong figure.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from summariser.domain.document import Document, LineKind, Section
from workbench.evaluation.measures.score_lookup import Key, key_of, measure_of_scores
from workbench.evaluation.sample import Measure, Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray  # an optional set has it


class Encoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> "list[NDArray[Any]]":
        """Give an array of tokens x dimensions for each text, its rows of length 1."""


class BertScore(NamedTuple):
    """A sample's score, from -1 to 1; recall is none where no section is asked for."""

    precision: float
    recall: float | None

    @property
    def f1(self) -> float | None:
        """The harmonic mean; none where there is no recall, or texts are more unlike than alike."""
        if self.recall is None or min(self.precision, self.recall) <= 0:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def score(samples: Iterable[Sample], encoder: Encoder) -> dict[Key, BertScore]:
    """Score the samples of one document, whose sections are encoded once; empty ones have none."""
    written = [sample for sample in samples if sample.summary.text]
    if not written:
        return {}
    sections = section_texts(written[0].document)
    if not sections:
        return {}
    vectors = encoder.encode([*sections.values(), *(it.summary.text for it in written)])
    encoded = dict(zip(sections, vectors, strict=False))
    scores = {}
    for sample, summary in zip(written, vectors[len(sections) :], strict=True):
        asked = [encoded[it] for it in sample.profile.aspects if it in encoded]
        scores[key_of(sample)] = _match(summary, list(encoded.values()), asked)
    return scores


def section_texts(document: Document) -> dict[Section, str]:
    """Join the lines of each section, but its headings: a listing is longer than a window."""
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
            {key: it.precision for key, it in scores.items()},
        ),
        measure_of_scores(
            "bertscore_recall", "BERTScore recall", {key: it.recall for key, it in scores.items()}
        ),
        measure_of_scores("bertscore_f1", "BERTScore F1", {k: it.f1 for k, it in scores.items()}),
    )


def _match(
    summary: "NDArray[Any]", listing: "list[NDArray[Any]]", asked: "list[NDArray[Any]]"
) -> BertScore:
    nearest = [(summary @ section.T).max(axis=1) for section in listing]
    precision = float(sum(max(row) for row in zip(*nearest, strict=True)) / len(summary))
    covered = [(section @ summary.T).max(axis=1) for section in asked]
    tokens = sum(map(len, covered))
    recall = float(sum(it.sum() for it in covered) / tokens) if tokens else None
    return BertScore(precision, recall)
