"""Which executions there are of an event, and how they stand."""

import time

import pytest

from summariser.adapters.stepfunctions import SummariseListing
from summariser.domain.execution import Execution
from summariser.ports import Executions
from tests.adapters.account import FAILING_VERSION, WAITING_VERSION, Aws
from tests.fakes import ExecutionList
from tests.values import any_execution_input


class Machine:
    """Executions whose end depends on the listing's version: one waits, one fails."""

    def __init__(self, executions: Executions) -> None:
        self.executions = executions

    def start(self, version: int) -> tuple[str, int]:
        return self.executions.start(f"baker-1-v{version}", any_execution_input(version=version))

    def ended(self, name: str) -> Execution:
        """Wait for the end of an execution; one in memory ends when it is looked at."""
        known = self.executions.describe(name)
        runs = known is not None and known.status == "RUNNING"
        if isinstance(self.executions, ExecutionList) and runs:
            failed = self.executions.started[name].version == FAILING_VERSION
            status, error = ("FAILED", "Unlucky") if failed else ("SUCCEEDED", None)
            self.executions.known[name] = Execution(f"arn:{name}", status, error)
        deadline = time.monotonic() + 60
        while (found := self.executions.describe(name)) is None or found.status == "RUNNING":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return found


@pytest.fixture
def machine(account: Aws | None) -> Machine:
    return Machine(SummariseListing(account.machine_arn) if account else ExecutionList())


def should_start_an_event_once_while_it_runs_and_when_it_has_succeeded(machine: Machine) -> None:
    assert machine.start(1) == ("baker-1-v1", 1)
    assert machine.start(1) == ("baker-1-v1", 1)
    assert machine.ended("baker-1-v1").status == "SUCCEEDED"
    assert machine.start(1) == ("baker-1-v1", 1)
    assert machine.executions.describe("baker-1-v1-2") is None


def should_start_the_next_attempt_when_those_before_have_failed(machine: Machine) -> None:
    for attempt, name in enumerate(["baker-1-v13", "baker-1-v13-2", "baker-1-v13-3"], start=1):
        assert machine.start(FAILING_VERSION) == (name, attempt)
        found = machine.ended(name)
        assert (found.status, found.error) == ("FAILED", "Unlucky")


def should_describe_none_that_never_started(machine: Machine) -> None:
    assert machine.executions.describe("nobody") is None


def should_stop_an_execution_that_runs_and_start_its_next_attempt(machine: Machine) -> None:
    name, _ = machine.start(WAITING_VERSION)
    running = machine.executions.describe(name)
    assert running is not None
    assert (running.status, running.error) == ("RUNNING", None)
    machine.executions.stop(name, "Another event overtook it.")
    stopped = machine.ended(name)  # moto's stop answers before the execution has stopped
    assert (stopped.arn, stopped.status) == (running.arn, "ABORTED")
    assert machine.start(WAITING_VERSION) == (f"{name}-2", 2)
    machine.executions.stop(f"{name}-2", "The test is over.")


def should_stop_nothing_that_has_ended_or_never_started(machine: Machine) -> None:
    name, _ = machine.start(1)
    ended = machine.ended(name)
    machine.executions.stop(name, "too late")
    machine.executions.stop("nobody", "never")
    assert machine.executions.describe(name) == ended
    assert machine.executions.describe("nobody") is None
