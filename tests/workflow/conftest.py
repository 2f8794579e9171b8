"""The real template and state machine on the local engine, once for each module of tests."""

from collections.abc import Iterator

import pytest

from tests.workflow.board import TEMPLATE, Board
from workbench.local.engine import LocalEngine


@pytest.fixture(scope="module")
def running_board() -> Iterator[Board]:
    with LocalEngine(TEMPLATE) as engine:
        yield Board(engine)


@pytest.fixture
def board(running_board: Board) -> Iterator[Board]:
    yield running_board
    running_board.settle()
    running_board.announcements()
    running_board.dead_letters()
