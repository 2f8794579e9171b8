"""A SAM template becomes CloudFormation, and beside it what CloudFormation cannot run: code.

moto runs neither functions, event source mappings nor state machines the way AWS does, so their
properties are taken along. Expressions in them (Ref, GetAtt, Sub, If) are not evaluated here: each
becomes one more output of the stack, so that CloudFormation resolves it. The outputs of a resource
have its condition: where it is not met, neither are they there.
"""

import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from workbench.local.http_api import take_http_apis
from workbench.local.versions import take_versions
from workbench.local.yaml_files import read_yaml

CODE_BUCKET, CODE_KEY = "local-engine-code", "placeholder.zip"
OUTPUT_PREFIX = "LocalEngine"

# The translator warns that nobody collects its usage metrics.
logging.getLogger("samtranslator").addHandler(logging.NullHandler())

_LAMBDA_PROPERTIES = ("Handler", "Timeout", "MemorySize", "Environment", "RecursiveLoop")
_CONDITION = "Condition"
_MAPPING_PROPERTIES = (
    "EventSourceArn",
    "FunctionName",
    "BatchSize",
    "ScalingConfig",
    "FunctionResponseTypes",
    "StartingPosition",
    "FilterCriteria",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "DestinationConfig",
)


class Expression(str):
    """The name of the stack output that holds an expression's value."""


@dataclass(frozen=True)
class Stack:
    """A template translated; `resolve` fills the expressions once the stack is created."""

    cloudformation: dict[str, Any]
    functions: dict[str, Any]
    """By logical id: Name, Arn, Qualifiers, and what _LAMBDA_PROPERTIES names."""
    code: dict[str, tuple[Path, ...]]
    """By function's logical id: the folders its Python sees, its own first, then its layers'."""
    queues: list[Any]
    """EventSourceArn, FunctionName, BatchSize and ScalingConfig of each SQS event."""
    streams: list[Any]
    """The same of each DynamoDB event, with its StartingPosition, filters, retries, destination."""
    schedules: list[Any]
    """Expression and Function of each Schedule event."""
    apis: list[Any]
    """Function and Outputs of each HTTP API."""
    rules: list[Any]
    """Pattern and Function of each EventBridgeRule event."""
    machines: dict[str, Any]
    """By logical id: Arn, RoleArn, Type, Substitutions and Qualifiers."""
    definitions: dict[str, Path]


def translate(path: Path, parameters: Mapping[str, str], region: str) -> Stack:
    """Translate a SAM template; raise InvalidDocumentException where it is wrong."""
    sam = read_yaml(path)
    code = _code_folders(sam, path.parent)
    definitions = _take_definitions(sam, path.parent)
    _leave_code_behind(sam)
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=region))
    cloudformation = translator.translate(sam, dict(parameters))

    qualifiers = take_versions(cloudformation)
    apis = take_http_apis(cloudformation)
    resources, outputs = cloudformation["Resources"], cloudformation["Outputs"]
    functions = {
        logical_id: {
            "Name": {"Ref": logical_id},
            "Arn": {"Fn::GetAtt": [logical_id, "Arn"]},
            **_pick(resources[logical_id]["Properties"], _LAMBDA_PROPERTIES),
            "Qualifiers": qualifiers.get(logical_id, []),
            **_condition(resources[logical_id]),
        }
        for logical_id in code
    }
    machines = {
        logical_id: {
            "Arn": {"Ref": logical_id},
            **_pick(resources[logical_id]["Properties"], ("RoleArn", "StateMachineType")),
            "Substitutions": resources[logical_id]["Properties"].pop("DefinitionSubstitutions", {}),
            "Qualifiers": qualifiers.get(logical_id, []),
            **_condition(resources[logical_id]),
        }
        for logical_id in definitions
    }
    # Created in moto, a mapping would push every message to its function inside SendMessage.
    mappings = [key for key, it in resources.items() if it["Type"].endswith("EventSourceMapping")]
    taken = [resources.pop(key) for key in mappings]
    sources = [_pick(it["Properties"], _MAPPING_PROPERTIES) | _condition(it) for it in taken]
    streams = [source for source in sources if "StartingPosition" in source]
    queues = [source for source in sources if source not in streams]
    # A rule whose target is a function makes moto's PutEvents fail.
    taken = [
        key
        for key, it in resources.items()
        if it["Type"] == "AWS::Events::Rule" and _invokes(it["Properties"], code)
    ]
    of_functions = [resources.pop(key) for key in taken]
    schedules = [
        _schedule(it["Properties"]) | _condition(it)
        for it in of_functions
        if "ScheduleExpression" in it["Properties"]
    ]
    rules = [
        _rule(it["Properties"]) | _condition(it)
        for it in of_functions
        if "EventPattern" in it["Properties"]
    ]
    for key in [key for key, it in resources.items() if it["Type"] == "AWS::Lambda::Permission"]:
        del resources[key]  # it names the rule, and nothing here asks for permission
    return Stack(
        cloudformation=cloudformation,
        functions=_as_outputs(functions, outputs),
        code=code,
        queues=_as_outputs(queues, outputs),
        streams=_as_outputs(streams, outputs),
        schedules=_as_outputs(schedules, outputs),
        apis=_as_outputs(apis, outputs),
        rules=_as_outputs(rules, outputs),
        machines=_as_outputs(machines, outputs),
        definitions=definitions,
    )


def resolve(value: Any, outputs: Mapping[str, str]) -> Any:
    """Replace every expression in a Stack's properties by the stack output that holds its value."""
    if isinstance(value, Expression):
        return outputs[value]
    if isinstance(value, dict):
        return {key: resolve(item, outputs) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, outputs) for item in value]
    return value


def exists(value: Any, outputs: Mapping[str, str]) -> bool:
    """Say whether what has these properties was created: its condition was met, or it has none."""
    if isinstance(value, Expression):
        return value in outputs
    members = value.values() if isinstance(value, dict) else value
    return not isinstance(value, dict | list) or all(exists(it, outputs) for it in members)


def _as_outputs(value: Any, outputs: dict[str, Any], condition: str | None = None) -> Any:
    if isinstance(value, dict):
        condition = value.get(_CONDITION, condition)
        if len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::")):
            name = Expression(f"{OUTPUT_PREFIX}{len(outputs)}")
            outputs[name] = {"Value": value} | ({_CONDITION: condition} if condition else {})
            return name
        return {key: _as_outputs(item, outputs, condition) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_outputs(item, outputs, condition) for item in value]
    return value


def _condition(resource: Mapping[str, Any]) -> dict[str, str]:
    return _pick(resource, (_CONDITION,))


def _invokes(rule: dict[str, Any], functions: Collection[str]) -> bool:
    """Tell whether the target of a rule is a function, or a version or an alias of one."""
    named = {json.dumps(target["Arn"]) for target in rule["Targets"]}
    return any(f'"{function}' in target for function in functions for target in named)


def _schedule(rule: dict[str, Any]) -> dict[str, Any]:
    (target,) = rule["Targets"]
    return {"Expression": rule["ScheduleExpression"], "Function": target["Arn"]}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    (target,) = rule["Targets"]
    return {"Pattern": rule["EventPattern"], "Function": target["Arn"]}


def _pick(properties: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: properties[name] for name in names if name in properties}


def _code_folders(sam: dict[str, Any], root: Path) -> dict[str, tuple[Path, ...]]:
    shared = sam.get("Globals", {}).get("Function", {})
    folders = {}
    for logical_id, resource in sam["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            own = {**shared, **resource["Properties"]}["CodeUri"]
            layers = [*shared.get("Layers", []), *resource["Properties"].get("Layers", [])]
            contents = (sam["Resources"][it["Ref"]]["Properties"]["ContentUri"] for it in layers)
            folders[logical_id] = tuple((root / it).resolve() for it in (own, *contents))
    return folders


def _take_definitions(sam: dict[str, Any], root: Path) -> dict[str, Path]:
    definitions = {}
    for logical_id, resource in sam["Resources"].items():
        if resource["Type"] == "AWS::Serverless::StateMachine":
            properties = resource["Properties"]
            definitions[logical_id] = root / properties.pop("DefinitionUri")
            # Gives the resource its ARN; state_machines.py creates the one that executes.
            properties["Definition"] = {"StartAt": "Stub", "States": {"Stub": {"Type": "Succeed"}}}
    return definitions


def _leave_code_behind(sam: dict[str, Any]) -> None:
    # `sam deploy` uploads code and puts its S3 URI here; ours is run from its folder.
    uri = f"s3://{CODE_BUCKET}/{CODE_KEY}"
    for resource in [
        {"Properties": sam.get("Globals", {}).get("Function", {})},
        *sam["Resources"].values(),
    ]:
        for name in ("CodeUri", "ContentUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = uri
