"""BedrockEmbeddings: an embedding model of Bedrock, called by InvokeModel in its own schema."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as NoConnection

from summariser.adapters.aws import client_of_model
from summariser.adapters.model_errors import named
from summariser.domain.errors import ModelTimedOut, ModelUnavailable, ReplyMalformed
from summariser.domain.vectors import Embedded
from summariser.llm.models import EmbeddingModel, EmbeddingSchema

TIMEOUT_S = 10.0  # a vector takes a fraction of a second, and the queue tries again
JSON = "application/json"
# What Bedrock says of a call to any model, whatever its schema.
TOKENS, LATENCY_MS = "x-amzn-bedrock-input-token-count", "x-amzn-bedrock-invocation-latency"


class BedrockEmbeddings:
    """Implements `Embeddings`; the queue of announcements retries, so boto3 does not."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.model = model
        self._bedrock = client_of_model("bedrock-runtime", TIMEOUT_S)

    def embed(self, texts: Sequence[str]) -> Embedded:
        """Embed as many texts as one call may have; raises what the port lists."""
        body = json.dumps(_request(self.model, texts))
        try:
            reply = self._bedrock.invoke_model(
                modelId=self.model.id, body=body, contentType=JSON, accept=JSON
            )
            raw = reply["body"].read()
        except ClientError as error:
            raise named(error, self.model.name, texts) from error
        except ReadTimeoutError as error:
            raise ModelTimedOut(self.model.name) from error
        except (NoConnection, HTTPClientError) as error:
            raise ModelUnavailable(self.model.name, type(error).__name__) from error
        return self._read(raw, reply["ResponseMetadata"]["HTTPHeaders"], len(texts))

    def _read(self, raw: bytes, headers: Mapping[str, str], count: int) -> Embedded:
        try:
            answer = json.loads(raw)
            titan = self.model.request is EmbeddingSchema.TITAN
            found = [answer["embedding"]] if titan else answer["embeddings"]["float"]
            vectors = tuple(tuple(map(float, vector)) for vector in found)
        except (ValueError, LookupError, TypeError) as error:
            raise ReplyMalformed(self.model.name, "it is not in the model's schema") from error
        lengths = [len(vector) for vector in vectors]
        if lengths != [self.model.dimensions] * count:
            raise ReplyMalformed(self.model.name, f"its vectors have {lengths} dimensions")
        tokens = headers.get(TOKENS)
        return Embedded(
            vectors=vectors,
            input_tokens=None if tokens is None else int(tokens),
            seconds=int(headers.get(LATENCY_MS, 0)) / 1000,
        )


def _request(model: EmbeddingModel, texts: Sequence[str]) -> dict[str, Any]:
    """Write a request as the model's schema has it.

    https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
    https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html
    """
    if model.request is EmbeddingSchema.TITAN:
        (text,) = texts
        return {"inputText": text, "dimensions": model.dimensions, "normalize": True}
    # Listings are compared with listings, so none of them is a query.
    return {"texts": list(texts), "input_type": "search_document", "embedding_types": ["float"]}
