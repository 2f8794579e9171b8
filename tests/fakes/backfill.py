"""The ports of the backfill in memory."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from summariser.domain.backfill import (
    Backfill,
    InvalidBackfill,
    PartRecord,
    Position,
    Rejected,
    StagedPart,
    WrittenSummary,
)
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.event import ListingEvent
from tests.fakes.store import INCOMING, ListingShelf


@dataclass
class BackfillShelf:
    """A `BackfillStore` in memory."""

    objects: dict[str, bytes] = field(default_factory=dict)
    backfills: dict[str, Backfill] = field(default_factory=dict)
    parts: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    staged: dict[tuple[str, int], StagedPart] = field(default_factory=dict)
    rejected: dict[tuple[str, int], list[Rejected]] = field(default_factory=dict)
    bucket: str = "bucket"

    def find(self, backfill_id: str) -> Backfill | None:
        return self.backfills.get(backfill_id)

    def put(self, backfill: Backfill) -> None:
        self.backfills[backfill.backfill_id] = backfill

    def keys(self, source: str, *, since: Position | None) -> Iterator[str]:
        if not source.startswith(INCOMING):
            raise InvalidBackfill(f"The source {source} is not below {INCOMING}: copy it there.")
        prefix = source.removeprefix("s3://bucket/")
        found = [prefix]
        if prefix.endswith("/"):
            found = sorted(key for key in self.objects if key.startswith(prefix))
        if not found:
            raise InvalidBackfill(f"There is no object below {source}.")
        for key in found:
            if since is None or key > since.at or (key == since.at and not since.ended):
                yield key

    def uri_of(self, key: str) -> str:
        return f"s3://bucket/{key}"

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        if key not in self.objects:
            raise InvalidBackfill(f"There is no object s3://bucket/{key}.")
        yield io.BytesIO(self.objects[key])

    def parts_prefix(self, backfill_id: str) -> str:
        return f"backfills/{backfill_id}/parts/"

    def part_of(self, key: str) -> int:
        return int(key.rpartition("/")[2].partition(".")[0])

    def put_part(self, backfill: Backfill, lines: Sequence[str]) -> None:
        if lines:
            self.parts[backfill.backfill_id, backfill.parts] = list(lines)
        self.put(backfill)

    def get_part(self, backfill_id: str, part: int) -> list[PartRecord]:
        if (backfill_id, part) not in self.parts:
            raise InvalidBackfill(f"There is no part {part} of {backfill_id}.")
        return [PartRecord.model_validate_json(it) for it in self.parts[backfill_id, part]]

    def put_incoming(self, listing: bytes) -> str:
        key = f"incoming/{len(self.objects)}.json"
        self.objects[key] = listing
        return self.uri_of(key)

    def event_uri(self, event: ListingEvent) -> str:
        return ListingShelf().event_uri(event)

    def find_staged(self, backfill_id: str, part: int) -> StagedPart | None:
        return self.staged.get((backfill_id, part))

    def put_staged(self, backfill_id: str, staged: StagedPart) -> None:
        self.staged[backfill_id, staged.part] = staged

    def put_rejected(self, backfill_id: str, part: int, rejected: Sequence[Rejected]) -> None:
        self.rejected[backfill_id, part] = list(rejected)


@dataclass
class PublishedList:
    """`PublishedSummaries` in memory."""

    summaries: list[WrittenSummary]

    def walk(self, *, after: str | None) -> Iterator[WrittenSummary]:
        names = [summary.listing_id for summary in self.summaries]
        yield from self.summaries[names.index(after) + 1 if after is not None else 0 :]


@dataclass
class BulkQueue:
    """A `BackfillQueue` in memory; refuses events as often as a test says."""

    bodies: list[str] = field(default_factory=list)
    waiting: int = 0
    refusals: int = 0

    def length(self) -> int:
        return self.waiting

    def send(self, bodies: Sequence[str]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ServiceUnavailable("sqs:SendMessageBatch", "RequestThrottled")
        self.bodies.extend(bodies)
