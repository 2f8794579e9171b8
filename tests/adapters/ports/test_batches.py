"""What a `BatchStore` and the rows of `BatchJobs` keep."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from summariser.adapters.aws import client
from summariser.adapters.batch_bucket import BatchBucket
from summariser.adapters.batch_jobs import DynamoDBBatchJobs
from summariser.adapters.meter import CallMeter
from summariser.adapters.metrics import Metrics
from summariser.core.batch import WaitingRecord
from summariser.core.plan import Plan
from summariser.domain.batch import BatchJob, JobStatus, PreparedPart
from summariser.domain.errors import ListingNotFound
from summariser.llm.metering import Call
from summariser.ports.batch import BatchJobs
from tests.adapters.account import Aws, create_table
from tests.fakes import BatchShelf, JobRows
from tests.models import any_model, any_reply
from tests.values import NOON, any_document

COST = (120 * 1.0 + 50 * 5.0) / 1_000_000  # of a call, in USD
EVENTS = "s3://bucket/batches/monday/events/000000.jsonl"
PLAN = Plan(
    model="small", language="en", correction=1, attempt=0, content="0a1b", chunks=(), failures=()
)
RECORD = WaitingRecord(body='{"text": "Zürich"}', document=any_document(), plan=PLAN)
LINE = b'{"recordId": "0a1b", "modelInput": {}}\n'
OUTPUT = json.dumps({"recordId": "0a1b", "modelOutput": {"n": 1}}).encode()
JOB = BatchJob(
    name="listing-dev-1",
    backfill_id="monday",
    number=0,
    model="small",
    parts=(0,),
    records=1,
    tried_at=NOON,
    arn="arn:aws:bedrock:eu-central-1:123456789012:model-invocation-job/0a1b2c3d4e5f",
)


@pytest.fixture
def store(account: Aws | None) -> BatchBucket | BatchShelf:
    """Give a store that has a part's events, and what a job wrote of it."""
    if account is None:
        return BatchShelf({EVENTS: ["one", "two"]}, written={("monday", 0): [OUTPUT]})
    for key, body in {
        "batches/monday/events/000000.jsonl": b"one\ntwo\n",
        "batches/monday/000000/output/0a1b2c3d4e5f/000000.jsonl.out": OUTPUT + b"\n",
    }.items():
        client("s3").put_object(Bucket=account.bucket, Key=key, Body=body)
    return BatchBucket(account.bucket)


@pytest.fixture
def rows(account: Aws | None) -> BatchJobs:
    if account is None:
        return JobRows()
    create_table("usage", "UsageTable")
    return DynamoDBBatchJobs("usage", meter())


def meter() -> CallMeter:
    return CallMeter("usage", metrics=Metrics("dev"), now=lambda: NOON)


def calls(*languages: str) -> list[Call]:
    reply = any_reply("preview| You bake. [1]", input_tokens=120, output_tokens=50)
    made = (Call("baker-1", 1, language, any_model(), reply, 100) for language in languages)
    return [replace(call, batch=True) for call in made]


def should_read_the_events_of_a_part(store: BatchBucket | BatchShelf) -> None:
    assert store.get_events(EVENTS) == ["one", "two"]
    with pytest.raises(ListingNotFound):
        store.get_events(EVENTS.replace("000000", "000001"))


def should_keep_what_waits_and_that_it_is_prepared(store: BatchBucket | BatchShelf) -> None:
    prepared = PreparedPart(job=0, part=0, model="small", records=1, on_demand=2)
    empty = PreparedPart(job=1, part=50, model="small", records=0, on_demand=2)
    assert store.find_prepared("monday", job=0, part=0) is None
    store.put_part("monday", empty, lines=[], waiting=[])
    store.put_part("monday", prepared, lines=[LINE], waiting=[RECORD])
    store.put_part("tuesday", prepared, lines=[LINE], waiting=[RECORD])
    assert store.find_prepared("monday", job=0, part=0) == prepared
    assert store.prepared("monday") == [prepared, empty]
    assert store.waiting("monday", job=0, part=0) == [RECORD]
    assert store.waiting("monday", job=1, part=50) == []


def should_read_what_a_job_wrote_of_a_part(store: BatchBucket | BatchShelf) -> None:
    assert store.outputs(JOB, 0) == {"0a1b": {"modelOutput": {"n": 1}}}
    assert store.outputs(JOB, 1) == {}


def should_know_a_job_from_its_reservation_to_its_end(rows: BatchJobs) -> None:
    reserved = JOB.model_copy(update={"arn": None})
    assert rows.find(JOB.name) is None
    assert rows.reserve(reserved) == reserved
    assert rows.find(JOB.name) == reserved
    rows.created(JOB.name, str(JOB.arn))
    rows.reconciled(JOB.name, 1, [])
    later = NOON + timedelta(minutes=5)
    again = rows.reserve(reserved.model_copy(update={"records": 7, "tried_at": later}))
    assert again == JOB.model_copy(update={"reconciled": 1, "tried_at": later})
    assert list(rows.open()) == [again]
    rows.ended(JOB.name, JobStatus.EXPIRED, later)
    assert list(rows.open()) == []
    ended = rows.reserve(reserved)
    assert (ended.status, ended.ended_at) == (JobStatus.EXPIRED, later)


def should_count_the_calls_of_a_part_with_the_part_and_once(usage_table: str) -> None:
    rows = DynamoDBBatchJobs(usage_table, meter())
    rows.reserve(JOB)
    for part in (1, 1, 2, 1):
        rows.reconciled(JOB.name, part, calls("en", "de", "en"))
    assert meter().spent_usd() == pytest.approx(2 * 3 * COST)
    many = calls(*["en"] * 300)
    rows.reconciled(JOB.name, 3, many)
    assert meter().spent_usd() == pytest.approx((6 + 300) * COST)
    assert meter().correction("small", "en") == pytest.approx(1.2)
    assert [job.reconciled for job in rows.open()] == [3]
