"""Splitting: what a backfill reads becomes parts, each written before the next is begun."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from summariser.domain.backfill import (
    BYTES_IN_A_PART,
    RECORDS_IN_A_PART,
    Backfill,
    PartRecord,
    Position,
)

LOOK_EVERY = 100  # records between two looks at the time


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a source, how far the source is read with it, and whether it is selected."""

    record: PartRecord
    position: Position
    selected: bool = True


def split(
    backfill: Backfill,
    found: Iterable[Found],
    *,
    put: Callable[[Backfill, Sequence[str]], None],
    may_go_on: Callable[[], bool],
    now: Callable[[], datetime],
) -> Backfill:
    """Put what is found into parts, until all is, the limit is reached or it may not go on.

    `put` takes the backfill as it is with a part, and the part's lines. A part ends where a
    position does, so that whoever goes on from there reads nothing twice.
    """
    part = _Part(backfill)
    for number, one in enumerate(found, start=1):
        boundary = part.position != one.position
        if boundary and part.reached_limit:
            break
        stop = boundary and number % LOOK_EVERY == 0 and not may_go_on()
        if boundary and (part.is_full or stop):
            part = _Part(part.put(put))
        if stop:
            return part.backfill
        part.add(one)
    done = part.done().model_copy(update={"split_at": now()})
    put(done, part.lines)
    return done


class _Part:
    def __init__(self, backfill: Backfill) -> None:
        self.backfill = backfill
        self.position = backfill.position
        self.lines: list[str] = []
        self._size = 0
        self._not_selected = 0

    @property
    def is_full(self) -> bool:
        return len(self.lines) >= RECORDS_IN_A_PART or self._size >= BYTES_IN_A_PART

    @property
    def reached_limit(self) -> bool:
        limit = self.backfill.request.limit
        return limit is not None and self.backfill.records + len(self.lines) >= limit

    def add(self, found: Found) -> None:
        self.position = found.position
        if not found.selected:
            self._not_selected += 1
            return
        line = found.record.model_dump_json(exclude_defaults=True)
        self.lines.append(line)
        self._size += len(line.encode())

    def done(self) -> Backfill:
        """Give the backfill as it is with this part."""
        return self.backfill.model_copy(
            update={
                "position": self.position,
                "parts": self.backfill.parts + bool(self.lines),
                "records": self.backfill.records + len(self.lines),
                "not_selected": self.backfill.not_selected + self._not_selected,
            }
        )

    def put(self, put: Callable[[Backfill, Sequence[str]], None]) -> Backfill:
        done = self.done()
        put(done, self.lines)
        return done
