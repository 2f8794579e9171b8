"""`summariser estimate`: for people, for scripts, and what is wrong with an option."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import UsageError


def told(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["estimate", "--json", *arguments])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def should_say_for_scripts_what_a_month_costs() -> None:
    found = told("--listings-a-day", "20000", "--tokens", "1500,160")
    models = {model["model"]: model for model in found["models"]}
    assert models["nova-micro"]["listing_usd"] * 1000 == pytest.approx(0.0749)
    assert found["workload"]["listings_a_day"] == 20000
    assert found["around"]["transitions"] > found["around"]["events"]
    assert set(found["break_even"]) == set(models)


def should_take_what_was_measured_of_an_instance() -> None:
    found = told("--throughput", "ml.g5.2xlarge=3000,320", "--tokens", "1500,160")
    hosts = {host["name"]: host["capacity"] for host in found["hosts"]}
    assert hosts["ml.g5.2xlarge"] == pytest.approx(86_400)
    assert hosts["ml.g6.2xlarge"] is None


def should_print_every_model_with_what_is_around_it() -> None:
    done = CliRunner().invoke(app, ["estimate", "--region", "eu-central-1"])
    assert done.exit_code == 0
    for expected in ("nova-2-lite", "claude-haiku*", "state transitions", "From memory"):
        assert expected in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tokens", "many"], "--tokens takes two numbers above 0"),
        (["--tokens", "1500,0"], "--tokens takes two numbers above 0"),
        (["--throughput", "ml.g5.2xlarge=3"], "--throughput NAME takes two numbers"),
        (["--throughput", "my-laptop=3,4"], "my-laptop, which has no price in us-east-1"),
        (["--region", "ap-south-1"], "in ap-south-1, only in: us-east-1, eu-central-1"),
    ],
)
def should_say_what_to_do_for_wrong_usage(arguments: Sequence[str], message: str) -> None:
    done = CliRunner().invoke(app, ["estimate", *arguments])
    assert isinstance(done.exception, UsageError)
    assert message in str(done.exception)
