"""Whether what is deployed agrees with where Bedrock's inference profiles run."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summariser.llm.models import PATH, load_models
from workbench.operations.inference_profiles import AGREE, DIFFER, check_profiles
from workbench.paths import TEMPLATE
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.process import environment, simulator

CHAIN = ["claude-haiku", "nova-lite", "mixtral-8x7b", "embedded"]


@pytest.fixture(scope="module")
def bedrock() -> Iterator[str]:
    with simulator(Behaviour()) as url:
        yield url


@pytest.fixture(autouse=True)
def account(bedrock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    for name, value in (environment(bedrock) | keys).items():
        monkeypatch.setenv(name, value)


def check(region: str, *, file: Path = PATH, template: Path = TEMPLATE) -> int:
    catalogue = load_models(file)
    return check_profiles(catalogue, catalogue.chain(CHAIN), region, template=template)


@pytest.mark.parametrize("region", ["eu-central-1", "us-west-2"])
def should_agree_with_what_is_deployed(region: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(region) == AGREE
    assert capsys.readouterr().out.splitlines() == ["claude-haiku: agrees.", "nova-lite: agrees."]


def should_name_regions_that_a_profile_gained_or_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "models.toml"
    text = PATH.read_text(encoding="utf-8")
    file.write_text(text.replace('"eu-west-3"]', '"eu-west-9"]'), encoding="utf-8")
    assert check("eu-central-1", file=file) == DIFFER
    out = capsys.readouterr().out
    assert re.search(r"claude-haiku: .* also runs in eu-west-3: add it to \[geographies.eu\]", out)
    assert "does not run in eu-west-9" in out


def should_name_what_the_roles_do_not_allow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "template.yaml"
    kept = [line for line in TEMPLATE.read_text(encoding="utf-8").splitlines()
            if "foundation-model/amazon.nova-lite" not in line]  # fmt: skip
    template.write_text("\n".join(kept), encoding="utf-8")
    assert check("eu-central-1", template=template) == DIFFER
    agrees, differs = capsys.readouterr().out.splitlines()
    assert agrees == "claude-haiku: agrees."
    for region in load_models().geographies["eu"]:
        missing = f"arn:aws:bedrock:{region}::foundation-model/amazon.nova-lite-v1:0"
        assert f"template.yaml does not allow calls to {missing}" in differs


def should_say_where_a_region_has_no_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("ap-south-1") == DIFFER
    assert "ap-south-1 has no inference profile of: eu, us" in capsys.readouterr().out
    file = tmp_path / "models.toml"
    text = PATH.read_text(encoding="utf-8")
    file.write_text(text.replace('"us-west-2"]', '"us-west-2", "us-west-9"]'), encoding="utf-8")
    assert check("us-west-9", file=file) == DIFFER
    assert "us-west-9 has no inference profile us.anthropic." in capsys.readouterr().out
