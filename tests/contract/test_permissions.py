"""Least privilege: each role may do what its code does, to what it does it to, and nothing else.

A role that needed.py does not know fails here: add it, with what its code calls.
"""

import re

import pytest

from tests.contract.deployable import resources, translated
from tests.contract.needed import DELIVER_LOGS, LOG, NEEDED, TRACE, TRACE_EXECUTIONS, USE_KEY
from tests.contract.policies import (
    actions,
    all_statements,
    condition_of,
    listed,
    named,
    roles,
    statements,
)

# Actions that AWS knows no resource for, and why each is needed.
WITHOUT_RESOURCE = (
    dict.fromkeys(
        DELIVER_LOGS,
        "a state machine's log is delivered by CloudWatch, whose deliveries have no ARN: "
        "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
    )
    | dict.fromkeys(
        TRACE_EXECUTIONS,
        "X-Ray gives traces and their segments no ARN: "
        "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html",
    )
    | {
        "cloudwatch:DescribeAlarms": "of alarms that might be composite, it takes no one: "
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html",
        "bedrock:ListModelInvocationJobs": "it lists, and knows no resource: "
        "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html",
    }
)

# A wildcard ends a resource only within what is ours, or stands for the regions that an inference
# profile routes to: test_models_deployed.py holds that such a statement asks for the profile.
OPEN_ENDED = re.compile(
    r"arn:\$\{AWS::Partition\}:bedrock:\*::foundation-model/[\w.:-]+|"
    r"\$\{ListingBucket\.Arn\}/(incoming|listings|summaries|held|backfills|batches)/\*"
    r"|\$\{\w+Table\.Arn\}/index/\*"
    r"|\$\{\w+Function\.Arn\}:\*"
    r"|arn:\$\{AWS::Partition\}:bedrock:.*:model-invocation-job/\*"
    r"|arn:\$\{AWS::Partition\}:states:.*:execution:"
    r"(\$\{SummariseListing\.Name\}|listing-summariser-\$\{Stage\}(-backfill)?):\*"
)


def service_of(role: str) -> str:
    """Name the service that takes a role; SAM writes one for each of its schedules."""
    given = {"Fn::GetAtt": [role, "Arn"]}
    if any(one["Role"] == given for one in resources("AWS::Lambda::Function").values()):
        return "lambda"
    if any(
        one["RoleArn"] == given for one in resources("AWS::StepFunctions::StateMachine").values()
    ):
        return "states"
    if any(
        one["ServiceRoleArn"] == given
        for one in resources("AWS::CodeDeploy::DeploymentGroup").values()
    ):
        return "codedeploy"
    functions = resources("AWS::Lambda::Function").values()
    if any(given in it["Environment"]["Variables"].values() for it in functions):
        return "bedrock"  # a function hands it over
    return "scheduler"


def needed(role: str) -> set[str]:
    name, service = role.removesuffix("Role"), service_of(role)
    if service == "scheduler" and name not in NEEDED:
        return {"lambda:InvokeFunction"}
    assert name in NEEDED, f"say in NEEDED what {role} is for"
    return NEEDED[name] | (LOG | TRACE if service == "lambda" else set())


@pytest.mark.parametrize("role", roles())
def should_grant_a_role_exactly_what_its_code_calls(role: str) -> None:
    assert actions(role) - USE_KEY == needed(role)


@pytest.mark.parametrize("role", roles())
def should_name_every_action_and_every_resource(role: str) -> None:
    assert statements(role)
    for statement in statements(role):
        assert statement["Effect"] == "Allow"
        assert not [action for action in listed(statement["Action"]) if "*" in action]
        for resource in listed(statement["Resource"]):
            if resource == "*":
                assert set(listed(statement["Action"])) <= WITHOUT_RESOURCE.keys()
                continue
            assert resource.keys() <= {"Ref", "Fn::GetAtt", "Fn::Sub"}
            text = resource.get("Fn::Sub", "")
            assert "*" not in text or OPEN_ENDED.fullmatch(text), text


@pytest.mark.parametrize("role", roles())
def should_let_one_service_take_a_role(role: str) -> None:
    (statement,) = resources("AWS::IAM::Role")[role]["AssumeRolePolicyDocument"]["Statement"]
    (service,) = listed(statement["Principal"]["Service"])
    assert statement["Principal"].keys() == {"Service"}
    assert service == f"{service_of(role)}.amazonaws.com"
    assert listed(statement["Action"]) == ["sts:AssumeRole"]


def should_use_a_wildcard_action_only_to_deny() -> None:
    found = list(all_statements(translated()["Resources"]))
    wild = [one for one in found if any("*" in action for action in listed(one["Action"]))]
    assert wild
    assert {one["Effect"] for one in wild} == {"Deny"}


def should_use_no_policy_of_aws_whose_resources_are_not_named() -> None:
    ours = resources("AWS::IAM::ManagedPolicy")
    for role in resources("AWS::IAM::Role").values():
        assert {arn["Ref"] for arn in role.get("ManagedPolicyArns", [])} <= ours.keys()


def should_let_only_those_use_the_key_who_reach_what_it_encrypts() -> None:
    policy = resources("AWS::IAM::ManagedPolicy")["UseKey"]
    reaching = {
        role for role in roles() if re.search(r"\b(dynamodb|s3|sqs):", " ".join(actions(role)))
    }
    assert named(policy["Roles"]) == reaching, "name them in UseKey"


def should_let_the_key_be_used_through_its_services_and_only_where_there_is_one() -> None:
    (statement,) = resources("AWS::IAM::ManagedPolicy")["UseKey"]["PolicyDocument"]["Statement"]
    assert condition_of("UseKey") == "HasKey"
    assert set(statement["Action"]) == USE_KEY
    assert statement["Resource"] == {"Ref": "KmsKeyArn"}
    services = statement["Condition"]["StringEquals"]["kms:ViaService"]
    assert [service["Fn::Sub"].partition(".")[0] for service in services] == [
        "dynamodb",
        "s3",
        "s3vectors",
        "sqs",
    ]


def should_open_nothing_to_the_world() -> None:
    opened = [
        one
        for one in all_statements(translated()["Resources"])
        if one["Effect"] == "Allow" and "*" in listed(one.get("Principal", ""))
    ]
    assert opened == []
    assert resources("AWS::Lambda::Url") == {}
