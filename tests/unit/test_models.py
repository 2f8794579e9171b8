"""models.toml: what is wrong in it is refused with its line."""

from pathlib import Path

import pytest

from summariser.domain.errors import InvalidModelsFile, ModelNotAccessible, UnknownModel
from summariser.llm.models import load_models

RIGHT = """\
[geographies.eu]
regions = ["eu-central-1"]

[tokenizers.any]
en = 4.5
other = 3.0

[models.small]
provider = "bedrock"
id = "any.small"
tokenizer = "any"
window = 2048
output_limit = 512
input_usd = 1.0
priced = 2026-11-24
source = "https://example.com"
"""


def file_with(folder: Path, old: str = "", new: str = "") -> Path:
    path = folder / "models.toml"
    path.write_text(RIGHT.replace(old, new) if old else RIGHT, encoding="utf-8")
    return path


def should_read_a_model_with_its_tokenizer(tmp_path: Path) -> None:
    model = load_models(file_with(tmp_path)).models["small"]
    assert (model.provider, model.window) == ("bedrock", 2048)
    assert model.characters_per_token == {"en": 4.5, "other": 3.0}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("output_limit = 512", "output_limit = 4096", "line 13: small: it writes 4096 tokens"),
        ("window = 2048", "window = 600", "line 12: small: a window of 600 tokens holds no"),
        ("window = 2048", "window = -1", "line 12: small: window"),
        ('tokenizer = "any"', 'tokenizer = "mine"', "line 11: small: there is no tokenizer 'mine'"),
        ("input_usd = 1.0", "input_euro = 1.0", "line 14: small: input_euro"),
        (
            "input_usd = 1.0",
            'geographies = ["moon"]',
            "line 14: small: there is no [geogra",
        ),
        ('source = "https://example.com"', "", "line 8: small: source"),
        ('id = "any.small"', "", "line 8: small: it has no id"),
        ("[models.small]", "[models.small", "models.toml"),
        ('regions = ["eu-central-1"]', "regions = 3", "line 2: eu: it lists no regions"),
        ('regions = ["eu-central-1"]', "", "line 1: eu: it lists no regions"),
        ("other = 3.0", "", "line 11: small: [tokenizers.any] has no 'other'"),
    ],
)
def should_name_the_line_that_is_wrong(old: str, new: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidModelsFile) as caught:
        load_models(file_with(tmp_path, old, new))
    assert told in str(caught.value)


def should_ship_every_model_that_a_deployment_was_promised() -> None:
    catalogue = load_models()
    assert {"claude-haiku", "claude-sonnet", "nova-micro", "nova-lite", "nova-pro"} <= set(
        catalogue.models
    )
    assert catalogue.models["falcon-40b"].window == 2048


def should_price_a_call_by_its_tokens_its_cache_and_its_endpoint_s_hour() -> None:
    haiku, falcon = (load_models().models[name] for name in ("claude-haiku", "falcon-40b"))
    assert haiku.cost_usd(input_tokens=10**6, output_tokens=10**6, seconds=9) == pytest.approx(6.0)
    cached = haiku.cost_usd(
        input_tokens=0,
        output_tokens=0,
        seconds=0,
        cache_read_tokens=10**6,
        cache_write_tokens=10**6,
    )
    assert cached == pytest.approx(1.35)
    assert falcon.cost_usd(input_tokens=9, output_tokens=9, seconds=3600) == pytest.approx(3.57)


def should_call_a_model_through_the_inference_profile_of_its_region() -> None:
    catalogue = load_models()
    haiku = catalogue.models["claude-haiku"]
    assert catalogue.bedrock_id(haiku, "eu-west-1") == f"eu.{haiku.id}"
    assert catalogue.bedrock_id(haiku, "us-east-1") == f"us.{haiku.id}"
    with pytest.raises(ModelNotAccessible, match="ap-south-1"):
        catalogue.bedrock_id(haiku, "ap-south-1")


def should_refuse_a_chain_that_names_no_model_or_an_unknown_one() -> None:
    with pytest.raises(UnknownModel, match="nova-lite"):
        load_models().chain(["gpt"])
    with pytest.raises(UnknownModel):
        load_models().chain([])
