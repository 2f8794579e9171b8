"""What AWS limits is kept within, with room: sizes, lengths of names, time-outs in their order."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contract.deployable import (
    DEFINITION,
    MODEL_TASKS,
    ROOT,
    TASKS,
    resources,
    state_machine,
    task_states,
    template,
    translated,
)
from tests.contract.policies import roles

ACCOUNT = "123456789012"
LONGEST_REGION = "ap-northeast-1"
# What CloudFormation makes up of a stack's and a resource's name; functions and roles have most.
LONGEST_NAME = "n" * 64
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
LARGEST_TEMPLATE, MOST_RESOURCES, MOST_PARAMETERS, MOST_OUTPUTS = 1_000_000, 500, 200, 200
LONGEST_LOGICAL_ID = 255
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
LARGEST_MANAGED_POLICY, LARGEST_INLINE_POLICIES, MOST_MANAGED_POLICIES = 6_144, 10_240, 10
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
LARGEST_ENVIRONMENT, LONGEST_TIMEOUT = 4 * 1024, 900
# https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
LARGEST_DEFINITION, LARGEST_STATE = 1024 * 1024, 256 * 1024
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
LARGEST_MESSAGE, LONGEST_VISIBILITY = 1024 * 1024, 12 * 3600
LONGEST_NAMES = {  # each property that names a resource, and how long AWS takes it
    "QueueName": 80,
    "StateMachineName": 80,
    "TableName": 255,
    "LogGroupName": 512,
    "LayerName": 140,
    "AlarmName": 255,
    "TopicName": 256,
    "DashboardName": 255,
    "FunctionName": 64,
    "RoleName": 64,
    "BucketName": 63,
}
MODEL_NAMES = template()["Parameters"]["ModelChain"]["AllowedValues"]
LONGEST_VALUES = {
    "Stage": "staging",
    "ModelChain": ",".join(MODEL_NAMES[:10]),
    "Profiles": "p" * 100,
    "KmsKeyArn": f"arn:aws:kms:{LONGEST_REGION}:{ACCOUNT}:key/mrk-{'0' * 32}",
}


def longest(value: Any) -> Any:
    """Give a value of the template as long as a deployment can make it."""
    if isinstance(value, list):
        return [longest(item) for item in value]
    if not isinstance(value, dict):
        return value
    for name, argument in value.items():
        if name in FUNCTIONS:
            return FUNCTIONS[name](argument)
    return {key: longest(item) for key, item in value.items()}


def longest_of(name: str) -> str:
    """Give what a name of the template may stand for, at its longest."""
    pseudo = {"Region": LONGEST_REGION, "Partition": "aws-us-gov", "AccountId": ACCOUNT}
    if name.startswith("AWS::"):
        return pseudo.get(name.removeprefix("AWS::"), "")
    if name in template()["Parameters"]:
        return LONGEST_VALUES.get(name, "1000000")
    if name.endswith(".Version"):
        return "1000000"
    return f"arn:aws-us-gov:lambda:{LONGEST_REGION}:{ACCOUNT}:function:{LONGEST_NAME}"


def _join(argument: list[Any]) -> str:
    separator, parts = argument
    found = longest(parts)  # a list that a parameter gives is joined already
    return found if isinstance(found, str) else str(separator).join(map(str, found))


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "Ref": longest_of,
    "Fn::GetAtt": lambda parts: longest_of(".".join(parts)),
    "Fn::Sub": lambda text: re.sub(r"\$\{([^}]+)\}", lambda found: longest_of(found[1]), text),
    "Fn::If": lambda ways: max(map(longest, ways[1:]), key=lambda it: len(json.dumps(it))),
    "Fn::Join": _join,
}


def characters(value: Any) -> int:
    """Count a policy's characters as IAM does, without white space."""
    return len(json.dumps(longest(value), separators=(",", ":"), default=str))


def named() -> Iterator[tuple[str, str, str]]:
    for resource, it in translated()["Resources"].items():
        for key in LONGEST_NAMES.keys() & it.get("Properties", {}).keys():
            name = it["Properties"][key]
            if not isinstance(name, dict) or "Fn::Sub" in name:  # of its own, not another's
                yield resource, key, longest(name)


def should_send_cloudformation_a_template_that_it_takes() -> None:
    found = translated()
    assert (ROOT / "template.yaml").stat().st_size < LARGEST_TEMPLATE
    assert len(json.dumps(found, default=str)) < LARGEST_TEMPLATE
    assert len(found["Resources"]) <= MOST_RESOURCES
    assert len(found["Parameters"]) <= MOST_PARAMETERS
    assert len(found["Outputs"]) <= MOST_OUTPUTS
    assert all(len(name) <= LONGEST_LOGICAL_ID for name in found["Resources"])


def should_give_names_that_aws_takes_in_the_stage_with_the_longest_name() -> None:
    names = list(named())
    assert len(names) >= 10
    assert {it for it in names if len(it[2]) > LONGEST_NAMES[it[1]]} == set()


@pytest.mark.parametrize("policy", sorted(resources("AWS::IAM::ManagedPolicy")))
def should_keep_a_managed_policy_within_what_iam_takes(policy: str) -> None:
    document = resources("AWS::IAM::ManagedPolicy")[policy]["PolicyDocument"]
    assert characters(document) <= LARGEST_MANAGED_POLICY


@pytest.mark.parametrize("role", roles())
def should_keep_the_policies_of_a_role_within_what_iam_takes(role: str) -> None:
    properties = resources("AWS::IAM::Role")[role]
    own = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    assert sum(map(characters, own)) <= LARGEST_INLINE_POLICIES
    attached = len(properties.get("ManagedPolicyArns", [])) + sum(
        {"Ref": role} in policy.get("Roles", [])
        for policy in resources("AWS::IAM::ManagedPolicy").values()
    )
    assert attached <= MOST_MANAGED_POLICIES


@pytest.mark.parametrize("function", sorted(resources("AWS::Lambda::Function")))
def should_keep_the_environment_of_a_function_within_what_lambda_takes(function: str) -> None:
    properties = resources("AWS::Lambda::Function")[function]
    variables = longest(properties.get("Environment", {}).get("Variables", {}))
    size = sum(len(name) + len(str(value)) for name, value in variables.items())
    assert size <= LARGEST_ENVIRONMENT
    assert properties["Timeout"] <= LONGEST_TIMEOUT


@pytest.mark.parametrize("task", TASKS)
def should_end_a_model_call_before_its_function_and_a_function_before_its_state(task: str) -> None:
    timeout = resources("AWS::Lambda::Function")[f"{task}Function"]["Timeout"]
    if task in MODEL_TASKS:
        assert template()["Parameters"]["ModelTimeoutSeconds"]["MaxValue"] < timeout
    assert timeout < task_states()[task]["TimeoutSeconds"] < state_machine()["TimeoutSeconds"]


def should_hide_a_message_until_after_its_function_has_ended() -> None:
    functions = resources("AWS::Lambda::Function")
    queues = resources("AWS::SQS::Queue")
    polled = [
        (mapping["EventSourceArn"]["Fn::GetAtt"][0], mapping["FunctionName"]["Ref"])
        for mapping in resources("AWS::Lambda::EventSourceMapping").values()
    ]
    polled = [(source, alias) for source, alias in polled if source in queues]
    assert polled
    for queue, alias in polled:
        function = resources("AWS::Lambda::Alias")[alias]["FunctionName"]["Ref"]
        hidden = queues[queue]["VisibilityTimeout"]
        assert 6 * functions[function]["Timeout"] <= hidden <= LONGEST_VISIBILITY


def should_keep_the_definition_within_what_step_functions_takes() -> None:
    size = DEFINITION.stat().st_size + len(TASKS) * len(longest_of("a"))
    assert size < LARGEST_DEFINITION


@pytest.mark.parametrize("task", TASKS)
def should_pass_references_that_leave_the_payload_small(task: str) -> None:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", task).lower()
    event = (ROOT / "events" / f"{name}.json").read_bytes()
    assert len(event) < LARGEST_STATE / 100  # a Map of a hundred chunks still fits


def should_take_messages_as_large_as_sqs_does_and_no_larger() -> None:
    for queue in resources("AWS::SQS::Queue").values():
        assert queue.get("MaximumMessageSize", LARGEST_MESSAGE) <= LARGEST_MESSAGE
