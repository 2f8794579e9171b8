"""Erasing: nothing stays of a listing that was taken down, wherever it was stored."""

from collections.abc import Sequence

from summariser.domain.ledger import Entry
from summariser.ports import ListingStore


def erase_listing(withdrawn: Entry, until: Sequence[Entry], *, store: ListingStore) -> None:
    """Erase a withdrawn version and, given their rows, all older ones; twice is harmless.

    What its board stored for a newer version, after the withdrawal had arrived, stays.
    """
    for uri in sorted({uri for row in until for uri in row.sources}):
        store.erase_incoming(uri, before=withdrawn.received_at)
    store.erase(withdrawn.listing_id, withdrawn.version)
