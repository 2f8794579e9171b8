"""ReplayDeadLetters: dead letters go back to the listing queue, and are deleted once there.

Whenever it is killed, an event is on one of the queues or on both; twice is harmless, since the
same event starts one execution.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from summariser.domain.dead_letters import (
    DeadLetter,
    End,
    Fate,
    ReplayDeadLettersInput,
    ReplayDeadLettersOutput,
)
from summariser.ports import DeadLetterQueue, Replays
from summariser.steps.dead_letter_reader import AT_ONCE, HIDDEN_S, DeadLetterReader


def replay_dead_letters(
    step_input: ReplayDeadLettersInput,
    *,
    dead_letters: DeadLetterQueue,
    replays: Replays,
    may_go_on: Callable[[], bool],
    report: Callable[[DeadLetter, Fate], None] = lambda _letter, _fate: None,
    pause: Callable[[float], None] = time.sleep,
) -> ReplayDeadLettersOutput:
    """Replay what is selected, until all was seen, the limit is reached or it may not go on.

    A letter whose event was replayed by another one already is deleted: it holds nothing more.
    `report` hears of each letter. Raises `ServiceUnavailable`, with nothing lost.
    """
    began = dead_letters.now()
    fates: Counter[Fate] = Counter()
    replayed: set[bytes] = set()
    ended = End.ALL_SEEN
    with DeadLetterReader(dead_letters) as reading:
        for letter in reading.letters(_at_once(step_input.rate)):
            if not may_go_on():
                ended = End.STOPPED
                break
            fate = _fate(letter, step_input, began, replayed)
            if fate is Fate.REPLAYED and not step_input.dry_run:
                if replays.replay(letter):
                    replayed.add(_digest(letter))
                    reading.delete(letter)
                else:
                    fate = Fate.REFUSED
                if step_input.rate:
                    pause(1 / step_input.rate)
            if fate is Fate.REPEATED and not step_input.dry_run:
                reading.delete(letter)
            fates[fate] += 1
            report(letter, fate)
            if fates[Fate.REPLAYED] == step_input.limit:
                ended = End.LIMIT
                break
    return ReplayDeadLettersOutput(
        replayed=fates[Fate.REPLAYED],
        not_selected=fates[Fate.NOT_SELECTED],
        too_many_replays=fates[Fate.TOO_MANY_REPLAYS],
        repeated=fates[Fate.REPEATED],
        newer=fates[Fate.NEWER],
        refused=fates[Fate.REFUSED],
        left=dead_letters.count(),
        ended=ended,
        dry_run=step_input.dry_run,
    )


def _fate(
    letter: DeadLetter,
    step_input: ReplayDeadLettersInput,
    began: datetime,
    replayed: Collection[bytes],
) -> Fate:
    if not step_input.selects(letter, began):
        return Fate.NOT_SELECTED
    # `began` is a second: what was sent within it is newer where its event failed again.
    if letter.sent_at > began + timedelta(seconds=1) or (
        letter.sent_at > began and _digest(letter) in replayed
    ):
        return Fate.NEWER
    if _digest(letter) in replayed:
        return Fate.REPEATED
    if letter.replays >= step_input.max_replays and not step_input.force:
        return Fate.TOO_MANY_REPLAYS
    return Fate.REPLAYED


def _digest(letter: DeadLetter) -> bytes:
    return hashlib.sha256(letter.body.encode()).digest()


def _at_once(rate: float | None) -> int:
    """Receive no more than can be replayed long before it is shown again."""
    return AT_ONCE if rate is None else min(AT_ONCE, max(1, int(rate * HIDDEN_S / 3)))
