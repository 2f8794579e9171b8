"""A change set of a packaged template, on a CloudFormation of this machine.

Its transform runs here, and what moto has no model of is left out (aliases and what invokes them,
alarms, policies of queues, HTTP APIs): that such resources are valid is what cfn-lint checks.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from workbench.local.http_api import take_http_apis
from workbench.local.provision import default_lists, known_to_moto
from workbench.local.versions import take_versions
from workbench.local.yaml_files import read_yaml

ARTIFACTS = "artifacts"
OF_ALIASES = ("AWS::Lambda::EventSourceMapping", "AWS::Lambda::Permission")
STATUS = "CREATE_COMPLETE"
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
LARGEST_TEMPLATE = 1_000_000


class ChangeSetFailedError(RuntimeError):
    """CloudFormation did not make a change set or a stack of it."""


def make_artifacts_bucket(client: Callable[[str], Any], region: str) -> None:
    """Make the bucket that `sam package` uploads to."""
    location = {"LocationConstraint": region}
    client("s3").create_bucket(Bucket=ARTIFACTS, CreateBucketConfiguration=location)


def transform(packaged: Path, parameters: Mapping[str, str], region: str) -> dict[str, Any]:
    """Return the CloudFormation of a packaged SAM template, as AWS's transform makes it."""
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=region))
    made: dict[str, Any] = translator.translate(read_yaml(packaged), dict(parameters))
    return made


def try_change_set(
    client: Callable[[str], Any], name: str, template: dict[str, Any], parameters: Mapping[str, str]
) -> str:
    """Create a stack by a change set, as a deployment does; return what it was in words.

    Raises `ChangeSetFailedError`.
    """
    body = json.dumps(template, default=str)
    if len(body) > LARGEST_TEMPLATE:
        raise ChangeSetFailedError(f"the template has {len(body):,} bytes, at most 1 MB is taken")
    total = len(template["Resources"])
    take_versions(template)
    take_http_apis(template)
    known = known_to_moto(template)
    known["Resources"] = {
        name: it for name, it in known["Resources"].items() if it["Type"] not in OF_ALIASES
    }
    key = f"{name}.json"
    client("s3").put_object(Bucket=ARTIFACTS, Key=key, Body=json.dumps(known, default=str))
    cloudformation = client("cloudformation")
    values = default_lists(known) | dict(parameters)
    cloudformation.create_change_set(
        StackName=name,
        ChangeSetName="check",
        ChangeSetType="CREATE",
        TemplateURL=f"https://s3.amazonaws.com/{ARTIFACTS}/{key}",
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": it, "ParameterValue": value} for it, value in values.items()],
    )
    found = cloudformation.describe_change_set(StackName=name, ChangeSetName="check")
    if found["Status"] != STATUS:
        raise ChangeSetFailedError(f"{found['Status']}: {found.get('StatusReason')}")
    cloudformation.execute_change_set(StackName=name, ChangeSetName="check")
    (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    if stack["StackStatus"] != STATUS:
        raise ChangeSetFailedError(f"{stack['StackStatus']}: {stack.get('StackStatusReason')}")
    return f"{len(found['Changes'])} of {total} resources created, template {len(body):,} bytes"
