"""Embedding models of Bedrock: real boto3 against the simulator's process, or a server's answer."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from summariser.adapters import aws
from summariser.adapters.bedrock_embeddings import BedrockEmbeddings
from summariser.domain.errors import (
    ModelRejectedRequest,
    ModelThrottled,
    ModelUnavailable,
    ReplyMalformed,
)
from summariser.domain.vectors import Embedded
from summariser.llm.models import load_models
from tests.chat_server import chat_server
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.process import behave, environment, simulator

MODELS = load_models().embedding_models
COHERE = "cohere-embed-multilingual-v3"
TEXTS = ["You bake bread in Ghent.", "You bake bread in Ghent!", "You keep the books in Lille."]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with simulator(Behaviour(base_s=0.0)) as found:
        yield found


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    aws.client_of_model.cache_clear()
    yield
    aws.client_of_model.cache_clear()


@pytest.fixture
def simulated(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name, value in environment(url).items():
        monkeypatch.setenv(name, value)
    yield url
    behave(url, Behaviour(base_s=0.0))


def embed(model: str, *texts: str) -> Embedded:
    return BedrockEmbeddings(MODELS[model]).embed(texts)


@pytest.mark.usefixtures("simulated")
@pytest.mark.parametrize("model", MODELS)
def should_get_vectors_of_the_models_dimensions_and_length_one(model: str) -> None:
    texts = TEXTS[: MODELS[model].texts_per_call]
    found = embed(model, *texts)
    assert [len(vector) for vector in found.vectors] == [MODELS[model].dimensions] * len(texts)
    assert all(math.hypot(*vector) == pytest.approx(1) for vector in found.vectors)
    assert found.input_tokens


@pytest.mark.usefixtures("simulated")
def should_give_the_vectors_in_the_order_of_their_texts() -> None:
    together = embed(COHERE, *TEXTS)
    apart = [embed(COHERE, text).vectors[0] for text in TEXTS]
    assert list(together.vectors) == apart
    assert math.dist(apart[0], apart[1]) < math.dist(apart[0], apart[2])


@pytest.mark.usefixtures("simulated")
def should_say_that_a_model_refuses_too_many_texts_or_too_long_ones() -> None:
    with pytest.raises(ModelRejectedRequest):
        embed(COHERE, *["You bake."] * 97)
    with pytest.raises(ModelRejectedRequest):
        embed(COHERE, "x" * 2049)


@pytest.mark.parametrize(
    ("fault", "error"),
    [(Fault.THROTTLED, ModelThrottled), (Fault.SERVER_ERROR, ModelUnavailable)],
)
def should_name_what_goes_wrong(simulated: str, fault: Fault, error: type[Exception]) -> None:
    behave(simulated, Behaviour(base_s=0.0, faults={fault: 1.0}))
    with pytest.raises(error):
        embed(COHERE, *TEXTS)


@pytest.mark.parametrize(
    "body",
    [{}, {"embedding": None}, {"embedding": [0.5]}, {"embedding": ["x"] * 256}, []],
    ids=str,
)
def should_call_an_answer_malformed_that_is_no_vector(
    body: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat_server(lambda _: (200, json.dumps(body).encode())) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.url)
        with pytest.raises(ReplyMalformed):
            embed("titan-embed-v2-256", "You bake.")
