"""Similar: whether listings that are nearly the same find each other by the simulator's vectors.

It shows that the way from a listing to its neighbours is whole: the simulator hashes words, so this
says nothing about how well an embedding model understands listings.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from rich.console import Console
from rich.table import Table

from summariser.domain.errors import PermanentError
from summariser.domain.message import dump_json, parse_listing
from summariser.domain.profiles import load_profiles
from summariser.domain.vectors import PROFILE
from summariser.preparation.prepare import prepare_document
from workbench.errors import UsageError
from workbench.evaluation.drafts import extractive_draft
from workbench.simulator.embeddings import vector_of


class Pair(BaseModel):
    """Two listings, and what they are to each other."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    label: str = "duplicate"
    a: dict[str, JsonValue] = Field(min_length=1)
    b: dict[str, JsonValue] = Field(min_length=1)


@dataclass(frozen=True)
class Embedded:
    """The vector of a listing's summary, and the language in which neighbours are looked for."""

    language: str
    vector: Sequence[float]


@dataclass(frozen=True)
class Neighbours:
    """How many pairs have a label, and how many of them are each other's first neighbours."""

    pairs: Counter[str]
    mutual: Counter[str]


def evaluate(path: Path, *, dimensions: int) -> Neighbours:
    """Measure the pairs of a JSON Lines file; prints and returns the results."""
    found = measure(read_pairs(path), dimensions=dimensions)
    table = Table(
        title="Pairs that are each other's first neighbour, by vectors of the simulator",
        title_justify="left",
    )
    for heading in ("label", "pairs", "first neighbours", "share"):
        table.add_column(heading, justify="left" if heading == "label" else "right")
    for label, count in found.pairs.items():
        mutual = found.mutual[label]
        table.add_row(label, str(count), str(mutual), f"{mutual / count:.0%}")
    console = Console(highlight=False)
    console.print(table)
    console.print("The simulator hashes words: this measures no embedding model.")
    return found


def read_pairs(path: Path) -> list[Pair]:
    """Read a JSON Lines file of pairs; raises `UsageError` for a line that is none."""
    with path.open(encoding="utf-8") as file:  # whose lines end nowhere else than at a line feed
        return [_pair(line, f"{path}, line {number}") for number, line in enumerate(file, start=1)]


def _pair(line: str, origin: str) -> Pair:
    try:
        return Pair.model_validate_json(line)
    except ValidationError as error:
        reason = "write a JSON object with the listings a and b"
        raise UsageError(f"{origin} is no pair: {reason}.") from error


def measure(pairs: Sequence[Pair], *, dimensions: int) -> Neighbours:
    """Count the pairs whose listings are nearest to each other among all of their language."""
    embedded: dict[tuple[int, str], Embedded] = {}
    for number, pair in enumerate(pairs):
        for side, listing in (("a", pair.a), ("b", pair.b)):
            embedded[number, side] = _embed(listing, dimensions)
    nearest = {key: _nearest(key, embedded) for key in embedded}
    labels = Counter(pair.label for pair in pairs)
    mutual = Counter(
        pair.label
        for number, pair in enumerate(pairs)
        if nearest[number, "a"] == (number, "b") and nearest[number, "b"] == (number, "a")
    )
    return Neighbours(labels, mutual)


def _embed(fields: Mapping[str, JsonValue], dimensions: int) -> Embedded:
    try:
        listing = parse_listing(dump_json(fields))
        document = prepare_document(listing, listing_id="listing", version=1)
        draft = extractive_draft(document, load_profiles((PROFILE,)))
    except PermanentError as error:
        raise UsageError(f"{fields.get('listing_id')}: {error}") from error
    return Embedded(document.language, vector_of(draft.profiles[PROFILE].text, dimensions))


def _nearest(
    key: tuple[int, str], embedded: Mapping[tuple[int, str], Embedded]
) -> tuple[int, str] | None:
    own = embedded[key]
    others = [
        (sum(map(mul, own.vector, one.vector)), other)
        for other, one in embedded.items()
        if other != key and one.language == own.language
    ]
    return max(others)[1] if others else None
