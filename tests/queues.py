"""In-memory implementations of the ports that are queues, and of what shares them out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from summariser.domain.dead_letters import DeadLetter
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.event_queue import EventQueue
from summariser.domain.failure import Failure
from summariser.ports import Claim
from tests.values import NOON


@dataclass
class MinuteQuota:
    """A `Quota` in memory, of which nothing ever becomes free; no limit by default."""

    most: int | None = None
    admitted: int = 0

    def admits(self, share: float) -> bool:
        if self.most is not None and self.admitted >= max(1, round(self.most * share)):
            return False
        self.admitted += 1
        return True


@dataclass(frozen=True)
class Deferred:
    """An event that waits on its queue."""

    body: str
    replays: int
    queue: EventQueue
    waiting_since: datetime
    at_least_s: int


@dataclass
class WaitingList:
    """A `DelayedRetry` in memory; full where a test says so."""

    waiting: list[Deferred] = field(default_factory=list)
    unavailable: bool = False

    def defer(
        self,
        body: str,
        *,
        replays: int,
        queue: EventQueue,
        waiting_since: datetime,
        at_least_s: int,
    ) -> None:
        if self.unavailable:
            raise ServiceUnavailable("sqs:SendMessage", "RequestThrottled")
        self.waiting.append(Deferred(body, replays, queue, waiting_since, at_least_s))


@dataclass
class DeadLetterList:
    """`DeadLetters` in memory."""

    letters: list[tuple[str, Failure]] = field(default_factory=list)

    def send(self, body: str, failure: Failure) -> str:
        self.letters.append((body, failure))
        return f"message-{len(self.letters)}"


@dataclass
class LetterPile:
    """A `DeadLetterQueue` in memory, whose letters come back when they were hidden long enough."""

    letters: list[DeadLetter]
    calls: list[str] = field(default_factory=list)
    time_s: float = 0
    hidden_until: dict[str, float] = field(default_factory=dict)
    receipts: int = 0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=int(self.time_s))

    def clock(self) -> float:
        return self.time_s

    def wait(self, seconds: float) -> None:
        self.time_s += seconds

    def count(self) -> int:
        return len(self.letters)

    @property
    def visible(self) -> list[DeadLetter]:
        return list(self._seen())

    def receive(self, most: int, *, hidden_s: int) -> list[DeadLetter]:
        self.calls.append(f"receive {most}")
        self.time_s += 0.1
        received = []
        for letter in list(islice(self._seen(), most)):
            self.receipts += 1
            receipt = f"{letter.message_id} {self.receipts}"
            self.hidden_until[letter.message_id] = self.time_s + hidden_s
            self._take(letter)
            self.letters.append(letter.model_copy(update={"receipt": receipt}))
            received.append(self.letters[-1])
        return received

    def show_again(self, receipts: Sequence[str]) -> None:
        for receipt in receipts:
            self.hidden_until.pop(receipt.partition(" ")[0], None)

    def delete(self, receipt: str) -> None:
        self.calls.append(f"delete {receipt.partition(' ')[0]}")
        (letter,) = [one for one in self.letters if one.receipt == receipt]  # the latest alone
        self._take(letter)

    def _seen(self) -> Iterator[DeadLetter]:
        for letter in self.letters:
            if self.hidden_until.get(letter.message_id, 0) <= self.time_s:
                yield letter

    def _take(self, letter: DeadLetter) -> None:
        place = next(place for place, one in enumerate(self.letters) if one is letter)
        del self.letters[place]


@dataclass
class EventList:
    """An `EventSender` in memory; throttled where a test says so."""

    bodies: list[str] = field(default_factory=list)
    unavailable: bool = False

    def send(self, body: str) -> None:
        if self.unavailable:
            raise ServiceUnavailable("sqs:SendMessage", "RequestThrottled")
        self.bodies.append(body)


@dataclass
class KeyRing:
    """`IdempotencyKeys` in memory."""

    claims: dict[tuple[str, str], Claim] = field(default_factory=dict)

    def claim(self, listing_id: str, key: str, claim: Claim) -> Claim:
        return self.claims.setdefault((listing_id, key), claim)


@dataclass
class ReplayList:
    """`Replays` in memory, that takes no event which is named."""

    calls: list[str] = field(default_factory=list)
    replayed: list[DeadLetter] = field(default_factory=list)
    refused: str = ""
    unavailable: str = ""

    def replay(self, letter: DeadLetter) -> bool:
        if letter.message_id == self.unavailable:
            raise ServiceUnavailable("sqs:SendMessage", "ThrottlingException")
        if letter.message_id == self.refused:
            return False
        self.calls.append(f"replay {letter.message_id}")
        self.replayed.append(letter)
        return True
