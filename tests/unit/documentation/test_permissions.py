"""template.yaml lets functions call the models of models.toml, however many there are."""

import json
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from summariser.llm.models import Catalogue, load_models
from tests.models import any_model
from workbench.documentation.permissions import BEGIN, LARGEST_POLICY, LONGEST, rewritten
from workbench.paths import TEMPLATE

TEXT = TEMPLATE.read_text(encoding="utf-8")
MOST_POLICIES = 10  # of one role, by default: reference_iam-quotas.html
OTHERS = 2  # that the roles have besides: WriteLogs and UseKey


def should_have_the_models_as_they_are() -> None:
    written = rewritten(TEXT, load_models())
    assert written == TEXT, "run: python -m workbench.documentation.permissions"


def policies(template: str) -> dict[str, Any]:
    resources = yaml_parse(template)["Resources"]
    return {name: resource for name, resource in resources.items() if name.startswith("CallModels")}


def many(count: int, **changes: Any) -> Catalogue:
    names = [f"vendor-{number:03}.model-of-some-length-20261126-v1:0" for number in range(count)]
    models = {name: any_model(name, id=name, **changes) for name in names}
    return Catalogue(models=models, geographies=load_models().geographies)


@pytest.mark.parametrize("changes", [{}, {"geographies": ("eu", "us")}, {"provider": "sagemaker"}])
def should_keep_policies_within_what_iam_takes_with_200_models(changes: dict[str, Any]) -> None:
    found = policies(rewritten(TEXT, many(200, **changes)))
    for condition in (None, "InEu", "InUs"):
        attached = [it for it in found.values() if it.get("Condition") in (None, condition)]
        assert len(attached) + OTHERS <= MOST_POLICIES
    assert len(found) > 1
    for resource in found.values():
        text = json.dumps(resource["Properties"]["PolicyDocument"], separators=(",", ":"))
        for name, value in LONGEST.items():
            text = text.replace(f"${{{name}}}", value)
        assert len(text.replace('{"Fn::Sub":', "").replace('"}', '"')) < LARGEST_POLICY


def should_allow_a_model_that_is_added() -> None:
    catalogue = many(1, geographies=("eu",))
    (name,) = catalogue.models
    template = yaml_parse(rewritten(TEXT, catalogue))
    assert template["Parameters"]["ModelChain"]["AllowedValues"] == [name]
    assert template["Parameters"]["VerifierModel"]["AllowedValues"] == ["", name]
    assert set(policies(rewritten(TEXT, catalogue))) == {"CallModelsInEu"}


def should_say_which_mark_is_missing() -> None:
    with pytest.raises(ValueError, match="policies"):
        rewritten(TEXT.replace(f"{BEGIN}policies", ""), load_models())
