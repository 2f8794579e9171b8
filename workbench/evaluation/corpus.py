"""Corpus: the listings of a file, as the measurements read them."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from summariser.domain.document import Document
from summariser.domain.errors import PermanentError
from summariser.domain.listing import Listing
from summariser.domain.message import parse_event, parse_listing
from summariser.preparation.prepare import prepare_document
from summariser.records.submission import submit
from workbench.errors import UsageError
from workbench.running.reading import read_records


def read_listings(path: Path) -> list[Listing]:
    """Read the valid listings of a file.

    Raises `UsageError` when there are none.
    """
    listings = []
    for record in read_records(str(path), sys.stdin.buffer):
        try:
            listings.append(parse_listing(record.text))
        except PermanentError:
            continue  # `summariser run` accounts for these; they cannot be measured
    if not listings:
        raise UsageError(f"There is no valid listing in {path}.")
    return listings


def prepare_all(listings: list[Listing]) -> list[Document]:
    """Prepare every listing that has text."""
    documents = []
    for number, listing in enumerate(listings, start=1):
        try:
            documents.append(prepare_document(listing, listing_id=str(number), version=1))
        except PermanentError:
            continue  # it has no text to measure
    return documents


def read_listings_by_id(path: Path) -> dict[str, Listing]:
    """Read the valid listings of a file by their ids; the last one counts where an id repeats."""
    now = datetime.now(UTC)
    listings = {}
    for record in read_records(str(path), sys.stdin.buffer):
        submission = submit(record, now)
        if submission.key is not None and not submission.withdraws:
            listing = parse_event(submission.body).listing
            if listing is not None:
                listings[submission.key[0]] = listing
    return listings
