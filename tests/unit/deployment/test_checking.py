"""`make deploy-check` carries out every check, and says which failed and why."""

import sys
from pathlib import Path

import pytest
from rich.console import Console

from workbench.deployment.checking import (
    Check,
    CheckFailedError,
    Result,
    carry_out,
    command,
    report,
)
from workbench.deployment.settings import STAGES, overrides

CONSOLE = Console(highlight=False, width=200)


def failing() -> str:
    raise CheckFailedError("a role is too large")


def results() -> list[Result]:
    checks = [Check("roles", "sizes", failing), Check("names", "lengths", lambda: "12 names")]
    return carry_out(checks, CONSOLE, (CheckFailedError,))


def should_go_on_after_a_check_that_failed() -> None:
    failed, passed = results()
    assert (failed.passed, failed.detail) == (False, "a role is too large")
    assert (passed.passed, passed.detail) == (True, "12 names")


def should_let_through_what_is_no_failed_check() -> None:
    def broken() -> str:
        raise KeyError("a mistake in the check itself")

    with pytest.raises(KeyError):
        carry_out([Check("roles", "sizes", broken)], CONSOLE, (CheckFailedError,))


def should_report_what_failed_and_what_only_an_account_shows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report(results(), {"Quotas of the account": "Service Quotas"}, CONSOLE)
    shown = capsys.readouterr().out
    for text in ("FAILED", "a role is too large", "12 names", "Quotas of the account"):
        assert text in shown
    assert "1 passed, 1 failed." in shown


def should_show_the_end_of_what_a_command_that_failed_said(tmp_path: Path) -> None:
    log = tmp_path / "folder" / "check.log"
    program = "print('linting'); print('E3012 on line 7'); raise SystemExit(3)"
    run = command([sys.executable, "-c", program], log=log)
    with pytest.raises(CheckFailedError, match=r"exit code 3(.|\n)*E3012 on line 7"):
        run()
    assert "linting" in log.read_text()


def should_give_a_command_its_variables(tmp_path: Path) -> None:
    program = "import os; print(os.environ['AWS_ENDPOINT_URL'])"
    log = tmp_path / "check.log"
    variables = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    assert command([sys.executable, "-c", program], log=log, environment=variables)() == ""
    assert log.read_text() == "http://127.0.0.1:1\n"


@pytest.mark.parametrize("stage", STAGES)
def should_read_the_parameters_of_a_stage(stage: str) -> None:
    assert overrides(stage)["Stage"] == stage
    gradual = overrides(stage).get("DeploymentType") == "Canary10Percent5Minutes"
    assert gradual is (stage != "dev")
