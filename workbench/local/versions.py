"""Versions and aliases: a stack that was just created has one version of each, which aliases name.

moto's CloudFormation knows an alias of neither functions nor state machines. What refers to one, or
to a version, is given its ARN instead, and the engine answers to it.
"""

from typing import Any

FIRST = "1"
_OF_FUNCTIONS = ("AWS::Lambda::Version", "AWS::Lambda::Alias")
_OF_MACHINES = ("AWS::StepFunctions::StateMachineVersion", "AWS::StepFunctions::StateMachineAlias")


def take_versions(cloudformation: dict[str, Any]) -> dict[str, list[str]]:
    """Take versions and aliases out of a template; return the qualifiers by what they qualify.

    Keys are logical ids of functions and of state machines.
    """
    resources = cloudformation["Resources"]
    taken = {
        key: resources.pop(key)
        for key in list(resources)
        if resources[key]["Type"] in _OF_FUNCTIONS + _OF_MACHINES
    }
    qualifiers: dict[str, list[str]] = {}
    arns = {}
    for key, it in taken.items():
        of, qualifier = _qualified(it, taken), it["Properties"].get("Name", FIRST)
        qualifiers.setdefault(of, []).append(qualifier)
        whole = {"Fn::GetAtt": [of, "Arn"]} if it["Type"] in _OF_FUNCTIONS else {"Ref": of}
        arns[key] = {"Fn::Join": [":", [whole, qualifier]]}
    for section in ("Resources", "Outputs"):
        cloudformation[section] = _with_arns(cloudformation.get(section, {}), arns)
    return qualifiers


def name_and_qualifier(function: str) -> tuple[str, str]:
    """Return a function's name, from its name or ARN, and its qualifier, which may be empty."""
    parts = function.split(":")[6 if function.startswith("arn:") else 0 :]
    return parts[0], ":".join(parts[1:])


def _qualified(resource: dict[str, Any], taken: dict[str, Any]) -> str:
    """Name what a version or an alias belongs to."""
    properties = resource["Properties"]
    if "DeploymentPreference" in properties:  # a state machine's alias names a version
        return _qualified(
            taken[properties["DeploymentPreference"]["StateMachineVersionArn"]["Ref"]], taken
        )
    reference: dict[str, str] = properties.get("FunctionName") or properties["StateMachineArn"]
    return reference["Ref"]


def _with_arns(value: Any, arns: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"Ref"} and value["Ref"] in arns:
            return arns[value["Ref"]]
        return {key: _with_arns(item, arns) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_arns(item, arns) for item in value]
    return value
