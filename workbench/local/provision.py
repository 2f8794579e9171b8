"""A translated stack is created in moto, and its functions, queues and machines come back."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moto.cloudformation.parsing import get_model_map

from workbench.local.template import (
    CODE_BUCKET,
    CODE_KEY,
    OUTPUT_PREFIX,
    Stack,
    exists,
    resolve,
)


class StackFailedError(RuntimeError):
    """CloudFormation did not create the stack."""


@dataclass(frozen=True)
class Resources:
    """A created stack: its own outputs, and every property of `Stack` with its real values."""

    outputs: dict[str, str]
    functions: dict[str, Any]
    queues: list[Any]
    streams: list[Any]
    schedules: list[Any]
    apis: list[Any]
    rules: list[Any]
    machines: dict[str, Any]


def create_stack(
    client: Callable[[str], Any], stack: Stack, name: str, parameters: Mapping[str, str]
) -> Resources:
    """Create the stack through the CloudFormation API; raise StackFailedError."""
    _lay_down_code(client("s3"))
    template = known_to_moto(stack.cloudformation)
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=json.dumps(template, default=str),  # YAML takes a policy's version for a date
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value}
            for key, value in (default_lists(template) | dict(parameters)).items()
        ],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    )
    created = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    if created["StackStatus"] != "CREATE_COMPLETE":
        raise StackFailedError(f"{created['StackStatus']}: {created.get('StackStatusReason')}")
    outputs = {it["OutputKey"]: it["OutputValue"] for it in created["Outputs"]}
    return Resources(
        outputs={k: v for k, v in outputs.items() if not k.startswith(OUTPUT_PREFIX)},
        functions=_named(stack.functions, outputs),
        queues=_listed(stack.queues, outputs),
        streams=_listed(stack.streams, outputs),
        schedules=_listed(stack.schedules, outputs),
        apis=_listed(stack.apis, outputs),
        rules=_listed(stack.rules, outputs),
        machines=_named(stack.machines, outputs),
    )


def _named(found: Mapping[str, Any], outputs: Mapping[str, str]) -> dict[str, Any]:
    return {key: resolve(it, outputs) for key, it in found.items() if exists(it, outputs)}


def _listed(found: Sequence[Any], outputs: Mapping[str, str]) -> list[Any]:
    return [resolve(it, outputs) for it in found if exists(it, outputs)]


def known_to_moto(cloudformation: dict[str, Any]) -> dict[str, Any]:
    """Return a template without the resources that moto has no model of.

    moto would leave them out too, with a warning for each; they do nothing that runs here.
    """
    known = get_model_map()
    resources = cloudformation["Resources"]
    return {
        **cloudformation,
        "Resources": {key: it for key, it in resources.items() if it["Type"] in known},
    }


def default_lists(cloudformation: dict[str, Any]) -> dict[str, str]:
    """Return the defaults of a template's lists: moto takes one for a list of its letters."""
    declared = cloudformation.get("Parameters", {})
    return {
        key: it["Default"]
        for key, it in declared.items()
        if it["Type"] == "CommaDelimitedList" and "Default" in it
    }


def _lay_down_code(s3: Any) -> None:
    # moto looks for the code of functions and layers in S3, though it never runs it.
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("app.py", "")
    location = {"LocationConstraint": s3.meta.region_name}
    s3.create_bucket(Bucket=CODE_BUCKET, CreateBucketConfiguration=location)
    s3.put_object(Bucket=CODE_BUCKET, Key=CODE_KEY, Body=archive.getvalue())
