"""Outcomes: what became of what a backfill staged, read from the ledger and the summaries."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from summariser.adapters.backfill_queue import COUNTS
from summariser.adapters.dynamodb import CURRENT
from summariser.adapters.keys import STAGED, backfill_key, part_of
from summariser.domain.backfill import StagedEvent, StagedPart
from summariser.domain.ledger import UNFINISHED
from summariser.domain.summary import Status
from workbench.backfill.executions import Backfills
from workbench.stack import Stack

LOOKED_AT = 2000  # versions at a time, of those that are not done yet
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
IN_A_BATCH = 100
READ_AT_ONCE = 8
Row = dict[str, Any]


@dataclass(frozen=True)
class Progress:
    """How far a backfill is; `cost_usd` is what the summaries cost that are published."""

    parts: int
    staged_parts: int
    staged: int
    rejected: int
    outcomes: Counter[Status]
    cost_usd: float
    is_done: bool

    @property
    def settled(self) -> int:
        """How many versions need no more work."""
        return self.outcomes.total()


class Outcomes:
    """Follows the versions that a backfill staged, each until it is done."""

    def __init__(self, stack: Stack, backfills: Backfills, backfill_id: str) -> None:
        self._stack = stack
        self._backfills = backfills
        self._id = backfill_id
        self._s3, self._dynamodb = stack.client("s3"), stack.client("dynamodb")
        self._parts: dict[int, StagedPart] = {}
        self._open: deque[StagedEvent] = deque()
        self._outcomes: Counter[Status] = Counter()
        self._cost_usd = 0.0

    def look(self, *, all_of_them: bool = False) -> Progress:
        """Look at what was staged since, and again at some of what was not done."""
        standing = self._backfills.standing(self._id)
        ended = standing is None or standing.status != "RUNNING"
        self._read_new_parts()
        # In this order: an event has its row before it leaves the queue.
        queue_is_empty = self._queue_is_empty()
        whole = all_of_them or (ended and queue_is_empty)
        moving = self._look_at(len(self._open) if whole else min(LOOKED_AT, len(self._open)))
        is_done = ended and queue_is_empty and not moving
        if is_done and self._open:  # a newer version or event came before what is left
            self._outcomes[Status.SUPERSEDED] += len(self._open)
            self._open.clear()
        backfill = self._backfills.store.find(self._id)
        return Progress(
            parts=backfill.parts if backfill is not None else 0,
            staged_parts=len(self._parts),
            staged=sum(len(part.events) for part in self._parts.values()),
            rejected=sum(part.rejected for part in self._parts.values()),
            outcomes=Counter(self._outcomes),
            cost_usd=self._cost_usd,
            is_done=is_done,
        )

    def _read_new_parts(self) -> None:
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._stack.listing_bucket, Prefix=backfill_key(self._id, STAGED)
        )
        numbers = [part_of(one["Key"]) for page in pages for one in page.get("Contents", [])]
        new = [number for number in numbers if number not in self._parts]
        with ThreadPoolExecutor(READ_AT_ONCE) as pool:
            read = pool.map(lambda number: self._backfills.store.find_staged(self._id, number), new)
            for part in read:
                if part is not None:
                    self._parts[part.part] = part
                    self._open.extend(part.events)

    def _queue_is_empty(self) -> bool:
        attributes = self._stack.client("sqs").get_queue_attributes(
            QueueUrl=self._stack.output("BackfillQueueUrl"), AttributeNames=list(COUNTS)
        )["Attributes"]
        return not any(int(attributes[name]) for name in COUNTS)

    def _look_at(self, count: int) -> bool:
        """Look at the first so many that are not done; True if one is being worked on."""
        looked_at = [self._open.popleft() for _ in range(count)]
        keys = {(one.listing_id, one.version) for one in looked_at}
        rows = {
            (row["listing_id"]["S"], int(row["version"]["N"])): row
            for row in self._rows(
                self._stack.output("LedgerTableName"),
                [{"listing_id": {"S": name}, "version": {"N": str(it)}} for name, it in keys],
            )
        }
        moving, published = False, []
        for one in looked_at:
            row = rows.get((one.listing_id, one.version))
            ours = row is not None and row["event_uri"]["S"] == one.event_uri
            status = Status(row["status"]["S"]) if row is not None and ours else None
            if status is None or status in UNFINISHED:
                self._open.append(one)
                moving = moving or status is not None
                continue
            self._outcomes[status] += 1
            if status is Status.PUBLISHED:
                published.append(one)
        self._add_costs(published)
        return moving

    def _add_costs(self, published: Sequence[StagedEvent]) -> None:
        spent = {one.listing_id: one.spent_usd for one in published}
        keys = [{"listing_id": {"S": name}, "record": {"S": CURRENT}} for name in spent]
        for row in self._rows(self._stack.summary_table, keys):
            if "usage" in row:
                cost = float(row["usage"]["M"]["cost_usd"]["N"])
                self._cost_usd += max(0.0, cost - spent[row["listing_id"]["S"]])

    def _rows(self, table: str, keys: Sequence[Row]) -> Iterator[Row]:
        for start in range(0, len(keys), IN_A_BATCH):
            left: Any = {table: {"Keys": keys[start : start + IN_A_BATCH], "ConsistentRead": True}}
            while left:
                reply = self._dynamodb.batch_get_item(RequestItems=left)
                yield from reply["Responses"].get(table, [])
                left = reply.get("UnprocessedKeys")
