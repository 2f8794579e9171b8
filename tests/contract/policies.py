"""What the translated template permits: each role's statements, wherever they are written."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.contract.deployable import resources, translated

NO_VALUE = {"Ref": "AWS::NoValue"}
Statement = dict[str, Any]


def roles() -> list[str]:
    """Name every role, with those that SAM writes."""
    return sorted(resources("AWS::IAM::Role"))


def listed(value: Any) -> list[Any]:
    """Give a list, as IAM takes one value for a list of it."""
    return value if isinstance(value, list) else [value]


@cache
def statements(role: str) -> tuple[Statement, ...]:
    """Find the statements of a role: its own, and those of each managed policy it has."""
    properties = resources("AWS::IAM::Role")[role]
    documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    attached = {arn["Ref"] for arn in properties.get("ManagedPolicyArns", [])}
    for name, policy in resources("AWS::IAM::ManagedPolicy").items():
        if name in attached or {"Ref": role} in policy.get("Roles", []):
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
