"""The HTTP API on the local engine: how long requests take, idle and beside a backfill.

As it arrives, a backfill is ingested with all the power of this machine, which requests share; on
AWS its functions take nothing from theirs. So what is held to a limit is how long a request takes
while a backfill waits for its share.

What a PUT takes beyond the path of its event, from the queue to the stored summary, is what the API
adds; a part of that is how late it looks into the ledger, which is at most one pause.
"""

import itertools
import json
import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

import urllib3
from rich.console import Console
from rich.table import Table

from summariser.domain.errors import ListingHasNoText
from summariser.domain.message import parse_event
from summariser.preparation.prepare import prepare_document
from summariser.records.record import Record
from summariser.records.submission import submit
from summariser.steps.awaiting import SHARE, SHORTEST_PAUSE_S
from workbench.local.engine import LocalEngine
from workbench.paths import EXAMPLE_LISTINGS, TEMPLATE
from workbench.running.sending import Sender, batches

WAIT = {"Content-Type": "application/json", "Prefer": "wait=25"}
CLIENTS = (1, 8, 32)
# A backfill may have half of them. As few as this machine can run beside a request: on AWS its
# functions would take nothing from the request's.
EXECUTIONS_OF_A_CORE = 4
MOST_BESIDE_A_BACKFILL = 1.5  # times the idle p95
MOST_ADDED_S = 0.05


@dataclass(frozen=True)
class Put:
    """A PUT that waited: its seconds, those of its event's path, and of its execution alone."""

    seconds: float
    path_s: float
    execution_s: float

    @property
    def added_s(self) -> float:
        """What the API adds beyond the pause in which the summary was stored."""
        pause = max(SHORTEST_PAUSE_S, self.seconds * SHARE / (1 + SHARE))
        return self.seconds - self.path_s - pause


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that so many percent do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * percent / 100) - 1)]


def benchmark(puts: int, backfill: int, seconds: float) -> int:
    """Measure and print; returns 1 if a request is slower than it may be."""
    console = Console(highlight=False, soft_wrap=True)
    limit = EXECUTIONS_OF_A_CORE * (os.cpu_count() or 1)
    parameters = {"MaximumExecutions": str(limit)}
    with LocalEngine(TEMPLATE, parameters=parameters) as engine:
        measured = Measured(engine)
        measured.warm_up()
        idle = measured.put_each_second(puts, "idle")
        _print_puts(console, "PUT, idle", idle)
        console.print(measured.rates(seconds))
        measured.send_backfill(backfill)
        _print_puts(
            console, "PUT, while a backfill arrives", measured.put_each_second(puts, "arriving")
        )
        measured.let_arrive()
        busy = measured.put_each_second(puts, "busy")
        _print_puts(console, f"PUT, while {measured.waiting()} of its events wait", busy)
    ratio = percentile([it.seconds for it in busy], 95) / percentile(
        [it.seconds for it in idle], 95
    )
    added = median(it.added_s for it in idle)
    console.print(f"While the backfill waits, the p95 is {ratio:.2f} times the idle one.")
    console.print(
        f"Beyond its event's path and one pause, an idle PUT takes {added * 1000:.0f} ms."
    )
    return 0 if ratio <= MOST_BESIDE_A_BACKFILL and added <= MOST_ADDED_S else 1


class Measured:
    """An engine whose API is measured."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self._url = engine.outputs["HttpApiUrl"]
        self._pool = urllib3.PoolManager(maxsize=max(CLIENTS), retries=False)
        self._listings = itertools.cycle(_listings())

    def warm_up(self) -> None:
        """Start every function that a listing needs."""
        for number in range(3):
            self._put(f"warm-{number}", next(self._listings))

    def put_each_second(self, count: int, name: str) -> list[Put]:
        """Put new listings, one a second, each answered with its summary."""
        done = []
        for number in range(count):
            began = time.monotonic()
            listing_id = f"{name}-{number}"
            summary = self._put(listing_id, next(self._listings))
            seconds = time.monotonic() - began
            stored, sent = (
                datetime.fromisoformat(summary[it]) for it in ("stored_at", "occurred_at")
            )
            path_s = (stored - sent).total_seconds()
            done.append(Put(seconds, path_s, self._execution_s(listing_id)))
            time.sleep(max(0.0, 1 - (time.monotonic() - began)))
        return done

    def let_arrive(self) -> None:
        """Wait until ingest has looked at every event of the backfill, most of which then wait."""
        while self.waiting("", "NotVisible"):
            time.sleep(0.1)

    def send_backfill(self, count: int) -> None:
        """Send events to the backfill queue."""
        sender = Sender(
            self._engine.client("sqs"),
            self._engine.client("s3"),
            queue_url=self._engine.outputs["BackfillQueueUrl"],
            bucket=self._engine.outputs["ListingBucketName"],
        )
        now = datetime.now(UTC)
        parcels = []
        for number in range(count):
            listing = next(self._listings) | {"listing_id": f"old-{number}"}
            record = Record(f"old-{number}", json.dumps(listing), listing)
            parcels.append(sender.pack(number, submit(record, now)))
        for batch in batches(parcels):
            sender.send(batch)

    def waiting(self, *names: str) -> int:
        """Count the events of the backfill that have not started, or those that SQS names so."""
        names = names or ("", "Delayed", "NotVisible")
        found = self._engine.client("sqs").get_queue_attributes(
            QueueUrl=self._engine.outputs["BackfillQueueUrl"], AttributeNames=["All"]
        )["Attributes"]
        return sum(int(found[f"ApproximateNumberOfMessages{name}"]) for name in names)

    def rates(self, seconds: float) -> Table:
        """Measure warm requests of several clients at once."""
        table = Table(title="Warm requests, in milliseconds", title_justify="left")
        for heading in ("Request", "Clients", "p50", "p95", "p99", "a second"):
            table.add_column(heading, justify="left" if heading == "Request" else "right")
        listing = next(self._listings)
        self._put("known", listing)
        requests: dict[str, Callable[[], object]] = {
            "GET /health": lambda: self._ask("GET", "/health"),
            "GET …/summary": lambda: self._ask("GET", "/listings/known/summary"),
            "PUT the same again": lambda: self._put("known", listing),
        }
        for name, send in requests.items():
            for clients in CLIENTS:
                taken = _sent_by(clients, send, seconds)
                milliseconds = [percentile(taken, it) * 1000 for it in (50, 95, 99)]
                numbers = [f"{it:.1f}" for it in milliseconds]
                table.add_row(name, str(clients), *numbers, f"{len(taken) / seconds:.0f}")
        return table

    def _put(self, listing_id: str, listing: dict[str, Any]) -> dict[str, Any]:
        return self._ask("PUT", f"/listings/{listing_id}", json.dumps(listing).encode())

    def _ask(self, method: str, path: str, body: bytes | None = None) -> dict[str, Any]:
        reply = self._pool.request(
            method, self._url + path, body=body, headers=WAIT if body else {}
        )
        if reply.status != 200:
            raise RuntimeError(f"{method} {path}: {reply.status} {reply.data.decode()}")
        content: dict[str, Any] = reply.json()
        return content

    def _execution_s(self, listing_id: str) -> float:
        """Return an execution's time, which ends a little after its summary is published."""
        machine = self._engine.outputs["StateMachineArn"]
        while True:
            found = self._engine.client("stepfunctions").list_executions(
                stateMachineArn=machine, maxResults=1000
            )["executions"]
            (own,) = (it for it in found if it["name"].startswith(f"{listing_id}-v"))
            if "stopDate" in own:
                seconds: float = (own["stopDate"] - own["startDate"]).total_seconds()
                return seconds
            time.sleep(0.02)


def _sent_by(clients: int, send: Callable[[], object], seconds: float) -> list[float]:
    """Have clients send requests one after the other; returns the seconds of each request."""

    def work(_: int) -> list[float]:
        taken = []
        while (began := time.monotonic()) < deadline:
            send()
            taken.append(time.monotonic() - began)
        return taken

    with ThreadPoolExecutor(clients) as pool:
        deadline = time.monotonic() + 1
        list(pool.map(work, range(clients)))  # starts what processes they need
        deadline = time.monotonic() + seconds
        return [it for taken in pool.map(work, range(clients)) for it in taken]


def _listings() -> Iterator[dict[str, Any]]:
    """Read the example listings that have a text."""
    for line in EXAMPLE_LISTINGS.read_text(encoding="utf-8").splitlines():
        listing: dict[str, Any] = json.loads(line)
        event = parse_event(submit(Record("", line, listing), datetime.now(UTC)).body)
        assert event.listing is not None  # noqa: S101 (for the type checker)
        try:
            prepare_document(event.listing, listing_id="any", version=1)
        except ListingHasNoText:
            continue
        yield listing


def _print_puts(console: Console, name: str, puts: Sequence[Put]) -> None:
    seconds = [it.seconds for it in puts]
    p50, p95 = percentile(seconds, 50), percentile(seconds, 95)
    path, own = median(it.path_s for it in puts), median(it.execution_s for it in puts)
    console.print(
        f"{name}: {len(puts)} requests, p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms; of which "
        f"the event's path {path * 1000:.0f} ms, and its execution {own * 1000:.0f} ms."
    )
