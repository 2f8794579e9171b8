"""Reading dead letters: SQS cannot show a message without hiding it, so they are shown again.

A received message is hidden from everybody for `HIDDEN_S` seconds. A reader that is killed
therefore hides what was read for that long, and loses nothing.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from summariser.domain.dead_letters import DeadLetter
from summariser.domain.errors import ServiceUnavailable
from summariser.ports import DeadLetterQueue

HIDDEN_S = 20
AT_ONCE = 10  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html


class DeadLetterReader:
    """One pass over the dead letters; those that were not deleted are shown again at its end."""

    def __init__(
        self, queue: DeadLetterQueue, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._receipts: dict[str, str] = {}  # by message: the latest one alone is good
        self._deleted: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ServiceUnavailable):  # they come back by themselves
            self._queue.show_again(list(self._receipts.values()))

    def letters(self, at_once: int = AT_ONCE) -> Iterator[DeadLetter]:
        """Read each letter once, by its message's id.

        The pass is over when the queue has nothing to show (a long poll asks every server of
        SQS), or, where what was read comes back before the end is reached, when two times
        `HIDDEN_S` brought nothing new.
        """
        news_at = self._clock()
        while self._clock() - news_at < 2 * HIDDEN_S:
            received = self._queue.receive(at_once, hidden_s=HIDDEN_S)
            if not received:
                return
            new = [letter for letter in received if letter.message_id not in self._receipts]
            self._receipts |= {letter.message_id: letter.receipt for letter in received}
            for letter in new:
                if letter.message_id in self._deleted:  # which SQS forgets now and then
                    self.delete(letter)
                else:
                    yield letter
                    news_at = self._clock()

    def delete(self, letter: DeadLetter) -> None:
        """Delete a letter whose event is safe elsewhere."""
        self._queue.delete(self._receipts.pop(letter.message_id))
        self._deleted.add(letter.message_id)
