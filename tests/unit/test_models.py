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


EMBEDS = (
    RIGHT
    + """
[embedding_models.vector]
provider = "bedrock"
id = "any.vector"
request = "cohere"
dimensions = 512
texts_per_call = 96
longest_text = 2_048
tokenizer = "any"
input_usd = 0.1
priced = 2026-11-24
source = "https://example.com"
"""
)


def should_read_an_embedding_model(tmp_path: Path) -> None:
    path = tmp_path / "models.toml"
    path.write_text(EMBEDS, encoding="utf-8")
    model = load_models(path).embedding_model("vector")
    assert (model.dimensions, model.texts_per_call) == (512, 96)
    assert model.cost_usd(input_tokens=10**6, output_tokens=0, seconds=1) == pytest.approx(0.1)
    assert model.estimated_tokens("x" * 45, "en") == 10
    with pytest.raises(UnknownModel, match="vector"):
        load_models(path).embedding_model("small")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dimensions = 512", "dimensions = 5000", "line 22: vector: dimensions"),
        ('request = "cohere"', 'request = "other"', "line 21: vector: request"),
        ("longest_text = 2_048", "longest_text = 1\nwindow = 9", "line 25: vector: window"),
    ],
)
def should_name_the_line_that_is_wrong_of_an_embedding_model(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "models.toml"
    path.write_text(EMBEDS.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidModelsFile) as caught:
        load_models(path)
    assert told in str(caught.value)


def should_ship_every_model_that_a_deployment_was_promised() -> None:
    catalogue = load_models()
    assert {"claude-haiku", "claude-sonnet", "nova-micro", "nova-lite", "nova-pro"} <= set(
        catalogue.models
    )
    assert catalogue.models["falcon-40b"].window == 2048


def should_price_a_call_by_its_tokens_its_cache_and_its_endpoint_s_hour() -> None:
    haiku, falcon = (load_models().models[name] for name in ("claude-haiku", "falcon-40b"))
    assert haiku.cost_usd(input_tokens=10**6, output_tokens=10**6, seconds=9) == pytest.approx(6.6)
    cached = haiku.cost_usd(
        input_tokens=0,
        output_tokens=0,
        seconds=0,
        cache_read_tokens=10**6,
        cache_write_tokens=10**6,
    )
    assert cached == pytest.approx(1.485)
    assert falcon.cost_usd(input_tokens=9, output_tokens=9, seconds=3600) == pytest.approx(3.573)


def should_price_a_call_as_its_region_does() -> None:
    micro = load_models().models["nova-micro"]
    call = {"input_tokens": 10**6, "output_tokens": 10**6, "seconds": 0}
    assert micro.priced_in("eu-central-1").cost_usd(**call) == pytest.approx(0.046 + 0.184)
    assert micro.priced_in("eu-central-1").batch_input_usd is None  # not offered there
    assert micro.priced_in("us-west-2") == micro
    assert micro.priced_in("eu-west-1").window == micro.window


def should_name_the_line_of_a_wrong_price_of_a_region(tmp_path: Path) -> None:
    regions = "input_usd = 1.0\nregions = { eu-west-1 = { input_euro = 1.0 } }"
    with pytest.raises(InvalidModelsFile, match="line 15: small: regions"):
        load_models(file_with(tmp_path, "input_usd = 1.0", regions))


def should_offer_what_has_an_end_with_its_successors() -> None:
    models = load_models().models
    assert models["jamba-1.5-mini"].legacy
    assert {name for name, model in models.items() if model.ends} == {"jamba-1.5-mini"}
    current = {"claude-haiku-5.5", "claude-sonnet-5.5", "nova-2-lite", "ministral-3-8b"}
    assert not any(models[name].legacy for name in current)


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
