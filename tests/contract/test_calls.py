"""Roles allow what their functions call, and nothing that they never call: it is recorded."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from summariser.adapters.ledger_rows import standing_of
from summariser.domain.ledger import Care
from summariser.domain.summary import Status
from summariser.llm.models import load_models
from tests.contract.needed import CONSUME, FOLLOW, LOG, TRACE, USE_KEY
from tests.contract.policies import actions, permits, policies_of
from tests.contract.recorder import CALL_MODELS, recorder
from tests.workflow.board import TEMPLATE, Board, event
from tests.workflow.listings import UNFAIR, any_listing_fields
from tests.workflow.requests import Client
from workbench.local.engine import LocalEngine
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.process import simulator

MODEL = "falcon-40b"
OTHER_PROVIDERS = {*CALL_MODELS.values()} - {load_models().models[MODEL].runs_on.permission}
# What Lambda does in a function's name, what S3 asks for before it says that nothing is there,
# and what only models of other providers need.
UNSEEN = CONSUME | FOLLOW | LOG | TRACE | USE_KEY | OTHER_PROVIDERS | {"s3:ListBucket"}
# What only happens where two events meet in the same moment: tests/unit/test_steps.py lets them.
# So does what only happens once the bus or a metered model has failed: test_announce.py and
# tests/workflow/test_models.py let them.
MEETING = {
    "AnnounceSummary": {"sqs:SendMessage"},
    "PlanSummary": {"dynamodb:GetItem"},
    "StoreSummary": {"dynamodb:GetItem", "s3:DeleteObjectVersion", "s3:ListBucketVersions"},
    "WithdrawSummary": {"states:StopExecution"},
}
PARAMETERS = {
    "ModelChain": MODEL,
    "DailySpendCeilingUsd": "1000",
    "ModelRequestsPerMinute": "1000",
    "StalledMinutes": "0",
    "EmbeddingModel": "titan-embed-v2-256",
}
MANY_LINES = "".join(
    f"<p>In team {number} you plan the routes of {number + 3} lorries to town {number}.</p>"
    for number in range(700)  # so many that their notes are reduced
)


@dataclass(frozen=True)
class Recording:
    """What functions called on a stack, and the policies that its roles have there."""

    calls: dict[str, set[tuple[str, str]]]
    actions: dict[str, set[str]]
    policies: dict[str, list[dict[str, Any]]]
    invoked: set[str]  # by the state machine, as its definition names them


@pytest.fixture(scope="module")
def recording() -> Iterator[Recording]:
    behaviour = Behaviour(base_s=0.0, read_rate=1e6, write_rate=1e6)
    with (
        recorder() as recorded,
        simulator(behaviour) as models,
        LocalEngine(TEMPLATE, parameters=PARAMETERS, environment=recorded.environment()) as engine,
    ):
        recorded.targets = {"all": engine.endpoint_url, **dict.fromkeys(CALL_MODELS, models)}
        board = Board(engine)
        play(board)
        yield Recording(
            dict(recorded.calls), recorded.actions(), policies_of(engine), invoked_by(engine)
        )


def invoked_by(engine: LocalEngine) -> set[str]:
    found = engine.client("stepfunctions").describe_state_machine(
        stateMachineArn=engine.outputs["StateMachineArn"]
    )
    return set(re.findall(r"arn:aws:lambda:[\w:.-]+", found["definition"]))


def play(board: Board) -> None:
    """Let every function work."""
    bucket = board.outputs["ListingBucketName"]
    fields = any_listing_fields()
    board.engine.client("s3").put_object(
        Bucket=bucket,
        Key="incoming/long.json",
        Body=json.dumps(fields | {"description": MANY_LINES}).encode(),
    )
    long = event("long", listing=None, listing_uri=f"s3://{bucket}/incoming/long.json")
    board.send(long, event("short"), event("held", listing=fields | UNFAIR))
    board.send(event("short"), "not json", event("empty", listing=fields | {"description": " "}))
    board.send(event("short", version=2, type="listing.unpublished", listing=None))
    assert len(board.announcements()) == 4
    for _ in ("first", "again"):  # the key was used before, and so it is read
        assert Client(board).put("asked", fields, **{"Idempotency-Key": "key"}).status == 200
    board.announcements()
    assert Client(board).ask("GET", "/listings/asked/similar").status == 200
    board.engine.invoke("ReplayDeadLettersFunction", {})
    board.settle()
    stall(board, "empty", "running")
    stall(board, "long", "received")
    board.engine.client("s3").put_object(Bucket=bucket, Key="listings/short/late.json", Body=b"{}")
    board.engine.invoke("SweepLedgerFunction", {})
    board.settle()
    # Both bad messages were replayed in vain, and the sweep found one of them standing still.
    assert len(board.dead_letters()) == 3
    backfill(board)


def backfill(board: Board) -> None:
    """Let a file and what is published be summarised in bulk, and a listing be sent by its URI."""
    bucket = board.outputs["ListingBucketName"]
    lines = [{"listing_id": "bulk", "description": "Bake. " * 200_000}, "not a listing"]
    board.engine.client("s3").put_object(
        Bucket=bucket, Key="incoming/bulk/1.jsonl", Body="\n".join(map(json.dumps, lines)).encode()
    )
    for name, request in {
        "of-a-file": {"source": f"s3://{bucket}/incoming/bulk/", "limit": 2},
        "of-the-ledger": {"source": "ledger", "filters": {"company": "Nobody"}},
    }.items():
        board.engine.client("stepfunctions").start_execution(
            stateMachineArn=board.outputs["BackfillStateMachineArn"],
            name=name,
            input=json.dumps(request),
        )
    board.settle()


def stall(board: Board, listing_id: str, status: str) -> None:
    """Let a version stand still, as if nobody had heard of what became of it."""
    standing = standing_of(listing_id, Status(status), Care.UNFINISHED)
    board.engine.client("dynamodb").update_item(
        TableName=board.outputs["LedgerTableName"],
        Key={"listing_id": {"S": listing_id}, "version": {"N": "1"}},
        UpdateExpression="SET #status = :status, standing = :standing",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":status": {"S": status}, ":standing": {"S": standing}},
    )


def should_permit_each_recorded_call_on_its_resource(recording: Recording) -> None:
    refused = {
        name: {
            (action, resource)
            for action, resource in calls
            if not permits(recording.policies[f"{name}Role"], action, resource)
        }
        for name, calls in recording.calls.items()
    }
    assert sum(map(len, recording.calls.values())) > 60
    assert {name: calls for name, calls in refused.items() if calls} == {}


def should_permit_the_state_machine_to_invoke_the_versions_that_its_definition_names(
    recording: Recording,
) -> None:
    policies = recording.policies["SummariseListingRole"]
    assert len(recording.invoked) == 11
    for arn in recording.invoked:
        assert arn.endswith(":1")
        assert permits(policies, "lambda:InvokeFunction", arn)
        assert permits(policies, "lambda:InvokeFunction", arn.removesuffix(":1") + ":7")
        assert permits(policies, "lambda:InvokeFunction", arn.removesuffix(":1"))


def should_refuse_a_call_to_what_is_not_of_its_role(recording: Recording) -> None:
    for name, action, resource in (
        ("PrepareListing", "s3:GetObject", "arn:aws:s3:::another/listings/x"),
        ("PrepareListing", "s3:PutObject", "arn:aws:s3:::another/summaries/x"),
        ("StageListings", "s3:GetObject", "arn:aws:s3:::another/backfills/x"),
        ("StoreSummary", "dynamodb:DeleteTable", "arn:aws:dynamodb:eu-central-1:1:table/x"),
        ("SummariseListing", "lambda:InvokeFunction", "arn:aws:lambda:eu-central-1:1:function:x"),
    ):
        assert not permits(recording.policies[f"{name}Role"], action, resource)


def should_let_every_function_do_what_it_does(recording: Recording) -> None:
    calls = recording.actions
    lacking = {name: found - actions(f"{name}Role") for name, found in calls.items()}
    assert {name: found for name, found in lacking.items() if found} == {}


def should_let_no_function_do_what_it_never_does(recording: Recording) -> None:
    calls = recording.actions
    assert calls.keys() >= {"EmbedSummary", "IngestListings", "ReduceNotes", "SendDeadLetter"}
    idle = {
        name: actions(f"{name}Role") - UNSEEN - MEETING.get(name, set()) - found
        for name, found in calls.items()
    }
    assert {name: found for name, found in idle.items() if found} == {}
