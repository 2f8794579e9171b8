"""The corpus: the listings of a JSONL file, as the measurements read them."""

import sys
from pathlib import Path

from summariser.document import Document
from summariser.errors import PermanentError
from summariser.listing import Listing, parse_listing
from summariser.prepare import prepare_document
from workbench.errors import WrongUsage
from workbench.running.reading import read_records


def read_listings(path: Path) -> list[Listing]:
    """Read every listing of a file that can be understood.

    Raises `WrongUsage` where the file holds none.
    """
    listings = []
    for record in read_records(str(path), sys.stdin.buffer):
        try:
            listings.append(parse_listing(record.text))
        except PermanentError:
            continue  # `summariser run` accounts for these; here they are no listing to measure
    if not listings:
        raise WrongUsage(f"There is no listing in {path} that can be understood.")
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
