"""A dry run: what a backfill would stage, what it would cost and how long it would take."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from rich.console import Console

from summariser.adapters.backfill_bucket import BackfillBucket
from summariser.adapters.published_summaries import DynamoDBPublishedSummaries
from summariser.adapters.s3 import ListingBucket
from summariser.core.plan import requests_of_each
from summariser.core.splitting import Found
from summariser.domain.backfill import (
    Backfill,
    BackfillRequest,
    Hours,
    InvalidBackfill,
    PartRecord,
    Position,
)
from summariser.domain.errors import EventNotUnderstood
from summariser.domain.event_queue import EventQueue
from summariser.domain.verification import VerifySentences
from summariser.llm.models import load_models
from summariser.records.packing import NotSendable
from summariser.steps.backfill_sources import HELD_WHOLE, read_source, selects
from summariser.steps.stage_listings import event_of
from workbench.backfill.following import duration
from workbench.backfill.sources import is_local
from workbench.errors import UsageError
from workbench.estimate.estimating import recorded_workload
from workbench.estimate.month import around, on_demand_usd
from workbench.estimate.prices import prices_in
from workbench.estimate.recording import read_recording
from workbench.running.reading import stream_records
from workbench.stack import Stack, aws_errors_explained

STARTS_PER_MINUTE = 16 * 60  # two batches of the backfill, see docs/deploy.md
SHOWN = 20  # rejected records


@dataclass
class DryRun:
    """What a backfill would do."""

    listings: int = 0
    not_selected: int = 0
    rejected: int = 0
    first_rejected: list[str] = field(default_factory=list)
    model: str = ""
    model_usd: float = 0.0
    around_usd: float = 0.0
    seconds: float = 0.0


def dry_run(stack: Stack, request: BackfillRequest) -> DryRun:
    """Read what a backfill would, and store and send nothing; raises `UsageError`."""
    made = DryRun()
    now = datetime.now(UTC)
    try:
        with aws_errors_explained():
            for found in _found(stack, request, now):
                if request.limit is not None and made.listings + made.rejected >= request.limit:
                    break
                _count(made, found, now)
    except InvalidBackfill as error:
        raise UsageError(str(error)) from error
    with aws_errors_explained():
        _estimate(made, stack)
    return made


def print_dry_run(made: DryRun, *, as_json: bool) -> None:
    """Print what a backfill would do."""
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        console.out(json.dumps(asdict(made)))
        return
    console.print(
        f"{made.listings:,} listings would be staged, and {made.not_selected:,} are not selected."
    )
    if made.rejected:
        console.print(f"{made.rejected:,} records cannot be read:")
        for line in made.first_rejected:
            console.print(f"  {line}", markup=False)
        if made.rejected > SHOWN:
            console.print(f"  and {made.rejected - SHOWN:,} more")
    console.print(
        f"${made.model_usd:,.2f} for {made.model} and ${made.around_usd:,.2f} around it, by "
        "`summariser estimate`; a draft that is used again costs no model."
    )
    console.print(f"{duration(made.seconds)} at most, if nothing else is published meanwhile.")


def _found(stack: Stack, request: BackfillRequest, now: datetime) -> Iterator[Found]:
    if is_local(request.source):
        for record in stream_records(request.source, sys.stdin.buffer, whole_up_to=HELD_WHOLE):
            yield Found(
                PartRecord(
                    source=record.origin,
                    number=0,  # which its origin tells
                    text=record.text,
                    defect=record.defect,
                ),
                Position(at=record.origin),
                selects(request.filters, record, now),
            )
        return
    bucket = stack.listing_bucket
    backfill = Backfill(backfill_id="dry-run", request=request, started_at=now)
    s3, dynamodb = stack.client("s3"), stack.client("dynamodb")
    yield from read_source(
        backfill,
        store=BackfillBucket(bucket, s3),
        summaries=DynamoDBPublishedSummaries(stack.summary_table, dynamodb),
        listings=ListingBucket(bucket, s3),
    )


def _count(made: DryRun, found: Found, now: datetime) -> None:
    if not found.selected:
        made.not_selected += 1
        return
    record = found.record
    try:
        event_of(record, now, lambda _: "s3://bucket/incoming/by-reference.json")
    except (EventNotUnderstood, NotSendable) as error:
        made.rejected += 1
        if len(made.first_rejected) < SHOWN:
            place = f"{record.source}, number {record.number}" if record.number else record.source
            made.first_rejected.append(f"{place}: {error}")
    else:
        made.listings += 1


def _estimate(made: DryRun, stack: Stack) -> None:
    values = stack.parameters()
    region = str(stack.session.region_name)
    names = [name.strip() for name in values.get("ModelChain", "embedded").split(",")]
    chain = load_models().chain(names)
    first = chain[0].priced_in(region)
    workload = recorded_workload(read_recording(), listings_a_day=1)
    made.model = first.name
    if first.runs_on.metered:
        made.model_usd = made.listings * on_demand_usd(first, workload)
    month = around(read_recording(), prices_in(region), workload)
    made.around_usd = made.listings * sum(month.values()) / workload.listings
    a_minute = float(STARTS_PER_MINUTE)
    requests = float(values.get("ModelRequestsPerMinute", "0"))
    if requests and first.runs_on.metered:
        mode = VerifySentences(values.get("VerifySentences", "reworded"))
        of_each = requests_of_each(chain, mode)
        a_minute = min(a_minute, requests * EventQueue.BACKFILL.share / of_each)
    hours = Hours.read(values.get("BackfillHours", ""))
    share = 1.0 if hours is None else ((hours.end - hours.begin) % 24 or 24) / 24
    made.seconds = 60 * made.listings / a_minute / share
