"""models.toml and template.yaml name the same models, and may call no other."""

import re
from fnmatch import fnmatchcase
from typing import Any

import pytest

from summariser.domain.verification import VerifySentences
from summariser.llm.models import load_models
from tests.contract.deployable import resources, template, translated

CATALOGUE = load_models()
ACCOUNT = "123456789012"


def policies(region: str) -> list[dict[str, Any]]:
    """Resolve the policies that a deployment to a region gets."""
    conditions = translated()["Conditions"]
    found = []
    for name, resource in translated()["Resources"].items():
        if not name.startswith("CallModels"):
            continue
        condition = resource.get("Condition")
        regions = (
            [rule["Fn::Equals"][1] for rule in conditions[condition]["Fn::Or"]] if condition else []
        )
        if condition is None or region in regions:
            found.append(resource["Properties"])
    return found


def grants(region: str) -> set[tuple[str, str, str]]:
    """What a deployment allows: an action, a resource, and the profiles that it must go through."""
    return {
        (statement["Action"], resolve(resource, region), resolve(through_of(statement), region))
        for policy in policies(region)
        for statement in policy["PolicyDocument"]["Statement"]
        for resource in statement["Resource"]
    }


def through_of(statement: dict[str, Any]) -> dict[str, str]:
    condition = statement.get("Condition", {"StringLike": {}})
    assert condition.keys() == {"StringLike"}
    found: dict[str, str] = condition["StringLike"].get(
        "bedrock:InferenceProfileArn", {"Fn::Sub": ""}
    )
    return found


def resolve(resource: dict[str, str], region: str) -> str:
    text = resource["Fn::Sub"]
    for name, value in {"Partition": "aws", "Region": region, "AccountId": ACCOUNT}.items():
        text = text.replace(f"${{AWS::{name}}}", value)
    return text


def needed(region: str) -> set[tuple[str, str, str]]:
    found = set()
    for model in CATALOGUE.models.values():
        row = model.runs_on
        if row.permission is None:
            continue
        if not model.geographies:
            plain = row.resource.format(region=region, account=ACCOUNT, id=model.id)
            found.add((row.permission, f"arn:aws:{plain}", ""))
        for geography in model.geographies:
            if region in CATALOGUE.geographies[geography]:
                profiles = f"arn:aws:bedrock:{region}:{ACCOUNT}:inference-profile/{geography}."
                anywhere = f"arn:aws:bedrock:*::foundation-model/{model.id}"
                found.add((row.permission, f"{profiles}{model.id}", ""))
                found.add((row.permission, anywhere, f"{profiles}*"))
    return found


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1", "ap-south-1"])
def should_allow_every_model_that_a_region_has_and_no_other(region: str) -> None:
    assert grants(region) == needed(region)


def should_allow_a_model_of_another_region_only_through_a_profile_of_the_geography() -> None:
    anywhere = [(it, through) for _, it, through in grants("eu-west-1") if "*" in it]
    assert anywhere
    for resource, through in anywhere:
        name = f"eu.{resource.rpartition('/')[2]}"
        assert fnmatchcase(f"arn:aws:bedrock:eu-west-1:{ACCOUNT}:inference-profile/{name}", through)
        assert not fnmatchcase(
            f"arn:aws:bedrock:eu-west-1:{ACCOUNT}:inference-profile/us{name[2:]}", through
        )
        assert re.fullmatch(r"[\w.:-]+", resource.rpartition("/")[2])


def should_let_only_the_functions_that_ask_a_model_call_one() -> None:
    asking = ("ReduceNotes", "SummariseChunk", "VerifySentences", "WriteSummary")
    roles = {f"{name}Role" for name in asking}
    for name, policy in resources("AWS::IAM::ManagedPolicy").items():
        if name.startswith("CallModels"):
            assert {role["Ref"] for role in policy["Roles"]} == roles


def should_refuse_a_chain_with_an_unknown_model_at_deploy() -> None:
    chain = template()["Parameters"]["ModelChain"]
    assert chain["Type"] == "CommaDelimitedList"
    assert chain["AllowedValues"] == list(CATALOGUE.models)


def should_offer_every_model_that_reads_prompts_as_verifier_and_none_by_default() -> None:
    parameter = template()["Parameters"]["VerifierModel"]
    readers = [name for name, model in CATALOGUE.models.items() if model.runs_on.reads_prompts]
    assert sorted(parameter["AllowedValues"]) == sorted(["", *readers])
    assert parameter["Default"] == ""


def should_offer_every_way_to_verify() -> None:
    parameter = template()["Parameters"]["VerifySentences"]
    assert parameter["AllowedValues"] == list(VerifySentences)
    assert parameter["Default"] == VerifySentences.REWORDED
