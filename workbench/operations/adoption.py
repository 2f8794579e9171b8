"""Adoption: a new stack takes over the bucket and the tables that a deleted one has left.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-new-stack.html
CloudFormation imports resources into a stack that has no others, so these come first, with a
template of their own; the next deployment adds the rest.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.operations.stack_contents import BUCKET, IDENTIFIERS, Resource, StackContents


def adoption_template(contents: StackContents, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return a template of what is kept, with the values of its parameters as their defaults."""
    resources = {
        it.logical_id: contents.template["Resources"][it.logical_id] for it in contents.kept
    }
    conditions = _needed(contents.template.get("Conditions", {}), resources)
    declared = contents.template.get("Parameters", {})
    used = set(_references([resources, conditions])) & declared.keys()
    defaults = {
        name: {**declared[name], "Default": parameters.get(name, declared[name].get("Default"))}
        for name in sorted(used)
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": defaults,
        "Conditions": conditions,
        "Resources": resources,
    }


def identifiers_of(contents: StackContents) -> list[dict[str, Any]]:
    """Name what is kept as CloudFormation's ResourcesToImport does."""
    return [
        {
            "ResourceType": it.kind,
            "LogicalResourceId": it.logical_id,
            "ResourceIdentifier": {IDENTIFIERS[it.kind]: it.name},
        }
        for it in contents.kept
    ]


def write_adoption(
    name: str, contents: StackContents, parameters: Mapping[str, str], folder: Path
) -> tuple[Path, Path]:
    """Write the template and the list of resources that an import needs; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    template, resources = folder / f"{name}.template.json", folder / f"{name}.resources.json"
    template.write_text(json.dumps(adoption_template(contents, parameters), indent=1))
    resources.write_text(json.dumps(identifiers_of(contents), indent=1))
    return template, resources


def adoption_commands(name: str, template: Path, resources: Path) -> list[str]:
    """Give the commands of AWS's command line that make a stack of what was kept."""
    change_set = f"--stack-name {name} --change-set-name adopt"
    return [
        f"aws cloudformation create-change-set {change_set} --change-set-type IMPORT "
        f"--template-body file://{template} --resources-to-import file://{resources}",
        f"aws cloudformation wait change-set-create-complete {change_set}",
        f"aws cloudformation execute-change-set {change_set}",
        f"aws cloudformation wait stack-import-complete --stack-name {name}",
    ]


def removal_commands(resource: Resource) -> list[str]:
    """Give the commands that remove what was kept, with all that is in it."""
    if resource.kind == BUCKET:
        versions = f"boto3.resource('s3').Bucket('{resource.name}').object_versions.delete()"
        return [
            f'.venv/bin/python -c "import boto3; {versions}"',
            f"aws s3api delete-bucket --bucket {resource.name}",
        ]
    table = f"--table-name {resource.name}"
    return [
        f"aws dynamodb update-table {table} --no-deletion-protection-enabled",
        f"aws dynamodb delete-table {table}",
    ]


def _needed(conditions: Mapping[str, Any], resources: Any) -> dict[str, Any]:
    names = set(_names_of_conditions(resources)) & conditions.keys()
    while more := (set(_names_of_conditions([conditions[it] for it in names])) - names):
        names |= more
    return {name: conditions[name] for name in sorted(names)}


def _names_of_conditions(value: Any) -> Iterator[str]:
    for mapping in _mappings_in(value):
        if "Fn::If" in mapping:
            yield mapping["Fn::If"][0]
        if isinstance(mapping.get("Condition"), str):
            yield mapping["Condition"]


def _references(value: Any) -> Iterator[str]:
    """Name what a value refers to; `Fn::Sub` names it in braces."""
    for mapping in _mappings_in(value):
        if "Ref" in mapping:
            yield mapping["Ref"]
        if isinstance(text := mapping.get("Fn::Sub"), str):
            yield from (part.partition("}")[0] for part in text.split("${")[1:])


def _mappings_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield a part of a template, and each part within it, that has names."""
    if isinstance(value, dict):
        yield value
        value = value.values()
    elif not isinstance(value, list):
        return
    for inner in value:
        yield from _mappings_in(inner)
