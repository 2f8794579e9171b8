"""Summaries written for these tests, and what a check says of them."""

from summariser.checks.registry import OfSummary
from summariser.checks.source import Source
from summariser.domain.document import Document, Field, Section
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import ProfileSummary, Sentence
from tests.unit.extractive.documents import document

(CHAT,) = load_profiles(["chat"])


def listing_of(*body: tuple[Section, str], language: str = "en", **fields: str) -> Document:
    """Write a listing: its fields by name, then its description."""
    return document(language, {Field(name): text for name, text in fields.items()}, *body)


def findings(
    check: OfSummary,
    listing: Document,
    *sentences: tuple[str, tuple[int, ...]],
    profile: Profile = CHAT,
    text: str | None = None,
) -> list[Finding]:
    """Check a summary: sentences with the lines they cite, and its text where it is another."""
    composed = profile.compose([sentence for sentence, _ in sentences])
    summary = ProfileSummary(
        text=composed if text is None else text,
        sentences=tuple(Sentence(text=sentence, lines=lines) for sentence, lines in sentences),
    )
    return list(check(summary, Source(listing), profile))


def codes(found: list[Finding]) -> list[str]:
    """Give the codes of findings, each once."""
    return sorted({finding.code for finding in found})
