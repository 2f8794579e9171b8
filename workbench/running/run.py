"""Run: sends submissions and follows each one until it is a summary or a dead letter."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from summariser.domain.summary import Status
from summariser.records.json_text import parse_json
from summariser.records.packing import NotSendable
from summariser.records.submission import Key
from workbench.running.accounting import Accounts, Fate
from workbench.running.dead_letter_lines import dead_letter_line, unsent_line
from workbench.running.results import Results, SummaryLine
from workbench.running.sending import Parcel, Sender, batches
from workbench.running.stored import StoredSummaries
from workbench.running.subscription import Inbox, Message, Subscription

OBSOLETE = (Status.SUPERSEDED, Status.WITHDRAWN)  # of an event that nothing announces
# How long the engine may be idle before missing submissions count as lost.
PATIENCE_S = 5.0
# How long a run waits for late messages once every submission is accounted for.
LATE_MESSAGES_S = 10.0
# How long a stopped run still collects what was finished before.
STOP_S = 1.0


class Engine(Protocol):
    """What a run needs from the local engine."""

    @property
    def outputs(self) -> Mapping[str, str]:
        """The template's outputs."""

    def client(self, service: str) -> Any:
        """Make a boto3 client of the engine."""

    def idle(self) -> bool:
        """Whether nothing is queued and nothing is running."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The progress of a run."""

    total: int
    sent: int
    waiting: int  # on the listing queue
    published: int
    dead_lettered: int
    accounted: int
    latest: SummaryLine | None

    @property
    def running(self) -> int:
        """The number of submissions taken from the queue but not accounted for yet."""
        return max(0, self.sent - self.waiting - self.accounted)


class Run:
    """One run on one engine; `report` is called with its progress."""

    def __init__(
        self, engine: Engine, accounts: Accounts, results: Results, report: Callable[[Tally], None]
    ) -> None:
        self._accounts = accounts
        self._results = results
        self._report = report
        self._engine = engine
        self._sqs = engine.client("sqs")
        self._dynamodb = engine.client("dynamodb")
        self._queue_url = engine.outputs["ListingQueueUrl"]
        self._sender = Sender(
            self._sqs,
            engine.client("s3"),
            queue_url=self._queue_url,
            bucket=engine.outputs["ListingBucketName"],
        )
        self._stored = StoredSummaries(engine.client("s3"))
        self._dead_letters = Inbox(self._sqs, engine.outputs["ListingDeadLettersUrl"])
        self._sent = 0
        self._waiting = 0
        self._counted_at = 0.0
        self._latest: SummaryLine | None = None
        self._idle_since: float | None = None

    def work(self, stopped: Callable[[], bool]) -> None:
        """Send everything, and wait until all is accounted for, nothing progresses or `stopped`."""
        bus = self._engine.outputs["SummaryBusName"]
        with Subscription(self._sqs, self._engine.client("events"), bus=bus) as subscription:
            to_send = batches(self._parcels())
            last_progress = time.monotonic()
            while not stopped():
                batch = next(to_send, None)
                if batch:
                    self._sender.send(batch)
                    self._sent += len(batch)
                if self._receive(subscription.inbox, wait_s=0 if batch else 1) or batch:
                    last_progress = time.monotonic()
                elif self._is_over(time.monotonic() - last_progress):
                    break
                self._report_progress()
            stopped_at = time.monotonic()
            while stopped() and self._receive(subscription.inbox, wait_s=0):
                if time.monotonic() - stopped_at > STOP_S:
                    break  # only what was finished before the stop is collected
            self._report_progress()

    def _parcels(self) -> Iterator[Parcel]:
        for entry in self._accounts.entries:
            try:
                parcel = self._sender.pack(entry.position, entry.submission)
            except NotSendable as reason:
                self._sent += 1
                self._accounts.dead_lettered(entry.submission.body, of_execution=False)
                line = unsent_line(entry.submission, str(reason))
                self._results.add_dead_letter(line, entry.position)
            else:
                self._accounts.sent_as(entry.position, parcel.body)
                yield parcel

    def _is_over(self, quiet_s: float) -> bool:
        if not self._engine.idle():
            self._idle_since = None
            return not self._accounts.missing and quiet_s > LATE_MESSAGES_S
        # The last announcement may come just before the engine is seen idle, after a long silence.
        self._idle_since = self._idle_since or time.monotonic()
        self._look_for_superseded()
        idle_s = time.monotonic() - self._idle_since
        return not self._accounts.missing or min(idle_s, quiet_s) > PATIENCE_S

    def _receive(self, announcements: Inbox, *, wait_s: int) -> bool:
        """Handle the messages that arrived; each is deleted only once it is recorded."""
        letters = self._dead_letters.receive()
        for letter in letters:
            self._take_dead_letter(letter)
        self._dead_letters.delete(letters)
        messages = announcements.receive(wait_s=0 if letters else wait_s)
        self._take_announcements([parse_json(message.body)["detail"] for message in messages])
        announcements.delete(messages)
        return bool(letters or messages)

    def _take_announcements(self, details: Sequence[Mapping[str, Any]]) -> None:
        stored: dict[Key, str] = {}
        for detail in details:
            key = (detail["listing_id"], detail["version"])
            if detail["status"] == Status.WITHDRAWN:
                self._results.add_summary(SummaryLine.without_text(key, Status.WITHDRAWN), None)
                self._accounts.account(key, Fate.WITHDRAWN, withdraws=True)
            else:
                stored[key] = detail["summary_uri"]
        self._take_summaries(stored)

    def _take_summaries(self, uris: Mapping[Key, str]) -> None:
        for key, found in zip(uris, self._stored.read(uris.values()), strict=True):
            if found is None:
                self._results.add_summary(SummaryLine.without_text(key, Status.WITHDRAWN), None)
                self._accounts.account(key, Fate.WITHDRAWN)
                continue
            summary, document = found
            line = SummaryLine.of(summary)
            self._results.add_summary(line, document)
            self._accounts.account(
                key, Fate.HELD if summary.status is Status.HELD else Fate.PUBLISHED
            )
            self._latest = line

    def _take_dead_letter(self, letter: Message) -> None:
        of_execution = "execution_arn" in letter.attributes
        entries = self._accounts.dead_lettered(letter.body, of_execution=of_execution)
        line = dead_letter_line(letter, [entry.submission for entry in entries])
        position = entries[0].position if entries else len(self._accounts.entries)
        self._results.add_dead_letter(line, position)

    def _look_for_superseded(self) -> None:
        """Look up events that came too late: nothing announces them, only the ledger has them."""
        for entry in self._accounts.missing:
            key = entry.submission.key
            if key is None or entry.fate is not None:
                continue
            reply = self._dynamodb.get_item(
                TableName=self._engine.outputs["LedgerTableName"],
                Key={"listing_id": {"S": key[0]}, "version": {"N": str(key[1])}},
            )
            # Of two events of one version the ledger tells only of the one that counts.
            failed = self._accounts.has_dead_letter(key)
            if failed or reply.get("Item", {}).get("status", {}).get("S") in OBSOLETE:
                if key not in self._results.summaries and not failed:
                    line = SummaryLine.without_text(key, Status.SUPERSEDED)
                    self._results.add_summary(line, None)
                withdraws = entry.submission.withdraws
                self._accounts.account(key, Fate.SUPERSEDED, withdraws=withdraws)

    def _report_progress(self) -> None:
        if time.monotonic() - self._counted_at > 1:
            names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
            counts = self._sqs.get_queue_attributes(QueueUrl=self._queue_url, AttributeNames=names)
            self._waiting = sum(int(counts["Attributes"][name]) for name in names)
            self._counted_at = time.monotonic()
        counted = self._accounts.counts
        self._report(
            Tally(
                total=len(self._accounts.entries),
                sent=self._sent,
                waiting=self._waiting,
                published=counted[Fate.PUBLISHED],
                dead_lettered=counted[Fate.DEAD_LETTERED],
                accounted=sum(counted.values()),
                latest=self._latest,
            )
        )
