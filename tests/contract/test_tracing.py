"""Traces lead through all functions, each of which is given its execution's name."""

import pytest

from tests.contract.deployable import TASKS, map_states, resources, task_states


def should_trace_every_function_and_the_state_machine() -> None:
    functions = resources("AWS::Lambda::Function")
    assert functions
    assert {str(it["TracingConfig"]) for it in functions.values()} == {"{'Mode': 'Active'}"}
    machines = resources("AWS::StepFunctions::StateMachine")
    assert machines
    assert {str(it["TracingConfiguration"]) for it in machines.values()} == {"{'Enabled': True}"}


@pytest.mark.parametrize("state", TASKS)
def should_give_every_function_the_name_of_its_execution(state: str) -> None:
    given = task_states()[state]["Parameters"]["Payload"]["execution_name.$"]
    if state in map_states():
        assert given == "$.execution_name"
        given = map_states()[state]["ItemSelector"]["execution_name.$"]
    assert given == "$$.Execution.Name"
