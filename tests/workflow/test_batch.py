"""A batch job writes the drafts of a backfill, and the one path publishes them."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from summariser.llm.models import load_models
from tests.contract.needed import LOG, TRACE, USE_KEY
from tests.contract.policies import actions, permits, policies_of
from tests.contract.recorder import recorder
from tests.workflow.board import TEMPLATE, Board, event
from tests.workflow.listings import any_listing_fields
from workbench.local.engine import LocalEngine
from workbench.simulator.behaviour import BatchBehaviour, BatchFault, Behaviour, Fault
from workbench.simulator.log import Call, read_calls
from workbench.simulator.process import simulator, store_in

MODEL = "claude-haiku"
BACKFILL = "everything-2026"
RECORDS = 100
PARAMETERS = {
    "ModelChain": MODEL,
    "VerifySentences": "none",
    "Profiles": "preview",
    "BatchInference": "on",
}
DUTY = "<p>You steer the ferry between the islands, and lead a crew of twelve people.</p>"
FAULTS = {
    BatchFault.OUT_OF_ORDER: 1.0,
    BatchFault.RECORD_FAILED: 0.05,
    BatchFault.RECORD_MISSING: 0.05,
    BatchFault.RECORD_DUPLICATED: 0.1,
    BatchFault.LINE_MALFORMED: 0.03,
}
# What only happens where nothing is there, and where a job was not noted or not answered.
UNSEEN = {
    "PrepareBatch": {"s3:ListBucket"},
    "SubmitBatch": {"sqs:SendMessage"},
    "ReconcileBatch": {"s3:ListBucket", "bedrock:ListModelInvocationJobs"},
}
UNREADABLE = [json.dumps(event("empty", listing={"title": "Baker", "description": " "}))]


@dataclass(frozen=True)
class Backfilled:
    """A backfill in batch mode that came to its end."""

    board: Board
    calls: list[Call]
    prepared: dict[str, Any]
    recorded: dict[str, set[tuple[str, str]]]  # what each function called


def bodies() -> list[str]:
    """Make the messages of a part, as StageListings sends them: one text is there twice."""
    places = [*(f"Port {number}" for number in range(RECORDS)), "Port 0"]
    described = {"description": DUTY}
    return [
        json.dumps(event(f"ferry-{number}", listing=any_listing_fields(location=place) | described))
        for number, place in enumerate(places)
    ]


def invoke(engine: LocalEngine, function: str, payload: dict[str, Any]) -> dict[str, Any]:
    invocation = engine.invoke(function, payload)
    assert not invocation.function_error, invocation.payload
    answer: dict[str, Any] = json.loads(invocation.payload)
    return answer


def jobs(board: Board) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = board.engine.client("dynamodb").query(
        TableName=board.outputs["UsageTableName"],
        KeyConditionExpression="#scope = :batch",
        ExpressionAttributeNames={"#scope": "scope"},
        ExpressionAttributeValues={":batch": {"S": "batch"}},
    )["Items"]
    return items


def wait_for_the_jobs(board: Board) -> None:
    deadline = time.monotonic() + 60
    while any("ended_at" not in job for job in jobs(board)):
        assert time.monotonic() < deadline, "the jobs did not end in 60 s"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def backfilled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backfilled]:
    log: Path = tmp_path_factory.mktemp("batch") / "calls.jsonl"
    behaviour = Behaviour(
        base_s=0.0,
        read_rate=None,
        write_rate=None,
        faults={Fault.TRUNCATED: 0.03, Fault.MALFORMED: 0.03},
        batch=BatchBehaviour(faults=FAULTS),
    )
    with (
        recorder() as recorded,
        simulator(behaviour, log=log) as url,
        LocalEngine(TEMPLATE, parameters=PARAMETERS, environment=recorded.environment()) as engine,
    ):
        recorded.targets = {"all": engine.endpoint_url, "bedrock": url}
        store_in(url, engine.endpoint_url)
        board = Board(engine)
        bucket, key = board.outputs["ListingBucketName"], f"batches/{BACKFILL}/events/000000.jsonl"
        text = "\n".join([*bodies(), *UNREADABLE])
        engine.client("s3").put_object(Bucket=bucket, Key=key, Body=text.encode())
        part = {"backfill_id": BACKFILL, "part": 0, "events_uri": f"s3://{bucket}/{key}"}
        prepared = invoke(engine, "PrepareBatchFunction", part)
        for _ in range(2):  # the second time nothing is done again
            submitted = invoke(engine, "SubmitBatchFunction", {"backfill_id": BACKFILL})
            assert submitted == {"submitted": 1, "waiting": 0, "on_demand": 0}
        wait_for_the_jobs(board)
        board.settle()
        yield Backfilled(board, read_calls(log), prepared, dict(recorded.calls))


def should_have_a_job_answer_each_text_once_and_send_the_rest_on_demand(
    backfilled: Backfilled,
) -> None:
    assert backfilled.prepared == {"records": RECORDS, "on_demand": 2}
    (job,) = jobs(backfilled.board)
    assert job["status"]["S"] == "Completed"
    batched = Counter(call.listing for call in backfilled.calls if call.batch)
    assert set(batched.values()) == {1}
    assert 0.7 * RECORDS < len(batched) < RECORDS


def should_publish_every_listing_once_and_make_a_dead_letter_of_the_other(
    backfilled: Backfilled,
) -> None:
    announced = backfilled.board.announcements()
    published = Counter(detail["listing_id"] for _, detail in announced)
    assert published == Counter(f"ferry-{number}" for number in range(RECORDS + 1))
    ((_, reasons),) = backfilled.board.dead_letters()
    assert (reasons["listing_id"], reasons["error"]) == ("empty", "ListingHasNoText")


def should_meter_what_the_service_charged_at_the_price_of_batch_inference(
    backfilled: Backfilled,
) -> None:
    model = load_models().models[MODEL]
    halved = model.by_batch()
    assert halved is not None
    charged = {True: 0.0, False: 0.0}
    for call in backfilled.calls:
        priced = halved if call.batch else model
        charged[call.batch] += priced.cost_usd(
            input_tokens=call.input_tokens, output_tokens=call.output_tokens, seconds=0
        )
    board = backfilled.board
    pages = board.engine.client("dynamodb").get_paginator("scan")
    metered: dict[str, Decimal] = defaultdict(Decimal)
    for page in pages.paginate(TableName=board.outputs["UsageTableName"]):
        for row in page["Items"]:
            if row["scope"]["S"].startswith("listing#"):
                metered[row["model"]["S"]] += Decimal(row["cost_usd"]["N"])
    assert float(metered[f"{MODEL} (batch)"]) == pytest.approx(charged[True], abs=1e-9)
    assert float(metered[MODEL]) == pytest.approx(charged[False], abs=1e-9)
    assert charged[True] > 0 < charged[False]


@pytest.mark.parametrize("function", ["PrepareBatch", "SubmitBatch", "ReconcileBatch"])
def should_permit_each_recorded_call_on_its_resource(function: str, backfilled: Backfilled) -> None:
    policies = policies_of(backfilled.board.engine)[f"{function}Role"]
    calls = backfilled.recorded[function]
    assert len(calls) > 5
    assert not {(it, to) for it, to in calls if not permits(policies, it, to)}
    unseen = LOG | TRACE | USE_KEY | {"iam:PassRole", *UNSEEN[function]}
    assert actions(f"{function}Role") - unseen == {action for action, _ in calls} - unseen
