"""Speed: how many listings one core prepares and summarises in a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from rich.console import Console
from rich.table import Table

from summariser.domain.errors import PermanentError
from summariser.domain.listing import Listing
from summariser.domain.profiles import load_profiles
from summariser.preparation.prepare import prepare_document
from workbench.evaluation.corpus import read_listings
from workbench.evaluation.drafts import extractive_draft

ROUNDS = 3  # the fastest counts: others were disturbed by other work on the machine


@dataclass(frozen=True)
class Speed:
    """Listings per second and milliseconds per listing, in processor time of one core."""

    listings: int
    summarised: int
    per_second: float
    prepare_ms: float
    summarise_ms: float


def evaluate(path: Path) -> Speed:
    """Measure the listings of a file; prints and returns the speed."""
    speed = measure(read_listings(path))
    table = Table(title=f"Speed of {speed.listings} listings on one core", title_justify="left")
    for heading in ("summarised", "listings per second", "preparation", "summary"):
        table.add_column(heading, justify="right")
    table.add_row(
        str(speed.summarised),
        f"{speed.per_second:.0f}",
        f"{speed.prepare_ms:.2f} ms",
        f"{speed.summarise_ms:.2f} ms",
    )
    Console().print(table)
    return speed


def measure(listings: Sequence[Listing]) -> Speed:
    """Measure preparation and the extractive model over all profiles; the best of three rounds."""
    _round(listings[:20])  # word lists are loaded with the first listing of a language
    return max((_round(listings) for _ in range(ROUNDS)), key=lambda speed: speed.per_second)


def _round(listings: Sequence[Listing]) -> Speed:
    profiles = load_profiles()
    prepare = summarise = 0.0
    summarised = 0
    for number, listing in enumerate(listings):
        started = process_time()
        try:
            document = prepare_document(listing, listing_id=str(number), version=1)
        except PermanentError:
            prepare += process_time() - started
            continue
        prepared = process_time()
        prepare += prepared - started
        try:
            extractive_draft(document, profiles)
            summarised += 1
        except PermanentError:
            pass  # its time counts too
        summarise += process_time() - prepared
    return Speed(
        listings=len(listings),
        summarised=summarised,
        per_second=len(listings) / (prepare + summarise),
        prepare_ms=1000 * prepare / len(listings),
        summarise_ms=1000 * summarise / len(listings),
    )
