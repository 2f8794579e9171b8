"""Embeddings: vectors that are alike where texts have words and parts of words in common.

They are no measure of an embedding model: a paraphrase in other words is no neighbour here. What
they are for is the way of a vector through the stack, and texts that are nearly the same.

Features are hashed to places and signs: Weinberger et al. 2009, https://arxiv.org/abs/0902.2206.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from starlette.responses import JSONResponse, Response

from summariser.llm.models import EmbeddingModel, EmbeddingSchema
from workbench.simulator.token_count import count_tokens

_WORD = re.compile(r"\w+")
_GRAM = 3  # characters


def vector_of(text: str, dimensions: int) -> list[float]:
    """Hash the words and the trigrams of a text into a vector of length 1; always the same."""
    vector = [0.0] * dimensions
    for feature, times in Counter(_features(text)).items():
        digest = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "big")
        place, sign = digest >> 1, 1 if digest & 1 else -1
        vector[place % dimensions] += sign * (1 + math.log(times))
    length = math.hypot(*vector) or 1.0
    return [value / length for value in vector]


def texts_in(model: EmbeddingModel, body: Mapping[str, Any]) -> Sequence[str]:
    """Read the texts of a request; raises `LookupError` if it is not in the model's schema."""
    if model.request is EmbeddingSchema.TITAN:
        return [body["inputText"]]
    texts: Sequence[str] = body["texts"]
    return texts


def refusal(model: EmbeddingModel, texts: Sequence[str]) -> str | None:
    """Say why a model refuses texts, as Bedrock does; None if it takes them."""
    if not 1 <= len(texts) <= model.texts_per_call:
        return f"Malformed input request: #/texts: expected 1 to {model.texts_per_call} items"
    if any(len(text) > model.longest_text for text in texts):
        return f"Malformed input request: expected maxLength: {model.longest_text}"
    return None


def answer(model: EmbeddingModel, texts: Sequence[str], seconds: float) -> Response:
    """Put the vectors of texts into the form of a model; headers have what is counted."""
    vectors = [vector_of(text, model.dimensions) for text in texts]
    tokens = sum(map(count_tokens, texts))
    body: dict[str, Any]
    if model.request is EmbeddingSchema.TITAN:
        body = {"embedding": vectors[0], "inputTextTokenCount": tokens}
    else:
        body = {"embeddings": {"float": vectors}, "response_type": "embeddings_by_type"}
    headers = {
        "x-amzn-bedrock-input-token-count": str(tokens),
        "x-amzn-bedrock-invocation-latency": str(round(seconds * 1000)),
    }
    return JSONResponse(body, headers=headers)


def _features(text: str) -> Iterator[str]:
    words = _WORD.findall(text.casefold())
    yield from words
    for word in words:
        padded = f" {word} "
        yield from (padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1))
