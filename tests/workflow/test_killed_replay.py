"""`summariser replay`, killed at any moment, loses nothing and publishes nothing twice."""

import json
import random
import subprocess
import time
from collections import Counter

from summariser.steps.dead_letter_reader import HIDDEN_S
from tests.workflow.board import Board, event
from tests.workflow.commands import COMMAND, access, summariser_on

KILLS = 20
EVENTS = 60
LONGEST_LIFE_S = 0.2


def should_publish_every_event_once_when_replays_are_killed_at_twenty_moments(
    board: Board,
) -> None:
    names = [f"killed-{number}" for number in range(EVENTS)]
    sqs, dead_letters_url = board.engine.client("sqs"), board.outputs["ListingDeadLettersUrl"]
    for name in names:
        sqs.send_message(QueueUrl=dead_letters_url, MessageBody=json.dumps(event(name)))
    moments = random.Random(20)  # noqa: S311 - the same moments each time
    lives = [_kill(board, moments.uniform(0, LONGEST_LIFE_S)) for _ in range(KILLS)]

    deadline = time.monotonic() + HIDDEN_S + 60
    while _left(board):  # what a killed one had read comes back
        assert time.monotonic() < deadline, f"{_left(board)} dead letters are left"
        assert summariser_on(board, "replay").returncode == 0
        time.sleep(1)
    board.settle()

    announced = Counter(detail["listing_id"] for _, detail in board.announcements())
    assert announced == Counter(names)
    assert {board.rows(name)["summary"]["status"]["S"] for name in names} == {"published"}
    assert sum(lives) > 0, "no replay got so far that killing it meant anything"


def _kill(board: Board, seconds: float) -> int:
    """Start a replay, kill it so long after it has found the queue; returns what it took off."""
    before = _left(board)
    with subprocess.Popen(
        [COMMAND, "replay"], env=access(board), stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"About")
        time.sleep(seconds)
        process.kill()
    return before - _left(board)


def _left(board: Board) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    counts = board.engine.client("sqs").get_queue_attributes(
        QueueUrl=board.outputs["ListingDeadLettersUrl"], AttributeNames=names
    )["Attributes"]
    return sum(int(count) for count in counts.values())
