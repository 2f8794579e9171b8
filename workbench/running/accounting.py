"""Accounts: every submission ends as exactly one summary or one dead letter, or is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.running.submission import Key, Submission


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
    """Matches what comes out with what was sent: summaries by key, dead letters by body."""

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
        """Note the body that a submission was sent with, where it is not its own."""
        self._by_body.setdefault(body, []).append(self.entries[position])

    def account(self, key: Key, fate: Fate, *, withdraws: bool = False) -> None:
        """Account for every submission of a listing version: the same event twice is one summary.

        Events that publish a version and those that withdraw it are accounted for apart.
        """
        for entry in self._by_key.get((key, withdraws), []):
            if entry.fate is not Fate.DEAD_LETTERED:
                entry.fate = fate

    def dead_lettered(self, body: str, *, of_execution: bool) -> Entry | None:
        """Account for a dead letter; returns the entry it closed, or none where it is not ours.

        Ingest writes a dead letter for each message. An execution stands for every message of the
        same event, so its one dead letter does too.
        """
        entries = self._by_body.get(body, [])
        waiting = [entry for entry in entries if entry.fate is not Fate.DEAD_LETTERED]
        for entry in waiting if of_execution else waiting[:1]:
            entry.fate = Fate.DEAD_LETTERED
        return next(iter(waiting or entries), None)

    @property
    def missing(self) -> list[Entry]:
        """The submissions that nothing is known of yet."""
        return [entry for entry in self.entries if entry.fate is None]

    @property
    def counts(self) -> Counter[Fate]:
        """How many submissions ended how."""
        return Counter(entry.fate for entry in self.entries if entry.fate is not None)

    def position(self, key: Key) -> int:
        """Give the place in the input of the first submission of a listing version."""
        found = self._by_key.get((key, False), []) + self._by_key.get((key, True), [])
        return min((entry.position for entry in found), default=len(self.entries))
