"""statemachine/backfill.asl.yaml, backfill_states.py, functions/ and events/ belong together."""

import importlib
import inspect
import json
from typing import Any

import pytest
from pydantic import BaseModel

from summariser.domain import errors
from summariser.steps import backfill_states
from tests.contract.deployable import (
    BACKFILL,
    BACKFILL_TASKS,
    ROOT,
    all_states,
    snake_case,
    state_machine,
    task_states,
    template,
)

EACH_TASK = pytest.mark.parametrize("state", BACKFILL_TASKS)


def model(name: str) -> type[BaseModel]:
    found: type[BaseModel] = getattr(backfill_states, name)
    return found


def task(state: str) -> dict[str, Any]:
    return task_states(BACKFILL)[state]


@EACH_TASK
def should_pass_each_state_exactly_the_fields_of_its_input_model(state: str) -> None:
    payload = task(state)["Parameters"]["Payload"]
    assert {key.removesuffix(".$") for key in payload} == set(model(f"{state}Input").model_fields)


@EACH_TASK
def should_select_only_fields_that_the_output_model_has(state: str) -> None:
    selected = task(state)["ResultSelector"]
    fields = model(f"{state}Output").model_fields
    assert {key.removesuffix(".$") for key in selected} <= set(fields)
    assert all(path == f"$.Payload.{key.removesuffix('.$')}" for key, path in selected.items())


def should_give_an_item_what_is_split_and_the_key_of_its_part() -> None:
    stage = state_machine(BACKFILL)["States"]["StageParts"]
    split = {key.removesuffix(".$") for key in task("SplitBackfill")["ResultSelector"]}
    read = [*stage["ItemReader"]["Parameters"].values(), *stage["ItemSelector"].values()]
    read += [stage["MaxConcurrencyPath"], stage["ToleratedFailurePercentagePath"]]
    assert {path.removeprefix("$.") for path in read if not path.startswith("$$")} <= split
    assert {f"$.{key.removesuffix('.$')}" for key in stage["ItemSelector"]} == set(
        task("StageListings")["Parameters"]["Payload"].values()
    )


def should_split_until_it_is_split_and_stage_only_what_there_is() -> None:
    choice = all_states(BACKFILL)["BackfillIsSplit"]
    assert [(it["Variable"], it["Next"]) for it in choice["Choices"]] == [
        ("$.split", "SplitBackfill"),
        ("$.parts", "NothingToStage"),
    ]
    assert choice["Default"] == "StageParts"


def should_look_again_at_a_part_that_waited() -> None:
    states = all_states(BACKFILL)
    (waits,) = states["PartIsStaged"]["Choices"]
    wait = states[waits["Next"]]
    assert (wait["Type"], wait["TimestampPath"]) == ("Wait", waits["Variable"])
    assert wait["Next"] == "StageListings"


def should_pass_nothing_on_that_grows_with_the_number_of_parts() -> None:
    assert all_states(BACKFILL)["Staged"]["OutputPath"] is None
    assert all_states(BACKFILL)["StageParts"]["ResultPath"] is None


@EACH_TASK
def should_name_state_function_resource_step_and_models_alike(state: str) -> None:
    step = importlib.import_module(f"summariser.steps.{snake_case(state)}")
    parameters = inspect.signature(getattr(step, snake_case(state))).parameters
    resource = template()["Resources"][f"{state}Function"]["Properties"]
    assert parameters["step_input"].annotation is model(f"{state}Input")
    assert task(state)["Parameters"]["FunctionName"] == f"${{{state}FunctionArn}}"
    assert resource["CodeUri"] == f"functions/{snake_case(state)}/"


@EACH_TASK
def should_retry_as_the_states_of_a_listing_do(state: str) -> None:
    assert task(state)["Retry"] == task_states()["StoreSummary"]["Retry"]
    assert errors.ServiceUnavailable.__name__ in task(state)["Retry"][0]["ErrorEquals"]


@EACH_TASK
def should_wait_longer_for_a_function_than_it_runs(state: str) -> None:
    timeout = template()["Resources"][f"{state}Function"]["Properties"]["Timeout"]
    assert task(state)["TimeoutSeconds"] > timeout


@EACH_TASK
def should_ship_a_sample_event_that_validates(state: str) -> None:
    sample = json.loads((ROOT / "events" / f"{snake_case(state)}.json").read_text(encoding="utf-8"))
    assert model(f"{state}Input").model_validate(sample).model_dump(mode="json") == sample
