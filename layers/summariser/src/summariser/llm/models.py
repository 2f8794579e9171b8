"""Models: what a deployment may name in its chain, or to embed with, read from models.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic import ValidationError as InvalidTable

from summariser.domain.errors import InvalidModelsFile, ModelNotAccessible, UnknownModel
from summariser.llm.providers import PROVIDERS, Provider

PATH = Path(__file__).with_name("models.toml")
# What a window has to hold whatever the listing: instructions, a reply and some lines to read.
SMALLEST_WINDOW = 1536  # tokens
# pydantic has names for these, in a module that takes 4 ms to import.
Positive = Annotated[int, Field(gt=0)]
Price = Annotated[float, Field(ge=0)]
Ratio = Annotated[float, Field(gt=0)]
OTHER = "other"  # any language that a tokenizer's table does not name
Kind = TypeVar("Kind", "Model", "EmbeddingModel")


class Schema(StrEnum):
    """How an endpoint of SageMaker is spoken to."""

    MESSAGES = "messages"  # LMI (vLLM) and TGI, after OpenAI's chat completions
    INPUTS = "inputs"  # {"inputs": ..., "parameters": ...}: the older TGI containers


class EmbeddingSchema(StrEnum):
    """How an embedding model of Bedrock is spoken to."""

    TITAN = "titan"  # {"inputText": ..., "dimensions": ...}, one text a call
    COHERE = "cohere"  # {"texts": [...], "input_type": ...}


def _known(name: str) -> str:
    if name not in PROVIDERS:
        raise ValueError(f"there is no provider {name!r} of: {', '.join(PROVIDERS)}")
    return name


class Prices(BaseModel):
    """What a model costs in one region: US dollars for a million tokens, or for an hour."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    input_usd: Price = 0.0
    output_usd: Price = 0.0
    cache_read_usd: Price | None = None  # set where the model caches prompts
    cache_write_usd: Price | None = None
    batch_input_usd: Price | None = None  # set where batch inference is offered
    batch_output_usd: Price | None = None
    hour_usd: Price = 0.0  # of the endpoint, for a call that had it to itself


class HostedModel(Prices):
    """A model of either kind: where it is, and what its calls cost."""

    name: str
    provider: Annotated[str, AfterValidator(_known)]  # a row of providers.py
    id: str = ""  # Bedrock's model id, or the name of SageMaker's endpoint
    regions: Mapping[str, Prices] = {}  # where they differ from the model's own prices
    priced: date
    source: str
    characters_per_token: Mapping[str, Ratio]

    @property
    def runs_on(self) -> Provider:
        """The provider's row, with what may be expected of the model."""
        return PROVIDERS[self.provider]

    def priced_in(self, region: str) -> Self:
        """Give the model with the prices of a region, which are its own where none are named."""
        prices = self.regions.get(region)
        return self if prices is None else self.model_copy(update=dict(prices))

    def estimated_tokens(self, text: str, language: str) -> int:
        """Estimate the tokens of a text from its characters alone."""
        ratio = self.characters_per_token.get(language, self.characters_per_token[OTHER])
        return round(len(text) / ratio)

    def cost_usd(
        self,
        *,
        input_tokens: float,
        output_tokens: float,
        seconds: float,
        cache_read_tokens: float = 0,
        cache_write_tokens: float = 0,
    ) -> float:
        """Price a call, or a mean one; `input_tokens` are those that no cache took part in."""
        cached = cache_read_tokens * (self.cache_read_usd or 0.0)
        cached += cache_write_tokens * (self.cache_write_usd or self.input_usd)
        tokens = input_tokens * self.input_usd + output_tokens * self.output_usd + cached
        return tokens / 1_000_000 + seconds * self.hour_usd / 3600


class Model(HostedModel):
    """A model that writes: how much it reads and writes, and how it is asked."""

    geographies: tuple[str, ...] = ()  # it is called through their inference profiles
    endpoint_schema: Schema = Schema.MESSAGES
    window: Positive  # tokens, read and written together
    output_limit: Positive  # tokens
    cache_from: Positive = 1024  # tokens; a shorter prefix is not cached
    legacy: bool = False  # its provider or AWS has named a successor, and an end
    ends: date | None = None  # when calls begin to fail, where that is published
    system: bool = True  # whether it takes a system prompt
    stop_sequences: bool = True  # whether it takes free stop sequences
    temperature: bool = True  # whether it takes one
    request_fields: Mapping[str, Any] = {}  # what Converse hands on to the model as it is
    reasoning_tokens: Annotated[int, Field(ge=0)] = 0  # that it may spend before it writes
    wrapper: str = "{prompt}"  # what a model without a chat schema was trained to see
    concurrency: Positive = 20  # calls at once for one listing; 40 is an inline Map's most

    @property
    def caches_prompts(self) -> bool:
        """Whether a cache point may be set after the instructions."""
        return self.cache_read_usd is not None

    def by_batch(self) -> Self | None:
        """Give the model with its prices for batch inference; None where it has none.

        Nothing is read from a cache there, nor written to it.
        """
        if self.batch_input_usd is None or self.batch_output_usd is None:
            return None
        prices = {"input_usd": self.batch_input_usd, "output_usd": self.batch_output_usd}
        return self.model_copy(update={**prices, "cache_read_usd": None, "cache_write_usd": None})


class EmbeddingModel(HostedModel):
    """A model that turns texts into vectors; its name is that of their index, too."""

    request: EmbeddingSchema
    dimensions: Annotated[int, Field(ge=1, le=4096)]  # as S3 Vectors has them
    texts_per_call: Positive
    longest_text: Positive  # characters


class Catalogue(BaseModel):
    """models.toml: its models, and the regions of each geography's inference profiles."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    models: dict[str, Model]
    embedding_models: dict[str, EmbeddingModel] = {}
    geographies: dict[str, tuple[str, ...]]

    def chain(self, names: Sequence[str]) -> tuple[Model, ...]:
        """Find the models of a chain; raises `UnknownModel`, also where it names none."""
        for name in names or ("",):
            if name not in self.models:
                raise UnknownModel(name, tuple(self.models))
        return tuple(self.models[name] for name in names)

    def embedding_model(self, name: str) -> EmbeddingModel:
        """Find an embedding model; raises `UnknownModel`."""
        if name not in self.embedding_models:
            raise UnknownModel(name, tuple(self.embedding_models))
        return self.embedding_models[name]

    @property
    def extractive_names(self) -> frozenset[str]:
        """The models that read no prompt, and take their sentences from the listing."""
        return frozenset(
            name for name, model in self.models.items() if not model.runs_on.reads_prompts
        )

    def bedrock_id(self, model: Model, region: str) -> str:
        """Give the id to call in a region: the model's own, or that of an inference profile.

        Raises `ModelNotAccessible` where no geography of the model holds the region.
        """
        if not model.geographies:
            return model.id
        for geography in model.geographies:
            if region in self.geographies[geography]:
                return f"{geography}.{model.id}"
        known = ", ".join(model.geographies)
        raise ModelNotAccessible(model.name, f"{region} has no inference profile of: {known}")


@cache
def load_models(path: Path = PATH) -> Catalogue:
    """Read a file of models; raises `InvalidModelsFile`, which names the line that is wrong."""
    text = path.read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidModelsFile(f"{path.name}: {error}") from error
    file = _File(path.name, text)
    for name in ("geographies", "tokenizers", "models"):
        if not isinstance(tables.get(name), dict):
            raise InvalidModelsFile(f"{path.name}: it has no tables [{name}....]")
    geographies = {
        name: _regions(name, table, file) for name, table in tables["geographies"].items()
    }
    tokenizers, known = tables["tokenizers"], tables["geographies"]
    models = {
        name: _model(name, table, tokenizers, known, file)
        for name, table in tables["models"].items()
    }
    embedding_models = {
        name: _read(EmbeddingModel, "embedding_models", name, table, tokenizers, file)
        for name, table in tables.get("embedding_models", {}).items()
    }
    return Catalogue(models=models, embedding_models=embedding_models, geographies=geographies)


class _File:
    """Knows in which line a key of a model stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.splitlines()

    def refuse(
        self, name: str, key: str, reason: str, *, kind: str = "models"
    ) -> InvalidModelsFile:
        return InvalidModelsFile(
            f"{self.name}, line {self._line(kind, name, key)}: {name}: {reason}"
        )

    def _line(self, kind: str, name: str, key: str) -> int:
        header = re.compile(rf"\[{kind}\.[\"']?{re.escape(name)}[\"']?\]")
        start = next(i for i, line in enumerate(self._lines) if header.match(line.strip()))
        for number, line in enumerate(self._lines[start + 1 :], start=start + 2):
            if line.startswith("["):
                break
            if line.partition("=")[0].strip() == key:
                return number
        return start + 1


def _regions(name: str, table: Any, file: _File) -> tuple[str, ...]:
    regions = table.get("regions") if isinstance(table, dict) else None
    if (
        not isinstance(regions, list)
        or not regions
        or not all(isinstance(region, str) for region in regions)
    ):
        raise file.refuse(name, "regions", "it lists no regions", kind="geographies")
    return tuple(regions)


def _read(
    kind: type[Kind],
    kinds: str,
    name: str,
    table: dict[str, Any],
    tokenizers: Mapping[str, Mapping[str, float]],
    file: _File,
) -> Kind:
    table = dict(table)
    tokenizer = table.pop("tokenizer", None)
    if tokenizer not in tokenizers:
        known = ", ".join(tokenizers)
        reason = f"there is no tokenizer {tokenizer!r} of: {known}"
        raise file.refuse(name, "tokenizer", reason, kind=kinds)
    characters = tokenizers[tokenizer]
    if OTHER not in characters:
        reason = f"[tokenizers.{tokenizer}] has no {OTHER!r}"
        raise file.refuse(name, "tokenizer", reason, kind=kinds)
    try:
        return kind.model_validate({"name": name, **table, "characters_per_token": characters})
    except InvalidTable as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise file.refuse(name, key, f"{key}: {first['msg']}", kind=kinds) from error


def _model(
    name: str,
    table: dict[str, Any],
    tokenizers: Mapping[str, Mapping[str, float]],
    geographies: Mapping[str, Any],
    file: _File,
) -> Model:
    model = _read(Model, "models", name, table, tokenizers, file)
    if model.output_limit >= model.window:
        reason = f"it writes {model.output_limit} tokens of a window of {model.window}"
        raise file.refuse(name, "output_limit", reason)
    if model.window < SMALLEST_WINDOW:
        reason = f"a window of {model.window} tokens holds no instructions, lines and reply; the "
        raise file.refuse(name, "window", f"{reason}smallest is {SMALLEST_WINDOW}")
    if model.runs_on.permission and not model.id:
        raise file.refuse(name, "id", "it has no id to be called by")
    for geography in model.geographies:
        if geography not in geographies:
            raise file.refuse(name, "geographies", f"there is no [geographies.{geography}]")
    return model
