"""Inference profiles: where Bedrock sends calls now, and whether the stack may follow.

AWS adds destination regions to a profile, and profiles to regions. What models.toml says of them is
where a model can be called: https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError
from rich.console import Console

from summariser.adapters.aws import CONFIG, code
from summariser.domain.errors import ModelNotAccessible
from summariser.llm.models import Catalogue, Model
from workbench.local.yaml_files import read_yaml
from workbench.paths import TEMPLATE
from workbench.stack import aws_errors_explained, open_session

AGREE, DIFFER = 0, 1
POLICIES = "CallModels"  # the managed policies of template.yaml that allow calls to models


def check_profiles(
    catalogue: Catalogue, models: Sequence[Model], region: str | None, *, template: Path = TEMPLATE
) -> int:
    """Print how the profiles of models differ from models.toml and template.yaml; exit code."""
    with aws_errors_explained():
        session = open_session(region)
        found = {
            model.name: list(_problems(model, catalogue, session, template))
            for model in models
            if model.geographies
        }
    console = Console(highlight=False, soft_wrap=True)
    for name, problems in found.items():
        console.print(f"{name}: {'; '.join(problems) or 'agrees'}.", markup=False)
    if not found:
        console.print("None of these models is called through an inference profile.")
    return DIFFER if any(found.values()) else AGREE


def _problems(
    model: Model, catalogue: Catalogue, session: boto3.Session, template: Path
) -> Iterator[str]:
    bedrock: Any = session.client("bedrock", config=CONFIG)
    here = str(bedrock.meta.region_name)
    try:
        name = catalogue.bedrock_id(model, here)
        profile = bedrock.get_inference_profile(inferenceProfileIdentifier=name)
    except ModelNotAccessible as error:
        yield str(error).rstrip(".")
        return
    except ClientError as error:
        if code(error) != "ResourceNotFoundException":
            raise
        yield f"{here} has no inference profile {name}"
        return
    if profile["status"] != "ACTIVE":
        yield f"{name} is {profile['status']}"
    arns = {_region(one["modelArn"]): one["modelArn"] for one in profile["models"]}
    geography = name.partition(".")[0]
    listed = set(catalogue.geographies[geography])
    if added := sorted(arns.keys() - listed):
        yield f"{name} also runs in {', '.join(added)}: add it to [geographies.{geography}]"
    if gone := sorted(listed - arns.keys()):
        yield f"{name} does not run in {', '.join(gone)}: is it still in [geographies.{geography}]?"
    allowed = _allowed(template, profile["inferenceProfileArn"])
    for arn in sorted({profile["inferenceProfileArn"], *arns.values()}):
        if not any(fnmatchcase(arn, pattern) for pattern in allowed):
            yield f"template.yaml does not allow calls to {arn}"


def _region(arn: str) -> str:
    return arn.split(":")[3]


def _allowed(template: Path, profile_arn: str) -> set[str]:
    """Resolve what the policies allow in the region, account and partition of a profile."""
    _, partition, _, region, account, _ = profile_arn.split(":", 5)
    here = {"Partition": partition, "Region": region, "AccountId": account}
    sam = read_yaml(template)
    found = set()
    for name, resource in sam["Resources"].items():
        if not name.startswith(POLICIES) or not _deployed(sam, resource.get("Condition"), region):
            continue
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
            for one in statement["Resource"]:
                arn = one["Fn::Sub"]
                for variable, value in here.items():
                    arn = arn.replace(f"${{AWS::{variable}}}", value)
                found.add(arn)
    return found


def _deployed(sam: Any, condition: str | None, region: str) -> bool:
    if condition is None:
        return True
    return any(region in rule["Fn::Equals"] for rule in sam["Conditions"][condition]["Fn::Or"])
