"""Ingest dies after it has sent an event to wait, and before the event's message is deleted."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.workflow.board import TEMPLATE, Board, event
from workbench.local.engine import LocalEngine
from workbench.local.faults import Call, CallFault, Death

INGEST = "IngestListingsFunction"
START = Call(INGEST, "states", "StartExecution")
SEND = Call(INGEST, "sqs", "SendMessage")


class DyingIngest:
    """`Faults`: a start fails, so that its event waits; then what follows is never answered."""

    def __init__(self) -> None:
        self.armed: set[Call] = set()
        self.seen: Counter[str] = Counter()

    def of_call(self, call: Call) -> CallFault | None:
        self.seen[f"{call.caller} {call.operation}"] += 1  # wherever it is in a batch
        if call not in self.armed:
            return None
        self.armed.discard(call)
        return CallFault.GIVEN_UP if call == START else CallFault.LOST_CONNECTION

    def of_invocation(self, function: str) -> Death | None:  # noqa: ARG002 (the port's)
        return None


@pytest.fixture(scope="module")
def ingest() -> DyingIngest:
    return DyingIngest()


@pytest.fixture(scope="module")
def board(ingest: DyingIngest) -> Iterator[Board]:
    with LocalEngine(TEMPLATE, faults=ingest) as engine:
        engine.client("sqs").set_queue_attributes(
            QueueUrl=engine.outputs["ListingQueueUrl"], Attributes={"VisibilityTimeout": "2"}
        )
        board = Board(engine)
        board.send(event("first"))  # pollers that wait since before have the timeout of before
        board.announcements()
        yield board


def should_publish_an_event_once_that_waits_beside_its_own_double(
    ingest: DyingIngest, board: Board
) -> None:
    ingest.seen.clear()
    ingest.armed = {START, SEND}
    board.send(event("waits-twice"))
    assert not ingest.armed
    # The event was admitted three times: as it came, again, and as its delayed double.
    assert ingest.seen[f"{INGEST} UpdateItem"] == 3 + 1, "one more notes that it started"
    assert ingest.seen[f"{INGEST} StartExecution"] == 2, "the first one failed"
    assert board.executions("waits-twice") == ["SUCCEEDED"]
    assert board.status("waits-twice") == "published"
    assert [detail["listing_id"] for _, detail in board.announcements()] == ["waits-twice"]
    assert board.dead_letters() == []
