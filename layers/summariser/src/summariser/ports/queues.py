"""Ports of events on their way: queues, dead letters, and what decides whether one may start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summariser.domain.dead_letters import DeadLetter
    from summariser.domain.event_queue import EventQueue
    from summariser.domain.failure import Failure


class DeadLetters(Protocol):
    """Receives the events that could not be processed."""

    def send(self, body: str, failure: Failure) -> str:
        """Send an event with the reason beside it; returns the message's id."""


class DeadLetterQueue(Protocol):
    """Shows the events that could not be processed; reading hides them from others for a while."""

    def now(self) -> datetime:
        """Return the queue's own time, to the second: a laptop's clock may be wrong."""

    def count(self) -> int:
        """Count the letters approximately, including hidden ones."""

    def receive(self, most: int, *, hidden_s: int) -> Sequence[DeadLetter]:
        """Receive some letters, in any order; none if none is visible."""

    def show_again(self, receipts: Sequence[str]) -> None:
        """Make received letters visible again at once."""

    def delete(self, receipt: str) -> None:
        """Delete a letter, given its latest receipt."""


class Quota(Protocol):
    """Divides among listings what there is no more of: a model's requests, open executions."""

    def admits(self, share: float) -> bool:
        """Tell whether a listing may start now, while less than a share of the quota is used."""


class DelayedRetry(Protocol):
    """Delays events that may not start yet."""

    def defer(
        self,
        body: str,
        *,
        replays: int,
        queue: EventQueue,
        waiting_since: datetime,
        at_least_s: int,
    ) -> None:
        """Put an event back on its queue, to arrive later the longer it has waited."""


class EventSender(Protocol):
    """Takes events for ingest."""

    def send(self, body: str) -> None:
        """Send an event; raises `ServiceUnavailable`."""


@dataclass(frozen=True)
class Claim:
    """What an idempotency key was first used for: a version of a listing, and its content."""

    version: int
    content: str


class IdempotencyKeys(Protocol):
    """Remembers for a day what each idempotency key was used for."""

    def claim(self, listing_id: str, key: str, claim: Claim) -> Claim:
        """Remember what a listing's key is used for; returns what it was first used for."""


class Replays(Protocol):
    """Sends events to be processed again."""

    def replay(self, letter: DeadLetter) -> bool:
        """Send a dead letter's event again; False if the queue will never accept it."""
