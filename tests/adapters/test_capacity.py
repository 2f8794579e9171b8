"""How many executions may be open, as the ledger and all processes count them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from summariser.adapters.capacity import WINDOW_S, OpenExecutions
from summariser.adapters.ledger import DynamoDBLedger
from tests.adapters.account import Aws
from tests.values import NOON, any_entry

Open = Callable[..., OpenExecutions]


@pytest.fixture
def ledger(aws_account: Aws) -> DynamoDBLedger:
    return DynamoDBLedger(aws_account.ledger)


@pytest.fixture
def of(usage_table: str, aws_account: Aws) -> Open:
    """Give a process, at so many windows after noon."""

    def process(most: int, windows: int = 0) -> OpenExecutions:
        now = NOON + timedelta(seconds=windows * WINDOW_S)
        return OpenExecutions(usage_table, ledger=aws_account.ledger, most=most, now=lambda: now)

    return process


def run(ledger: DynamoDBLedger, count: int) -> None:
    for number in range(count):
        entry = any_entry(listing_id=f"baker-{number}")
        ledger.receive(entry)
        ledger.started(entry, entry.execution_name, 1, NOON)


def should_admit_no_more_than_may_be_open_whichever_process_asks(of: Open) -> None:
    processes = [of(5) for _ in range(4)]
    assert sum(process.admits(1.0) for _ in range(5) for process in processes) == 5


def should_count_what_the_ledger_has_as_running(of: Open, ledger: DynamoDBLedger) -> None:
    run(ledger, 3)
    assert [of(5).admits(1.0) for _ in range(4)] == [True, True, False, False]


def should_have_room_again_once_executions_have_ended(of: Open) -> None:
    process = of(1)
    assert process.admits(1.0)
    assert not process.admits(1.0)
    assert of(1, windows=1).admits(1.0)


def should_leave_the_rest_to_those_that_may_have_a_greater_share(of: Open) -> None:
    process = of(10)
    assert [process.admits(0.5) for _ in range(6)].count(True) == 5
    assert [process.admits(0.9) for _ in range(5)].count(True) == 4
    assert [process.admits(1.0) for _ in range(2)] == [True, False]


def should_limit_nothing_where_no_limit_is_set(of: Open) -> None:
    assert all(of(0).admits(0.5) for _ in range(20))
