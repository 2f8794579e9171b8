"""The local engine behaves as AWS does, in all that the project leans on.

Where moto has to be changed for it (workbench/local/patches.py), a test here fails when the change
no longer fits, so that a new version of moto cannot pass in silence.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.utils import json_path
from moto.stepfunctions.parser.asl.utils.boto_client import boto_client_for
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker

from tests.contract.post_office import finished, start
from tests.work import calls_in
from workbench.local.engine import LocalEngine
from workbench.local.patches import interpreter_parses_once
from workbench.local.sandbox import MAX_PAYLOAD_BYTES

# The template


def should_resolve_what_the_template_refers_to(engine: LocalEngine) -> None:
    assert engine.outputs["LetterboxUrl"].startswith("https://sqs.eu-central-1.amazonaws.com/")
    assert engine.outputs["NoticesName"] == "notices-BE"
    assert engine.outputs["DeliverLetterArn"].startswith("arn:aws:states:eu-central-1:")
    assert set(engine.outputs) == {
        "LetterboxUrl", "CarouselUrl", "LostLettersUrl", "NoticeBoardUrl", "NoticesName",
        "AddressesName", "ArchiveName", "DeliverLetterArn",
    }  # fmt: skip


def should_leave_out_what_has_a_condition_that_is_not_met(engine: LocalEngine) -> None:
    assert "ExpressLetterFunction" not in engine.functions
    queues = engine.client("sqs").list_queues()["QueueUrls"]
    assert not [url for url in queues if "ExpressLetters" in url]


def should_describe_a_list_among_the_parameters_by_its_members(engine: LocalEngine) -> None:
    cloudformation = engine.client("cloudformation")
    cloudformation.create_stack(
        StackName="lists",
        TemplateBody=json.dumps(
            {
                "Parameters": {"Chain": {"Type": "CommaDelimitedList"}},
                "Resources": {"Bus": {"Type": "AWS::SQS::Queue"}},
            }
        ),
        Parameters=[{"ParameterKey": "Chain", "ParameterValue": "a,b"}],
    )
    (found,) = cloudformation.describe_stacks(StackName="lists")["Stacks"]
    assert found["Parameters"] == [{"ParameterKey": "Chain", "ParameterValue": "a,b"}]


def should_give_a_function_its_variables_its_layer_and_its_name(engine: LocalEngine) -> None:
    answer = json.loads(engine.invoke("StampLetterFunction", {"letter": "card"}).payload)
    assert answer["stamp"] == "Manneken on card by layer"
    assert answer["country"] == "BE"
    assert "StampLetterFunction" in answer["function"]


# Lambda


def should_answer_lambda_clients(engine: LocalEngine) -> None:
    functions = engine.client("lambda")
    names = [it["FunctionName"] for it in functions.list_functions()["Functions"]]
    (name,) = [it for it in names if "StampLetter" in it]
    reply = functions.invoke(FunctionName=name, Payload=b'{"letter": "worn"}')
    assert reply["FunctionError"] == "Unhandled"
    assert json.load(reply["Payload"])["errorType"] == "WornStampError"
    reply = functions.invoke(FunctionName=name, Payload=b"{}", InvocationType="Event")
    assert reply["StatusCode"] == 202


def should_refuse_unknown_functions_and_large_payloads(engine: LocalEngine) -> None:
    functions = engine.client("lambda")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        functions.invoke(FunctionName="nobody", Payload=b"{}")
    with pytest.raises(ClientError, match="RequestTooLargeException"):
        functions.invoke(FunctionName="nobody", Payload=b" " * (MAX_PAYLOAD_BYTES + 1))


def should_run_a_function_by_its_version_and_its_alias_and_no_other(engine: LocalEngine) -> None:
    functions = engine.client("lambda")
    names = [it["FunctionName"] for it in functions.list_functions()["Functions"]]
    (name,) = [it for it in names if "StampLetter" in it]
    for qualifier in ("$LATEST", "1", "live"):
        for target in ({"FunctionName": f"{name}:{qualifier}"}, {"Qualifier": qualifier}):
            reply = functions.invoke(**{"FunctionName": name, "Payload": b"{}"} | target)
            assert reply["StatusCode"] == 200
    for target in ({"FunctionName": f"{name}:2"}, {"Qualifier": "next"}):
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            functions.invoke(**{"FunctionName": name, "Payload": b"{}"} | target)


# Step Functions


def should_run_the_state_machine_with_its_substitutions(engine: LocalEngine) -> None:
    arn = start(engine, "postcard", "postcard")
    execution = finished(engine, arn)
    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"])["stamped"] == {
        "stamp": "Manneken on postcard by layer",
        "stamped_in": arn,
    }


def should_fail_by_the_name_of_a_functions_error(engine: LocalEngine) -> None:
    letters = {
        "worn": "WornStampError",
        "bomb": "Runtime.ExitError",
        "lead": "Sandbox.Timedout",
    }
    arns = {letter: start(engine, f"fails-{letter}", letter) for letter in letters}
    executions = {letter: finished(engine, arn) for letter, arn in arns.items()}
    assert {letter: it["error"] for letter, it in executions.items()} == letters
    assert {it["status"] for it in executions.values()} == {"FAILED"}
    assert json.loads(executions["worn"]["cause"])["errorMessage"] == "Manneken"


def should_read_a_variable_that_a_state_assigned(engine: LocalEngine) -> None:
    states = {
        "Address": {"Type": "Pass", "Assign": {"town": "Genk"}, "Next": "Read"},
        "Read": {"Type": "Pass", "Parameters": {"town.$": "$town"}, "End": True},
    }
    machine = engine.client("stepfunctions").create_state_machine(
        name="variables",
        definition=json.dumps({"StartAt": "Address", "States": states}),
        roleArn="arn:aws:iam::123456789012:role/machine",
    )
    reply = engine.client("stepfunctions").start_execution(
        stateMachineArn=machine["stateMachineArn"], name="reads", input="{}"
    )
    assert json.loads(finished(engine, reply["executionArn"])["output"]) == {"town": "Genk"}


def should_start_what_an_alias_names_when_the_state_machine_has_moved_on(
    engine: LocalEngine,
) -> None:
    machines = engine.client("stepfunctions")

    def definition(town: str) -> str:
        there = {"Type": "Pass", "Result": {"town": town}, "End": True}
        return json.dumps({"StartAt": "There", "States": {"There": there}})

    def town(arn: str, name: str) -> str:
        started = machines.start_execution(stateMachineArn=arn, name=name, input="{}")
        assert started["executionArn"] == f"{arn_of_executions}:{name}"
        output = json.loads(finished(engine, started["executionArn"])["output"])
        return str(output["town"])

    created = machines.create_state_machine(
        name="moving",
        definition=definition("Genk"),
        roleArn="arn:aws:iam::123456789012:role/machine",
        publish=True,
    )
    arn, first = created["stateMachineArn"], created["stateMachineVersionArn"]
    arn_of_executions = arn.replace(":stateMachine:", ":execution:")
    live = machines.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": first, "weight": 100}]
    )["stateMachineAliasArn"]
    machines.update_state_machine(stateMachineArn=arn, definition=definition("Mol"), publish=True)
    assert (town(live, "by-alias"), town(first, "by-version")) == ("Genk", "Genk")
    assert (town(f"{arn}:2", "by-the-next"), town(arn, "by-none")) == ("Mol", "Mol")
    listed = machines.list_executions(stateMachineArn=arn)["executions"]
    assert {it["name"] for it in listed} == {"by-alias", "by-version", "by-the-next", "by-none"}
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        machines.start_execution(stateMachineArn=live, name="by-none", input="{}")
    with pytest.raises(ClientError, match="StateMachineDoesNotExist"):
        machines.start_execution(stateMachineArn=f"{arn}:next", input="{}")


def should_start_an_execution_once(engine: LocalEngine) -> None:
    arn = start(engine, "once", "lead")
    assert start(engine, "once", "lead") == arn
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        start(engine, "once", "another letter")
    finished(engine, arn)
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        start(engine, "once", "lead")


@pytest.mark.usefixtures("racing")
def should_start_an_execution_once_when_many_start_it_together(engine: LocalEngine) -> None:
    machines = engine.client("stepfunctions")
    wait = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3, "End": True}}}
    arn = machines.create_state_machine(
        name="wait", definition=json.dumps(wait), roleArn="arn:aws:iam::123456789012:role/wait"
    )["stateMachineArn"]
    names = [f"together-{number}" for number in range(10)]
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(
                lambda name: machines.start_execution(stateMachineArn=arn, name=name, input="{}"),
                [name for name in names for _ in range(8)],
            )
        )
    executions = machines.list_executions(stateMachineArn=arn)["executions"]
    assert sorted(it["name"] for it in executions) == names


# What only makes it quick


def should_keep_the_interpreters_clients(engine: LocalEngine) -> None:
    first, second = (boto_client_for(region=engine.region, service="lambda") for _ in range(2))
    assert first is second


def should_parse_a_definition_once_and_run_each_execution_on_its_own_program() -> None:
    states = {f"S{n}": {"Type": "Pass", "Next": f"S{n + 1}"} for n in range(50)}
    definition = json.dumps({"StartAt": "S0", "States": {**states, "S50": {"Type": "Succeed"}}})
    machine = SimpleNamespace(definition=definition)
    details: Any = SimpleNamespace(state_machine_details=machine)
    worker = ExecutionWorker(details, None, None, {})  # type: ignore[arg-type]
    with interpreter_parses_once():
        programs: list[Any] = []
        parsing, reusing = (
            calls_in(lambda: programs.append(worker._get_evaluation_entrypoint())) for _ in range(2)
        )
        parse = vars(json_path)["parse"]
        assert parse("$.letter") is parse("$.letter")
    assert reusing < parsing / 10
    first, second = programs
    assert first is not second
    assert repr(first.states.states.keys()) == repr(second.states.states.keys())
