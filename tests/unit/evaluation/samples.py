"""Samples written for these tests."""

from summariser.domain.document import Document, Field, Section
from summariser.domain.findings import Finding
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import ProfileSummary, Sentence, Usage
from tests.unit.extractive.documents import document
from workbench.evaluation.measures import MEASURES
from workbench.evaluation.sample import Sample

FREE = Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=0.0)


def listing_of(*body: tuple[Section, str], language: str = "en", **fields: str) -> Document:
    """Write a listing: its fields by name, then its description."""
    return document(language, {Field(name): text for name, text in fields.items()}, *body)


def sample_of(
    source: Document,
    *sentences: tuple[str, tuple[int, ...]],
    profile: str = "chat",
    findings: tuple[Finding, ...] = (),
    usage: Usage = FREE,
    references: tuple[str, ...] = (),
) -> Sample:
    """Write a summary of a listing: its sentences with the lines they cite."""
    (asked,) = load_profiles([profile])
    texts = [text for text, _ in sentences]
    summary = ProfileSummary(
        text=asked.compose(texts),
        sentences=tuple(Sentence(text=text, lines=lines) for text, lines in sentences),
    )
    return Sample("any", asked, source, summary, findings, usage, references)


def finding(code: str, sentence: str | None) -> Finding:
    """Write a finding on a sentence of the chat profile."""
    return Finding(code=code, profile="chat", sentence=sentence, message="any")


def value(name: str, sample: Sample) -> float | None:
    """Take a measure of a sample by the measure's name."""
    (measure,) = (measure for measure in MEASURES if measure.name == name)
    return measure.of(sample)
