"""The mobile summary of a document, as bullets."""

from summariser.domain.document import Document, Field, Section
from summariser.domain.profiles import load_profiles
from tests.unit.extractive.documents import document
from workbench.evaluation.drafts import extractive_draft

TITLE = {Field.TITLE: "Planner"}


def told(source: Document) -> list[str]:
    """Give the mobile summary's bullets."""
    text = extractive_draft(source, load_profiles(["mobile"])).profiles["mobile"].text
    return [line.removeprefix("• ") for line in text.splitlines()]


def bullets(language: str, section: Section, *texts: str) -> list[str]:
    """Give the bullets of a listing with one section, without the opening."""
    return told(document(language, TITLE, *((section, f"- {text}") for text in texts)))[1:]
