"""What the state machine tries again, how often, and how long it waits."""

import inspect
import json

import pytest

from summariser.domain import errors
from tests.contract.deployable import (
    MODEL_ERRORS,
    MODEL_TASKS,
    TASKS,
    VERIFIER,
    WRITERS,
    task_states,
    template,
)

LAST_SECONDS = 30  # of functions/summarise_chunk


@pytest.mark.parametrize("state", TASKS)
def should_retry_every_transient_error_and_no_permanent_one(state: str) -> None:
    retried = {name for rule in task_states()[state]["Retry"] for name in rule["ErrorEquals"]}
    ours = dict(inspect.getmembers(errors, inspect.isclass))
    transient = {name for name, kind in ours.items() if errors.TransientError in kind.__mro__[1:]}
    expected = transient if state in MODEL_TASKS else transient - MODEL_ERRORS
    assert expected <= retried
    assert not {
        name
        for name in retried
        if issubclass(ours.get(name, errors.TransientError), errors.PermanentError)
    }


def should_retry_alike_everywhere() -> None:
    retries = {name: task["Retry"] for name, task in task_states().items()}
    others = [json.dumps(rules) for name, rules in retries.items() if name not in MODEL_TASKS]
    assert len(set(others)) == 1
    assert len({json.dumps(retries[name]) for name in WRITERS}) == 1
    service, busy = json.loads(others[0])
    service["ErrorEquals"].remove("Sandbox.Timedout")
    for name in MODEL_TASKS:
        assert retries[name][:2] == [service, busy]


@pytest.mark.parametrize("state", MODEL_TASKS)
def should_take_a_function_that_ran_out_of_time_beside_a_model_for_a_reply_of_no_use(
    state: str,
) -> None:
    (rule,) = [
        it for it in task_states()[state]["Retry"] if "Sandbox.Timedout" in it["ErrorEquals"]
    ]
    assert "ReplyMalformed" in rule["ErrorEquals"]
    assert rule["MaxAttempts"] <= 2


@pytest.mark.parametrize("state", TASKS)
def should_wait_for_half_an_hour_where_all_functions_of_the_account_are_busy(state: str) -> None:
    (rule,) = [
        it
        for it in task_states()[state]["Retry"]
        if "Lambda.TooManyRequestsException" in it["ErrorEquals"]
    ]
    assert rule["ErrorEquals"] == ["Lambda.TooManyRequestsException"]
    delays = [
        min(rule["IntervalSeconds"] * rule["BackoffRate"] ** number, rule["MaxDelaySeconds"])
        for number in range(rule["MaxAttempts"])
    ]
    assert sum(delays) / 2 > 30 * 60  # full jitter takes half of each on average


@pytest.mark.parametrize("state", TASKS)
def should_wait_longer_each_time_with_full_jitter_up_to_a_cap(state: str) -> None:
    for rule in task_states()[state]["Retry"]:
        assert rule["JitterStrategy"] == "FULL"
        assert rule["BackoffRate"] > 1
        assert rule["MaxDelaySeconds"] <= 300


def should_give_a_chunk_the_time_of_several_calls_to_a_model() -> None:
    functions = {name: it["Properties"] for name, it in template()["Resources"].items()}
    longest = template()["Parameters"]["ModelTimeoutSeconds"]["MaxValue"]
    timeout = functions["SummariseChunkFunction"]["Timeout"]
    assert timeout >= 2 * (longest + LAST_SECONDS)
    assert task_states()["SummariseChunk"]["TimeoutSeconds"] > timeout


def should_have_a_verifier_answer_once_more_at_most_and_wait_for_it_as_for_a_writer() -> None:
    *waits, malformed = task_states()[VERIFIER]["Retry"]
    *waits_of_a_writer, malformed_of_a_writer = task_states()["WriteSummary"]["Retry"]
    assert waits == waits_of_a_writer
    assert malformed == malformed_of_a_writer | {"MaxAttempts": 1}
