"""Accounts: every submission ends as exactly one summary or dead letter, or is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from summariser.records.submission import Key, Submission


class Fate(StrEnum):
    """What became of a submission."""

    PUBLISHED = "published"
    HELD = "held"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DEAD_LETTERED = "dead-lettered"


@dataclass(slots=True)
class Entry:
    """One submission in the accounts; `position` is its place in the input."""

    position: int
    submission: Submission
    fate: Fate | None = None


class Accounts:
    """Matches results with submissions: summaries by key, dead letters by body."""

    def __init__(self, submissions: Sequence[Submission]) -> None:
        self.entries = [Entry(*pair) for pair in enumerate(submissions)]
        self._by_key: dict[tuple[Key, bool], list[Entry]] = {}
        self._by_body: dict[str, list[Entry]] = {}
        for entry in self.entries:
            submission = entry.submission
            if submission.key is not None:
                self._by_key.setdefault((submission.key, submission.withdraws), []).append(entry)
            self._by_body.setdefault(submission.body, []).append(entry)

    def sent_as(self, position: int, body: str) -> None:
        """Record the body that a submission was sent with, if it is not its own."""
        entry = self.entries[position]
        if body != entry.submission.body:
            self._by_body.setdefault(body, []).append(entry)

    def account(self, key: Key, fate: Fate, *, withdraws: bool = False) -> None:
        """Account for every submission of a listing version: duplicate events give one summary.

        Events that publish a version are accounted for separately from those that withdraw it.
        """
        for entry in self._by_key.get((key, withdraws), []):
            if entry.fate is not Fate.DEAD_LETTERED:
                entry.fate = fate

    def dead_lettered(self, body: str, *, of_execution: bool) -> list[Entry]:
        """Account for a dead letter; returns its entries, none of them if it is from another run.

        Ingest writes one dead letter for each message. An execution processes all messages of the
        same event, so its single dead letter accounts for all of them.
        """
        entries = self._by_body.get(body, [])
        waiting = [entry for entry in entries if entry.fate is not Fate.DEAD_LETTERED]
        accounted = waiting if of_execution else waiting[:1]
        for entry in accounted:
            entry.fate = Fate.DEAD_LETTERED
        return accounted or entries[:1]

    def has_dead_letter(self, key: Key) -> bool:
        """Whether another event of a listing version became a dead letter."""
        published = self._by_key.get((key, False), [])
        return any(entry.fate is Fate.DEAD_LETTERED for entry in published)

    @property
    def missing(self) -> list[Entry]:
        """The submissions that are not accounted for yet."""
        return [entry for entry in self.entries if entry.fate is None]

    @property
    def counts(self) -> Counter[Fate]:
        """The number of submissions by fate."""
        return Counter(entry.fate for entry in self.entries if entry.fate is not None)

    def position(self, key: Key) -> int:
        """Return the position in the input of the first submission of a listing version."""
        found = self._by_key.get((key, False), []) + self._by_key.get((key, True), [])
        return min((entry.position for entry in found), default=len(self.entries))
