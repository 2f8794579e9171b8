"""Strata: the groups of listings that are measured separately, and human references."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from summariser.domain.document import Document
from workbench.errors import UsageError
from workbench.evaluation.sample import Sample
from workbench.running.reading import read_records

References = Mapping[tuple[str, str | None], tuple[str, ...]]  # by listing id, and profile or None


class Strata:
    """Assigns each sample to groups by profile, language, length and source."""

    def __init__(self, documents: Iterable[Document], sources: Mapping[str, str]) -> None:
        """Split documents into three groups by length; sources are by listing id."""
        self._words = {
            (document.listing_id, document.version): _words(document) for document in documents
        }
        self._sources = sources
        short, long = np.quantile(list(self._words.values()), [1 / 3, 2 / 3])
        self._short, self._long = int(short), int(long)

    def of(self, sample: Sample) -> dict[str, str]:
        """Return the group of a sample in each dimension."""
        document = sample.document
        groups = {
            "profile": sample.profile.name,
            "language": document.language,
            "length": self._length(self._words[document.listing_id, document.version]),
        }
        if self._sources:
            groups["source"] = self._sources.get(document.listing_id, "unknown")
        return groups

    def _length(self, words: int) -> str:
        if words <= self._short:
            return f"short (up to {self._short} words)"
        if words <= self._long:
            return f"middle (up to {self._long} words)"
        return f"long (over {self._long} words)"


def _words(document: Document) -> int:
    return sum(len(line.text.split()) for line in document.body)


def read_sources(path: Path) -> dict[str, str]:
    """Read the field `source` of the listings in a file, by listing id.

    Raises `UnusableInput` for an unreadable file, `UsageError` when no listing has a source.
    """
    sources = {}
    for record in read_records(str(path), sys.stdin.buffer):
        listing = record.content or {}
        inner: dict[str, Any] = listing | (listing.get("listing") or {})
        if "listing_id" in inner and "source" in inner:
            sources[str(inner["listing_id"])] = str(inner["source"])
    if not sources:
        raise UsageError(f"No listing in {path} has both a listing_id and a source.")
    return sources


class _Reference(BaseModel):
    model_config = ConfigDict(extra="forbid")

    listing_id: str
    profile: str | None = None
    text: str


def read_references(path: Path) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Read summaries written by people: JSON lines of listing_id, text and optionally profile.

    Raises `UsageError` with the first invalid line.
    """
    found: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                reference = _Reference.model_validate(json.loads(line))
            except (ValidationError, ValueError) as error:
                raise UsageError(
                    f"{path}, line {number} is not a reference: it needs listing_id and text, and "
                    "may have profile."
                ) from error
            found[reference.listing_id, reference.profile].append(reference.text)
    if not found:
        raise UsageError(f"There are no references in {path}: it is empty.")
    return {key: tuple(texts) for key, texts in found.items()}
