"""`summariser simulate-capacity`: for people, for scripts, and what is wrong with an option."""

import json

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import UsageError


def should_say_for_scripts_what_a_board_comes_to() -> None:
    done = CliRunner().invoke(
        app, ["simulate-capacity", "--listings-a-day", "10000", "--json", "--seed", "3"]
    )
    assert done.exit_code == 0, done.output
    (board,) = json.loads(done.stdout)
    assert board["defaults"]["p50_s"] < board["defaults"]["p95_s"] < 20
    assert board["quotas_to_ask"] == {}
    assert board["month_usd"] > 0


def should_print_what_waits_what_is_full_and_what_to_set() -> None:
    done = CliRunner().invoke(
        app, ["simulate-capacity", "--listings-a-day", "10000", "--maximum-executions", "2"]
    )
    assert done.exit_code == 0, done.output
    for expected in ("10,000", "MaximumExecutions", "What is full first", "p95"):
        assert expected in done.stdout


def should_name_the_models_that_have_a_price() -> None:
    done = CliRunner().invoke(
        app, ["simulate-capacity", "--listings-a-day", "1000", "--model", "nobody"]
    )
    assert isinstance(done.exception, UsageError)
    with pytest.raises(UsageError, match="nobody has no price in us-east-1: choose --model from"):
        raise done.exception
