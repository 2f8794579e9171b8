"""Executions of the last release are in flight while this one is deployed.

They keep the definition they started with. That of release 0.1.0 names no versions, and so calls
the new functions: `released/` has it, with the sample events that it ships.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from summariser.domain.verdict import Verdict
from summariser.steps.states import CheckSummaryInput
from tests.contract.deployable import all_states, model, snake_case, task_states

RELEASED = Path(__file__).parent / "released"
DEFINITION = RELEASED / "summarise_listing.asl.yaml"
TASKS = sorted(task_states(DEFINITION))


def released_event(state: str) -> dict[str, Any]:
    text = (RELEASED / "events" / f"{snake_case(state)}.json").read_text(encoding="utf-8")
    event: dict[str, Any] = json.loads(text)
    return event


@pytest.mark.parametrize("state", TASKS)
def should_read_the_event_that_the_last_release_gave_a_function(state: str) -> None:
    event = released_event(state)
    found = model(f"{state}Input").model_validate(event | {"a_field_of_that_release": 1})
    known = {name: value for name, value in event.items() if name in type(found).model_fields}
    assert found.model_dump(mode="json").items() >= known.items()


@pytest.mark.parametrize("state", TASKS)
def should_ask_for_nothing_that_the_last_release_did_not_pass(state: str) -> None:
    payload = task_states(DEFINITION)[state]["Parameters"]["Payload"]
    fields = model(f"{state}Input").model_fields
    required = {name for name, field in fields.items() if field.is_required()}
    assert required <= {key.removesuffix(".$") for key in payload}


@pytest.mark.parametrize("state", TASKS)
def should_still_answer_what_the_last_release_selects(state: str) -> None:
    selected = task_states(DEFINITION)[state]["ResultSelector"]
    paths = {path.removeprefix("$.Payload.") for path in selected.values()}
    assert paths <= model(f"{state}Output").model_fields.keys()


def should_give_no_verdict_that_the_last_release_cannot_follow() -> None:
    followed = {rule["StringEquals"] for rule in all_states(DEFINITION)["Verdict"]["Choices"]}
    new = {verdict.value for verdict in Verdict} - {"accept", "hold"} - followed
    assert new == {"verify"}
    # A verdict without its verifier never asks for one: tests/unit/test_verdict.py.
    assert CheckSummaryInput.model_validate(released_event("CheckSummary")).verifier_failed
