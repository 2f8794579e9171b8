"""template.yaml: what depends on models.toml, written into it.

Those are the names that ModelChain, VerifierModel and EmbeddingModel allow, the dimensions of
vectors, a condition for each geography, and the policies that let functions call the models. Run as
`python -m workbench.documentation.permissions`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summariser.llm.models import Catalogue, Model, load_models
from workbench.paths import TEMPLATE

BEGIN, END = "# made by workbench.documentation.permissions: ", "# end"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, without white space
LARGEST_POLICY = 6_144  # characters
CALLERS = ("SummariseChunk", "ReduceNotes", "WriteSummary", "VerifySentences")
CREATE_JOB = "bedrock:CreateModelInvocationJob"
# As long as they come, so that a policy is within the limit wherever it is deployed.
LONGEST = {
    "AWS::Partition": "aws-us-gov",
    "AWS::Region": "ap-northeast-1",
    "AWS::AccountId": "0" * 12,
}
ARN = "arn:${AWS::Partition}:"
PLACE = {"region": "${AWS::Region}", "account": "${AWS::AccountId}"}
PROFILE = ARN + "bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/"
# In any region, but only through a profile of the geography: which regions those are is AWS's to
# say. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
MODEL_OF_A_PROFILE = ARN + "bedrock:*::foundation-model/"


@dataclass(frozen=True)
class Grant:
    """An action on one resource, or with `through` only by a call of such a profile."""

    action: str
    resource: str
    through: str | None = None


def rewritten(template: str, catalogue: Catalogue) -> str:
    """Write a template's parts again; raises `ValueError` where a mark is missing."""
    readers = [name for name, model in catalogue.models.items() if model.runs_on.reads_prompts]
    parts = {
        "ModelChain": _names(catalogue.models),
        "VerifierModel": _names(readers),
        "EmbeddingModel": _names(catalogue.embedding_models),
        "dimensions": _dimensions(catalogue),
        "embedding models": _embedding_models(catalogue),
        "conditions": _conditions(catalogue),
        "policies": _policies(catalogue),
    }
    for part, lines in parts.items():
        template = _replaced(template, part, lines)
    return template


def _replaced(template: str, part: str, written: Iterator[str]) -> str:
    lines = template.splitlines()
    begins = [number for number, line in enumerate(lines) if line.strip() == f"{BEGIN}{part}"]
    if len(begins) != 1:
        raise ValueError(f"{TEMPLATE.name} needs one line `{BEGIN}{part}`.")
    (begin,) = begins
    end = next((n for n in range(begin, len(lines)) if lines[n].strip() == END), None)
    if end is None:
        raise ValueError(f"{TEMPLATE.name} needs a line `{END}` after `{BEGIN}{part}`.")
    return "\n".join([*lines[: begin + 1], *written, *lines[end:]]) + "\n"


def _names(names: Sequence[str] | Mapping[str, object]) -> Iterator[str]:
    return (f"      - {name}" for name in names)


def _dimensions(catalogue: Catalogue) -> Iterator[str]:
    for name, model in catalogue.embedding_models.items():
        yield f"    {name}: {{Dimension: {model.dimensions}}}"


def _embedding_models(catalogue: Catalogue) -> Iterator[str]:
    models = catalogue.embedding_models.values()
    arns = (ARN + model.runs_on.resource.format(id=model.id, **PLACE) for model in models)
    return (f"                  - !Sub {arn}" for arn in dict.fromkeys(arns))


def _conditions(catalogue: Catalogue) -> Iterator[str]:
    for geography, regions in catalogue.geographies.items():
        yield f"  {_condition(geography)}: !Or"
        yield from (f"    - !Equals [!Ref AWS::Region, {region}]" for region in regions)


@dataclass(frozen=True)
class Family:
    """Policies that let roles do something with the models of a catalogue, here and elsewhere."""

    name: str
    roles: Sequence[str]
    does: str
    models: Sequence[Model]
    action: str | None = None  # other than what the models' provider asks for
    names_profile: bool = True  # whether its calls name the profile that they go through


def _families(catalogue: Catalogue) -> Iterator[Family]:
    every = list(catalogue.models.values())
    batched = [model for model in every if model.by_batch() is not None]
    yield Family("CallModels", CALLERS, "Lets a function call", every)
    # AWS's example for batch jobs has no condition on the profile:
    # https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html
    submits, answers = "Lets a function ask batch jobs of", "Lets batch jobs call"
    yield Family("SubmitBatches", ["SubmitBatch"], submits, batched, CREATE_JOB, False)
    yield Family("AnswerBatches", ["BatchInference"], answers, batched, None, False)


def _policies(catalogue: Catalogue) -> Iterator[str]:
    for family in _families(catalogue):
        here = f"{family.does} models and endpoints in its own region."
        yield from _split(family, "", None, here, list(_grants_here(family)))
        for geography in catalogue.geographies:
            through = f"{family.does} models through the {geography} inference profiles."
            grants = list(_grants_through(family, geography))
            condition = _condition(geography)
            yield from _split(family, condition, condition, through, grants)


def _condition(geography: str) -> str:
    return "In" + "".join(part.title() for part in geography.split("-"))


def _grants_here(family: Family) -> Iterator[Grant]:
    for model in family.models:
        row = model.runs_on
        action = family.action or row.permission
        if action is not None and not model.geographies:
            yield Grant(action, ARN + row.resource.format(id=model.id, **PLACE))


def _grants_through(family: Family, geography: str) -> Iterator[Grant]:
    for model in family.models:
        action = family.action or model.runs_on.permission
        if action is not None and geography in model.geographies:
            yield Grant(action, f"{PROFILE}{geography}.{model.id}")
            through = f"{PROFILE}{geography}.*" if family.names_profile else None
            yield Grant(action, MODEL_OF_A_PROFILE + model.id, through)


def _split(
    family: Family, suffix: str, condition: str | None, description: str, grants: Sequence[Grant]
) -> Iterator[str]:
    """Yield as many policies as it takes for each to be within what IAM allows."""
    policies: list[list[Grant]] = []
    for grant in grants:
        if not policies or _size([*policies[-1], grant]) >= LARGEST_POLICY:
            policies.append([])
        policies[-1].append(grant)
    for number, granted in enumerate(policies, start=1):
        name = f"{family.name}{suffix}{number if number > 1 else ''}"
        yield from _policy(name, family.roles, condition, description, granted)
        yield ""


def _policy(
    name: str,
    roles: Sequence[str],
    condition: str | None,
    description: str,
    grants: Sequence[Grant],
) -> Iterator[str]:
    yield f"  {name}:"
    yield "    Type: AWS::IAM::ManagedPolicy"
    if condition:
        yield f"    Condition: {condition}"
    yield "    Properties:"
    yield f"      Description: {description}"
    yield "      Roles:"
    yield from (f"        - !Ref {role}Role" for role in roles)
    yield "      PolicyDocument:"
    yield '        Version: "2012-10-17"'
    yield "        Statement:"
    for (action, through), resources in _statements(grants).items():
        yield "          - Effect: Allow"
        yield f"            Action: {action}"
        yield "            Resource:"
        yield from (f"              - !Sub {resource}" for resource in resources)
        if through is not None:
            yield "            Condition:"
            yield f"              StringLike: {{bedrock:InferenceProfileArn: !Sub '{through}'}}"


def _statements(grants: Sequence[Grant]) -> dict[tuple[str, str | None], list[str]]:
    found: dict[tuple[str, str | None], list[str]] = {}
    for grant in grants:
        found.setdefault((grant.action, grant.through), []).append(grant.resource)
    return found


def _size(grants: Sequence[Grant]) -> int:
    statements = [
        {"Effect": "Allow", "Action": action, "Resource": resources}
        | (
            {"Condition": {"StringLike": {"bedrock:InferenceProfileArn": through}}}
            if through
            else {}
        )
        for (action, through), resources in _statements(grants).items()
    ]
    text = json.dumps({"Version": "2012-10-17", "Statement": statements}, separators=(",", ":"))
    for name, value in LONGEST.items():
        text = text.replace(f"${{{name}}}", value)
    return len(text)


if __name__ == "__main__":
    text = TEMPLATE.read_text(encoding="utf-8")
    TEMPLATE.write_text(rewritten(text, load_models()), encoding="utf-8")
