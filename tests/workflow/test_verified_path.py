"""What a listing costs whose sentences are verified: transitions, and writes of each row."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.contract.recorder import CALL_MODELS, Recorder, recorder
from tests.workflow.board import TEMPLATE, Board, event
from tests.workflow.histories import entered
from workbench.local.engine import LocalEngine
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.process import simulator

MODEL = "falcon-40b"
MOST_TRANSITIONS = 7


@pytest.fixture(scope="module")
def recorded() -> Iterator[tuple[Board, Recorder]]:
    """A board whose functions' calls are recorded, with a model that is verified."""
    behaviour = Behaviour(base_s=0.0, read_rate=1e6, write_rate=1e6)
    with ExitStack() as stack:
        calls = stack.enter_context(recorder())
        models = stack.enter_context(simulator(behaviour))
        engine = stack.enter_context(
            LocalEngine(TEMPLATE, parameters={"ModelChain": MODEL}, environment=calls.environment())
        )
        calls.targets = {"all": engine.endpoint_url, **dict.fromkeys(CALL_MODELS, models)}
        yield Board(engine), calls


def should_enter_seven_states_where_sentences_are_verified(
    recorded: tuple[Board, Recorder],
) -> None:
    board, _ = recorded
    board.send(event("verified"))
    states = entered(board, "verified")
    assert states[-4:] == ["Verdict", "VerifySentences", "Verdict", "StoreSummary"]
    assert len(states) == MOST_TRANSITIONS


def should_write_a_row_of_a_listing_no_more_often_than_it_must(
    recorded: tuple[Board, Recorder],
) -> None:
    board, calls = recorded
    calls.writes.clear()
    names = [f"hot-{number}" for number in range(8)]
    board.send(*(event(name) for name in names))
    tables = {board.outputs[it]: it for it in ("LedgerTableName", "SummaryTableName")}
    own: dict[str, Counter[str]] = {it: Counter() for it in tables.values()}
    for table, key in calls.writes:
        if table in tables:
            own[tables[table]][key["listing_id"]["S"]] += 1
    # Received, started, published and announced; and its summary.
    assert own["LedgerTableName"] == Counter(dict.fromkeys(names, 4))
    assert own["SummaryTableName"] == Counter(dict.fromkeys(names, 1))
