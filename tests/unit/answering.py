"""Ingest, and an execution that ends as a test says, while a request waits."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from summariser.domain.failure import Failure
from summariser.domain.problems import (
    Problem,
)
from summariser.domain.standing import PublishedSummary, Standing
from summariser.domain.summary import Status
from summariser.steps.answer_requests import (
    PutRequest,
    delete_listing,
    get_summary,
    put_listing,
)
from summariser.steps.awaiting import Patience
from summariser.steps.ingest_listing import Message, ingest_listing
from tests.fakes import ExecutionList, LedgerRows, ListingShelf, SummaryRows
from tests.queues import DeadLetterList, EventList, KeyRing, MinuteQuota, WaitingList
from tests.values import NOON, any_listing, any_summary

LISTING = any_listing().model_dump()
OTHER = any_listing(title="Confectioner").model_dump()


@dataclass
class Stack:
    """Ingest, and an execution that ends each version as a test says, while a request pauses."""

    ends: Status | None = Status.PUBLISHED
    error: str = "ListingHasNoText"
    store: ListingShelf = field(default_factory=ListingShelf)
    ledger: LedgerRows = field(default_factory=LedgerRows)
    queue: EventList = field(default_factory=EventList)
    keys: KeyRing = field(default_factory=KeyRing)
    taken: int = 0
    time_s: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.table = SummaryRows(self.ledger)

    def put(
        self,
        content: Any = None,
        *,
        listing_id: str = "baker-1",
        wait_s: float = 25,
        key: str | None = None,
    ) -> PublishedSummary | Standing:
        body = content if isinstance(content, str) else json.dumps(content or LISTING)
        return put_listing(
            PutRequest(listing_id, body, key),
            queue=self.queue,
            ledger=self.ledger,
            table=self.table,
            keys=self.keys,
            event_uri=self.store.event_uri,
            patience=self.patience(wait_s),
            now=NOON + timedelta(seconds=self.time_s),
        )

    def delete(self, listing_id: str = "baker-1", *, wait_s: float = 25) -> Standing:
        return delete_listing(
            listing_id,
            queue=self.queue,
            ledger=self.ledger,
            event_uri=self.store.event_uri,
            patience=self.patience(wait_s),
            now=NOON + timedelta(seconds=self.time_s),
        )

    def summary(self, *profiles: str) -> PublishedSummary:
        return get_summary("baker-1", profiles, table=self.table, ledger=self.ledger)

    def problem(self, content: Any = None, *, key: str | None = None) -> Problem:
        with pytest.raises(Problem) as raised:
            self.put(content, key=key)
        return raised.value

    def patience(self, seconds: float) -> Patience:
        return Patience(seconds, clock=lambda: self.time_s, pause=self.pause)

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time_s += seconds
        self.ingest()

    def ingest(self) -> None:
        now = NOON + timedelta(seconds=self.time_s)
        for body in self.queue.bodies[self.taken :]:
            ingest_listing(
                Message(body, now),
                store=self.store,
                ledger=self.ledger,
                executions=ExecutionList(),
                dead_letters=DeadLetterList(),
                quota=MinuteQuota(),
                capacity=MinuteQuota(),
                delayed_retry=WaitingList(),
                now=now,
            )
            event = json.loads(body)
            self.end(event["listing_id"], event["version"])
        self.taken = len(self.queue.bodies)

    def end(self, listing_id: str, version: int) -> None:
        row = self.ledger.rows[listing_id, version]
        now = NOON + timedelta(seconds=self.time_s)
        summary = any_summary(listing_id, version)
        if row.withdraws:
            self.table.withdraw(listing_id, version, row.event_uri, row.occurred_at, now)
        elif self.ends is Status.PUBLISHED:
            self.table.publish(summary, "summary", row.event_uri)
        elif self.ends is Status.HELD:
            cause = "money_unsupported (2), aspect_missing (1)"
            self.ledger.held(summary, "held", row.event_uri, cause=cause)
        elif self.ends is Status.DEAD:
            failure = Failure(self.error, "It is empty.", listing_id, version)
            self.ledger.died(failure, row.event_uri, now)
