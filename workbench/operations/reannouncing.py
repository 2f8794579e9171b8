"""Reannouncing: what stands in a ledger's row is announced again, by way of its stream."""

from datetime import UTC, datetime

from summariser.domain.dead_letters import DeadLetter
from summariser.domain.ledger import row_of
from summariser.ports import Ledger


class Reannouncements:
    """Implements `Replays` for dead letters of announcements."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def replay(self, letter: DeadLetter) -> bool:
        """Have a version announced again, unless it was meanwhile.

        A letter of Lambda's names none: the rows of its batch are still due, so the sweep does it.
        """
        if letter.listing_id is None or letter.version is None:
            return True
        entry = row_of(letter.version, self._ledger.since(letter.listing_id, letter.version))
        if entry is not None:
            self._ledger.announce_again(entry, datetime.now(UTC))
        return True
