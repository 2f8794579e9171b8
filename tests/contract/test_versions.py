"""Deployments without a stop: executions keep their code, and what is new takes over slowly."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.deployable import (
    BACKFILL_TASKS,
    ROOT,
    TASKS,
    resources,
    template,
    translated,
)

FUNCTIONS = resources("AWS::Lambda::Function")
VERSIONS = {
    version["FunctionName"]["Ref"]: name
    for name, version in resources("AWS::Lambda::Version").items()
}
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html
LONGEST_DESCRIPTION = 256
# What changes nothing that a version holds.
NOT_OF_A_VERSION = {"ReservedConcurrentExecutions", "RecursiveLoop"}


def parameters_in(value: Any) -> Iterator[str]:
    """Name the parameters of the template that a value refers to."""
    declared = template()["Parameters"].keys()
    if isinstance(value, dict):
        if value.keys() == {"Ref"} and value["Ref"] in declared:
            yield value["Ref"]
        text = value.get("Fn::Sub", "")
        yield from (name for name in declared if f"${{{name}}}" in text)
        for inner in value.values():
            yield from parameters_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parameters_in(inner)


def settings_of(function: str) -> set[str]:
    """Name the parameters whose values a version of a function holds; a stack keeps its stage."""
    held = {key: it for key, it in FUNCTIONS[function].items() if key not in NOT_OF_A_VERSION}
    return set(parameters_in(held)) - {"Stage"}


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def should_publish_a_version_when_a_parameter_of_a_function_changes(function: str) -> None:
    version = translated()["Resources"][VERSIONS[function]]
    described = set(parameters_in(version["Properties"].get("Description", {})))
    assert described == settings_of(function), "name them in VersionDescription"
    assert version["DeletionPolicy"] == "Retain"  # if the template changed
    if described:  # if only a value did
        assert version["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def should_describe_a_version_in_the_characters_that_lambda_takes(function: str) -> None:
    longest = {"ModelChain": 120, "Profiles": 80}  # five models, all profiles of ours
    lengths = [longest.get(name, 10) + 1 for name in settings_of(function)]
    assert sum(lengths) <= LONGEST_DESCRIPTION


def should_publish_a_version_of_every_function_when_the_layer_changes() -> None:
    layer = template()["Resources"]["SummariserLayer"]["Properties"]
    assert layer["PublishLambdaVersion"] is True
    shared = template()["Globals"]["Function"]
    assert (shared["AutoPublishAlias"], shared["AutoPublishAliasAllProperties"]) == ("live", True)
    prompts = ROOT / layer["ContentUri"] / "summariser" / "llm" / "prompts"
    assert list(prompts.glob("*/write.txt"))


def should_run_an_execution_with_versions_of_functions_to_its_end() -> None:
    for machine, tasks in {"SummariseListing": TASKS, "Backfill": BACKFILL_TASKS}.items():
        properties = resources("AWS::StepFunctions::StateMachine")[machine]
        assert properties["DefinitionSubstitutions"] == {
            f"{task}FunctionArn": {"Ref": VERSIONS[f"{task}Function"]} for task in tasks
        }


def should_keep_every_version_of_the_state_machine() -> None:
    versions = [
        it
        for it in translated()["Resources"].values()
        if it["Type"] == "AWS::StepFunctions::StateMachineVersion"
    ]
    assert len(versions) == len(resources("AWS::StepFunctions::StateMachine"))
    for version in versions:
        assert (version["DeletionPolicy"], version["UpdateReplacePolicy"]) == ("Retain", "Retain")


def should_start_executions_through_the_alias() -> None:
    alias = "SummariseListingAliaslive"
    assert alias in resources("AWS::StepFunctions::StateMachineAlias")
    starting = {
        name: it["Environment"]["Variables"]["STATE_MACHINE_ARN"]
        for name, it in FUNCTIONS.items()
        if "STATE_MACHINE_ARN" in it.get("Environment", {}).get("Variables", {})
    }
    by_name = starting.pop("WithdrawSummaryFunction")  # it stops executions, and starts none
    assert by_name["Fn::Sub"].endswith(":stateMachine:listing-summariser-${Stage}")
    assert starting.keys() == {"IngestListingsFunction", "SweepLedgerFunction"}
    assert all(it == {"Ref": alias} for it in starting.values())


def should_start_a_scheduled_backfill_through_its_alias() -> None:
    (schedule,) = resources("AWS::Scheduler::Schedule").values()
    assert schedule["Target"]["Arn"] == {"Ref": "BackfillAliaslive"}
    assert template()["Resources"]["BackfillAtTimes"]["Condition"] == "HasBackfillSchedule"
    assert template()["Parameters"]["BackfillSchedule"]["Default"] == ""


def should_poll_and_schedule_through_aliases() -> None:
    aliases = set(resources("AWS::Lambda::Alias"))
    mappings = resources("AWS::Lambda::EventSourceMapping").values()
    assert {mapping["FunctionName"]["Ref"] for mapping in mappings} <= aliases
    for rule in resources("AWS::Events::Rule").values():
        if "ScheduleExpression" in rule:
            assert {target["Arn"]["Ref"] for target in rule["Targets"]} <= aliases


def should_take_back_a_deployment_of_the_state_machine_or_of_ingest_on_its_alarm() -> None:
    machine = resources("AWS::StepFunctions::StateMachineAlias")["SummariseListingAliaslive"]
    (ingest,) = resources("AWS::CodeDeploy::DeploymentGroup").values()
    alarms = resources("AWS::CloudWatch::Alarm").keys()
    shift = machine["DeploymentPreference"]
    assert shift["Type"] == {"Fn::If": ["Gradual", "CANARY", "ALL_AT_ONCE"]}
    assert [it["Ref"] for it in shift["Alarms"]] == ["FailingExecutionsAlarm"]
    named = [it["Name"]["Ref"] for it in ingest["AlarmConfiguration"]["Alarms"]]
    assert named == ["IngestErrorsAlarm"]
    assert {"FailingExecutionsAlarm", "IngestErrorsAlarm"} <= alarms
    assert "DEPLOYMENT_STOP_ON_ALARM" in ingest["AutoRollbackConfiguration"]["Events"]


def should_notice_a_canary_that_fails_altogether_in_what_its_alarm_counts() -> None:
    alarm = resources("AWS::CloudWatch::Alarm")["FailingExecutionsAlarm"]
    machine = resources("AWS::StepFunctions::StateMachineAlias")["SummariseListingAliaslive"]
    _, percentage, _ = machine["DeploymentPreference"]["Percentage"]["Fn::If"]
    assert alarm["Threshold"] < percentage / 100


def should_keep_what_was_stored_when_the_stack_goes() -> None:
    kept = {
        name
        for name, it in translated()["Resources"].items()
        if it["Type"] in {"AWS::S3::Bucket", "AWS::DynamoDB::Table"}
    }
    assert kept == {"ListingBucket", "LedgerTable", "SummaryTable", "UsageTable"}
    for name in kept:
        resource = translated()["Resources"][name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")
    for table in resources("AWS::DynamoDB::Table").values():
        assert table["DeletionProtectionEnabled"] == {"Fn::If": ["IsDev", False, True]}
