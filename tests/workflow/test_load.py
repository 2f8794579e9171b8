"""A burst waits in its queue, and what is published meanwhile is not stuck behind a backfill."""

import json
import time
from collections.abc import Iterator

import pytest

from summariser.llm.models import load_models
from tests.workflow.board import TEMPLATE, Board, event
from workbench.local.engine import LocalEngine
from workbench.running.simulation import simulated
from workbench.simulator.behaviour import Behaviour

A_MINUTE = 10  # requests; a listing takes two, to write and to verify
MODEL = "falcon-40b"
OLD = [f"old-{number}" for number in range(30)]


@pytest.fixture
def limited_board() -> Iterator[Board]:
    behaviour = Behaviour(base_s=0, read_rate=None, write_rate=None)
    with (
        simulated(load_models().chain([MODEL]), behaviour) as simulation,
        LocalEngine(
            TEMPLATE,
            parameters=simulation.parameters
            | {"ModelChain": MODEL, "ModelRequestsPerMinute": str(A_MINUTE)},
            environment=simulation.environment,
        ) as engine,
    ):
        yield Board(engine)


def delayed(board: Board) -> int:
    name = "ApproximateNumberOfMessagesDelayed"
    reply = board.engine.client("sqs").get_queue_attributes(
        QueueUrl=board.outputs["BackfillQueueUrl"], AttributeNames=[name]
    )
    return int(reply["Attributes"][name])


def wait_until_published(board: Board, listing_id: str) -> None:
    deadline = time.monotonic() + 60
    while board.status(listing_id) != "published":
        assert time.monotonic() < deadline
        time.sleep(0.05)


def should_publish_what_comes_while_a_backfill_waits_for_requests(limited_board: Board) -> None:
    board, sqs = limited_board, limited_board.engine.client("sqs")
    for listing_id in OLD:
        sqs.send_message(
            QueueUrl=board.outputs["BackfillQueueUrl"], MessageBody=json.dumps(event(listing_id))
        )
    deadline = time.monotonic() + 60
    while delayed(board) < len(OLD) - A_MINUTE:  # half a minute's requests, or of two minutes
        assert time.monotonic() < deadline
        time.sleep(0.05)
    sqs.send_message(
        QueueUrl=board.outputs["ListingQueueUrl"], MessageBody=json.dumps(event("new"))
    )
    wait_until_published(board, "new")
    assert delayed(board) >= len(OLD) - A_MINUTE
    assert board.dead_letters() == []
