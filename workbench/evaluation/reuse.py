"""Reuse: which near-duplicate listings would share one summary.

A row is `{"label": ..., "kind": ..., "a": listing, "b": listing}`. The second listing counts as the
next version of the first: the summary is reused if everything that it depends on is the same.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from summariser.core.plan import content_key
from summariser.domain.document import Document
from summariser.domain.errors import PermanentError
from summariser.domain.listing import Listing
from summariser.domain.profiles import load_profiles
from summariser.llm.models import load_models
from summariser.preparation.prepare import prepare_document
from workbench.errors import UsageError


def evaluate(path: Path) -> dict[tuple[str, str], Counter[str]]:
    """Measure a file of pairs; prints and returns the results by kind."""
    found = measure(path)
    table = Table(title="Summaries reused for a near-duplicate", title_justify="left")
    for heading in ("label", "kind", "pairs", "reused", "of which with other words"):
        table.add_column(heading, justify="left" if heading in ("label", "kind") else "right")
    for (label, kind), counts in sorted(found.items()):
        numbers = (counts["pairs"], counts["reused"], counts["wrong"])
        table.add_row(label, kind, *map(str, numbers))
    Console().print(table)
    return found


def measure(path: Path) -> dict[tuple[str, str], Counter[str]]:
    """Count pairs, reuses, and reuses whose lines differ; raises `UsageError` for invalid lines."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
            label, kind = row["label"], row["kind"]
            first, second = (_document(row[side]) for side in ("a", "b"))
        except (ValueError, KeyError, TypeError, PermanentError) as error:
            raise UsageError(f"Line {number} of {path} is not a pair: {error!r}.") from error
        counts = found.setdefault((label, kind), Counter())
        reused = _key(first) == _key(second)
        counts["pairs"] += 1
        counts["reused"] += reused
        counts["wrong"] += reused and _words(first) != _words(second)
    return found


def _document(fields: dict[str, Any]) -> Document:
    return prepare_document(Listing.model_validate(fields), listing_id="pair", version=1)


def _key(document: Document) -> str:
    return content_key(document, load_models().chain(["embedded"]), load_profiles())


def _words(document: Document) -> list[str]:
    return " ".join(line.text for line in document.lines).split()
