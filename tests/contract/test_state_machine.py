"""The state machine, states.py, errors.py, settings.py, functions/ and events/ belong together."""

import importlib
import inspect
import json
from typing import Any

import pytest

from summariser.domain import dead_letters, errors
from summariser.domain.execution import ExecutionInput
from summariser.domain.verdict import Verdict
from summariser.runtime import settings
from summariser.steps.states import NextStep
from tests.contract.deployable import (
    MODEL_ERRORS,
    ROOT,
    TASKS,
    VERIFIER,
    WRITERS,
    all_states,
    map_states,
    model,
    snake_case,
    state_machine,
    task_states,
    template,
)

NO_STATES = [
    "AnnounceSummary",
    "AnswerRequests",
    "EmbedSummary",
    "IngestListings",
    "PrepareBatch",
    "ReconcileBatch",
    "ReplayDeadLetters",
    "SplitBackfill",  # of another one, see test_backfill_machine.py
    "StageListings",
    "SubmitBatch",
    "SweepLedger",
]
FUNCTIONS = [*TASKS, *NO_STATES]
# Named by AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
# and https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
AWS_ERRORS = {
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Runtime.ExitError",
    "Sandbox.Timedout",
    "States.ALL",
    "States.Timeout",
}


@pytest.mark.parametrize("state", TASKS)
def should_pass_each_state_exactly_the_fields_of_its_input_model(state: str) -> None:
    payload = task_states()[state]["Parameters"]["Payload"]
    assert {key.removesuffix(".$") for key in payload} == set(model(f"{state}Input").model_fields)


@pytest.mark.parametrize("state", TASKS)
def should_select_only_fields_that_the_output_model_has(state: str) -> None:
    selected = task_states()[state]["ResultSelector"]
    fields = model(f"{state}Output").model_fields
    assert {key.removesuffix(".$") for key in selected} <= set(fields)
    assert all(path == f"$.Payload.{key.removesuffix('.$')}" for key, path in selected.items())


@pytest.mark.parametrize("state", TASKS)
def should_refer_only_to_what_the_execution_holds_by_then(state: str) -> None:
    produced = {
        task["ResultPath"].removeprefix("$."): set(task["ResultSelector"])
        for task in task_states().values()
        if "ResultPath" in task
    }
    fields = set(ExecutionInput.model_fields)
    payload = task_states()[state]["Parameters"]["Payload"]
    if state in map_states():
        items = map_states()[state]["ItemSelector"]
        assert {f"$.{key.removesuffix('.$')}" for key in items} == set(payload.values())
        payload = items
    for path in payload.values():
        if path.startswith("$$."):
            continue
        if path == "$failed_state":
            assert assigned_states() == set(TASKS) - {"SendDeadLetter"}
            continue
        first, _, second = path.removeprefix("$.").partition(".")
        if first == "failure":
            assert second in {"Error", "Cause"}
        elif second == "verifier_failed":
            assert all_states()["SkipVerifier"]["ResultPath"] == path
        elif second:
            assert f"{second}.$" in produced[first]
        else:
            assert first in fields


@pytest.mark.parametrize("state", TASKS)
def should_name_state_function_resource_step_and_models_alike(state: str) -> None:
    step = importlib.import_module(f"summariser.steps.{snake_case(state)}")
    parameters = inspect.signature(getattr(step, snake_case(state))).parameters
    resource = template()["Resources"][f"{state}Function"]["Properties"]
    assert parameters["step_input"].annotation is model(f"{state}Input")
    assert task_states()[state]["Parameters"]["FunctionName"] == f"${{{state}FunctionArn}}"
    assert resource["CodeUri"] == f"functions/{snake_case(state)}/"
    assert (ROOT / "functions" / snake_case(state) / "app.py").is_file()


@pytest.mark.parametrize("function", FUNCTIONS)
def should_set_exactly_the_environment_that_the_settings_read(function: str) -> None:
    resource = template()["Resources"][f"{function}Function"]["Properties"]
    fields = getattr(settings, f"{function}Settings").model_fields
    assert {name.lower() for name in resource["Environment"]["Variables"]} == set(fields)


def should_have_a_function_for_each_folder_and_a_folder_for_each_function() -> None:
    folders = {path.parent.name for path in (ROOT / "functions").glob("*/app.py")}
    assert folders == {snake_case(name) for name in FUNCTIONS}


def error_names(state: dict[str, Any]) -> set[str]:
    rules = [*state.get("Retry", []), *state.get("Catch", [])]
    return {name for rule in rules for name in rule["ErrorEquals"]}


@pytest.mark.parametrize("state", TASKS)
def should_name_only_errors_that_exist(state: str) -> None:
    ours = {name for name, member in inspect.getmembers(errors, inspect.isclass)}
    assert error_names(task_states()[state]) <= ours | AWS_ERRORS


@pytest.mark.parametrize("state", WRITERS)
def should_try_the_next_model_where_one_fails_for_good(state: str) -> None:
    rule = catches(state)[0]
    assert set(rule["ErrorEquals"]) == MODEL_ERRORS | {"Sandbox.Timedout", "States.Timeout"}
    assert (rule["ResultPath"], rule["Next"]) == ("$.planned.failure", "PlanSummary")


def should_judge_by_rules_alone_where_a_verifier_fails_for_good() -> None:
    rule, *_ = catches(VERIFIER)
    assert set(rule["ErrorEquals"]) == MODEL_ERRORS | {"Sandbox.Timedout", "States.Timeout"}
    skip = all_states()[rule["Next"]]
    assert (skip["Type"], skip["Result"], skip["Next"]) == ("Pass", True, "CheckSummary")
    payload = task_states()["CheckSummary"]["Parameters"]["Payload"]
    assert skip["ResultPath"] == payload["verifier_failed.$"]


def should_have_each_draft_verified_though_the_verifier_failed_for_the_last_one() -> None:
    skip, reuse = all_states()["SkipVerifier"], all_states()["ReuseDraft"]
    for state in ("WriteSummary", "CheckSummary", VERIFIER):
        judged = task_states()[state]
        assert skip["ResultPath"] == f"{judged['ResultPath']}.verifier_failed"
        assert "verifier_failed.$" not in judged["ResultSelector"]  # which replaces it
    assert reuse["Parameters"]["verifier_failed"] is False


def should_judge_a_draft_alike_whether_it_was_written_checked_or_verified() -> None:
    written, checked, verified = (
        task_states()[state] for state in ("WriteSummary", "CheckSummary", VERIFIER)
    )
    for key in ("ResultSelector", "ResultPath", "Next"):
        assert written[key] == checked[key] == verified[key]


def should_plan_alike_at_first_and_again() -> None:
    first, again = task_states()["PrepareListing"], task_states()["PlanSummary"]
    for key in ("ResultSelector", "ResultPath", "Next"):
        assert first[key] == again[key]


def should_know_what_to_do_for_each_next_step() -> None:
    choice = all_states()["NextStep"]
    named = {rule["StringEquals"] for rule in choice["Choices"]}
    assert named == {step.value for step in NextStep} - {"write"}
    assert choice["Default"] == "WriteSummary"


def should_know_what_to_do_for_each_verdict() -> None:
    choice = all_states()["Verdict"]
    named = {rule["StringEquals"] for rule in choice["Choices"]}
    assert named == {verdict.value for verdict in Verdict} - {"accept", "hold"}
    assert choice["Default"] == "StoreSummary"


def should_go_on_with_a_chunk_until_its_notes_are_taken() -> None:
    task, choice = (all_states()[name] for name in ("SummariseChunk", "ChunkIsNoted"))
    assert task["Next"] == "ChunkIsNoted"
    (done,) = choice["Choices"]
    assert done["Variable"] == f"{task['ResultPath']}.notes_uri"
    assert (done["IsString"], choice["Default"]) == (True, "SummariseChunk")
    assert all_states()[done["Next"]]["Type"] == "Succeed"


def should_run_no_more_calls_at_once_than_the_plan_says() -> None:
    assert {it["MaxConcurrencyPath"] for it in map_states().values()} == {"$.planned.concurrency"}


def catches(state: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = map_states().get(state, task_states()[state])["Catch"]
    return found


@pytest.mark.parametrize("state", [name for name in TASKS if name != "SendDeadLetter"])
def should_send_the_event_of_any_failure_to_the_dead_letters(state: str) -> None:
    assert catches(state)[-1] == {
        "ErrorEquals": ["States.ALL"],
        "ResultPath": "$.failure",
        "Assign": {"failed_state": state},
        "Next": "SendDeadLetter",
    }


def assigned_states() -> set[str]:
    rules = [rule for state in all_states().values() for rule in state.get("Catch", [])]
    return {rule["Assign"]["failed_state"] for rule in rules if "Assign" in rule}


def should_bring_a_draft_of_the_same_content_to_its_check() -> None:
    reuse, check = all_states()["ReuseDraft"], all_states()["CheckSummary"]
    payload = check["Parameters"]["Payload"]
    assert reuse["Next"] == "CheckSummary"
    assert {f"{reuse['ResultPath']}.{name.removesuffix('.$')}" for name in reuse["Parameters"]} == {
        payload["draft_uri.$"],
        payload["verifier_failed.$"],
    }


def should_reach_every_state_from_the_first() -> None:
    definition = state_machine()
    reached, waiting = set(), [definition["StartAt"]]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        state = definition["States"][name]
        rules = [*state.get("Choices", []), *state.get("Catch", []), state]
        waiting += [rule[key] for rule in rules for key in ("Next", "Default") if key in rule]
    assert reached == set(definition["States"])


@pytest.mark.parametrize("state", TASKS)
def should_ship_a_sample_event_that_validates_for_each_function(state: str) -> None:
    sample = json.loads((ROOT / "events" / f"{snake_case(state)}.json").read_text(encoding="utf-8"))
    assert model(f"{state}Input").model_validate(sample).model_dump(mode="json") == sample


def should_replay_by_a_sample_event_that_shows_every_field() -> None:
    sample = json.loads((ROOT / "events" / "replay_dead_letters.json").read_text(encoding="utf-8"))
    replay = dead_letters.ReplayDeadLettersInput.model_validate(sample)
    assert replay.model_dump(mode="json") == sample
