"""What the translated template permits: each role's statements, wherever they are written."""

from ast import literal_eval
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from tests.contract.deployable import resources, translated
from workbench.local.engine import LocalEngine

NO_VALUE = {"Ref": "AWS::NoValue"}
Statement = dict[str, Any]


def roles() -> list[str]:
    """Name every role, with those that SAM writes."""
    return sorted(resources("AWS::IAM::Role"))


def listed(value: Any) -> list[Any]:
    """Give a list, as IAM takes one value for a list of it."""
    return value if isinstance(value, list) else [value]


def named(references: Iterable[dict[str, Any]]) -> set[str]:
    """Name what a list refers to, with what is only there if a condition is met."""
    return {it["Fn::If"][1]["Ref"] if "Fn::If" in it else it["Ref"] for it in references}


@cache
def statements(role: str) -> tuple[Statement, ...]:
    """Find the statements of a role: its own, and those of each managed policy it has."""
    properties = resources("AWS::IAM::Role")[role]
    documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    attached = {arn["Ref"] for arn in properties.get("ManagedPolicyArns", [])}
    for name, policy in resources("AWS::IAM::ManagedPolicy").items():
        if name in attached or role in named(policy.get("Roles", [])):
            documents.append(policy["PolicyDocument"])
    return tuple(statement for document in documents for statement in document["Statement"])


def actions(role: str) -> set[str]:
    """Find every action that a role may take."""
    return {action for statement in statements(role) for action in listed(statement["Action"])}


def all_statements(value: Any) -> Iterator[Statement]:
    """Find the statements of every policy of the template, of roles, buckets and queues alike."""
    if isinstance(value, dict):
        if "Effect" in value:
            yield value
        for inner in value.values():
            yield from all_statements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_statements(inner)


def permits(documents: Iterable[dict[str, Any]], action: str, resource: str) -> bool:
    """Say whether the policies of a role permit a call, as IAM evaluates them.

    A statement that denies wins, and one with a condition permits nothing here.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
    """
    matching = [
        statement
        for document in documents
        for statement in listed(document["Statement"])
        if any(fnmatchcase(action.lower(), it.lower()) for it in listed(statement["Action"]))
        and any(fnmatchcase(resource, it) for it in listed(statement["Resource"]))
    ]
    if any(statement["Effect"] == "Deny" for statement in matching):
        return False
    return any("Condition" not in statement for statement in matching)


def documents_of(iam: Any, role: str) -> list[dict[str, Any]]:
    """Read the policies of a role that exists: its own, and the managed ones it has."""
    own = iam.list_role_policies(RoleName=role)["PolicyNames"]
    # moto keeps the policy of a template's role as Python prints it.
    documents = [
        literal_eval(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])
        for name in own
    ]
    for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = policy["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=arn, VersionId=version)
        documents.append(found["PolicyVersion"]["Document"])
    return documents


def policies_of(engine: LocalEngine) -> dict[str, list[dict[str, Any]]]:
    """Read the policies of each role by its logical id, as the stack has them."""
    pages = engine.client("cloudformation").get_paginator("list_stack_resources")
    return {
        it["LogicalResourceId"]: documents_of(engine.client("iam"), it["PhysicalResourceId"])
        for page in pages.paginate(StackName="local")
        for it in page["StackResourceSummaries"]
        if it["ResourceType"] == "AWS::IAM::Role"
    }


def deployed(kind: str, *, key: bool) -> dict[str, Any]:
    """Find the resources of one type as a deployment with or without a key gets them."""
    return {name: _deployed(properties, key) for name, properties in resources(kind).items()}


def _deployed(value: Any, key: bool) -> Any:
    if isinstance(value, dict):
        if "Fn::If" in value:
            condition, yes, no = value["Fn::If"]
            if condition == "HasKey":
                return _deployed(yes if key else no, key)
        settled = {name: _deployed(inner, key) for name, inner in value.items()}
        return {name: inner for name, inner in settled.items() if inner != NO_VALUE}
    if isinstance(value, list):
        return [_deployed(inner, key) for inner in value]
    return value


def condition_of(name: str) -> str | None:
    """Name the condition of a resource."""
    condition: str | None = translated()["Resources"][name].get("Condition")
    return condition
