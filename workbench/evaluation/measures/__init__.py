"""Measures: numbers for a summary that need no model, a module for each subject."""

from collections.abc import Iterable

from summariser.domain.document import Document
from workbench.evaluation.measures import (
    aspects,
    extractiveness,
    findings,
    form,
    recall,
    references,
    usage,
)
from workbench.evaluation.measures.recall import key_term_recall
from workbench.evaluation.sample import Measure

MEASURES: tuple[Measure, ...] = (
    *aspects.MEASURES,
    *findings.MEASURES,
    *recall.MEASURES,
    *extractiveness.MEASURES,
    *form.MEASURES,
    *references.MEASURES,
    *usage.MEASURES,
)


def measures_of(documents: Iterable[Document]) -> tuple[Measure, ...]:
    """Return all measures, including those that compare a listing with its corpus."""
    return (*MEASURES, key_term_recall(documents))
