"""BedrockModel: a Bedrock model, called through the Converse API that all models share."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as NoConnection
from botocore.parsers import ResponseParserError

from summariser.adapters.aws import client_of_model
from summariser.adapters.model_errors import named
from summariser.domain.errors import (
    ContentFiltered,
    InputTooLong,
    ModelTimedOut,
    ModelUnavailable,
    ReplyMalformed,
)
from summariser.domain.reply import Reply
from summariser.llm.models import Catalogue, Model
from summariser.llm.prompts import STOP, Prompt

TEMPERATURE = 0.2
# https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
ENDED = ("end_turn", "stop_sequence")
FILTERED = ("content_filtered", "guardrail_intervened")
NO_MESSAGE = "ConverseOutput must have"  # an empty `output`: botocore refuses the whole answer


class BedrockModel:
    """Implements `TextModel`; the state machine retries, so boto3 does not."""

    def __init__(self, model: Model, *, catalogue: Catalogue, timeout_s: float) -> None:
        self.name = model.name
        self._model = model
        self._bedrock = client_of_model("bedrock-runtime", timeout_s)
        self._id = catalogue.bedrock_id(model, self._bedrock.meta.region_name)

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt; raises what the port lists."""
        try:
            reply = self._bedrock.converse(modelId=self._id, **converse_body(self._model, prompt))
        except ClientError as error:
            raise named(error, self.name, prompt.quotable) from error
        except ReadTimeoutError as error:
            raise ModelTimedOut(self.name) from error
        except ResponseParserError as error:
            if NO_MESSAGE in str(error):
                raise ContentFiltered(self.name) from error
            raise ReplyMalformed(self.name, "boto3 cannot parse it") from error
        except (NoConnection, HTTPClientError) as error:
            raise ModelUnavailable(self.name, type(error).__name__) from error
        return read_answer(self.name, reply)


def converse_body(model: Model, prompt: Prompt) -> dict[str, Any]:
    """Give the body of a request to Converse, in which batch jobs ask as well."""
    limit = min(prompt.max_tokens + model.reasoning_tokens, model.output_limit)
    inference: dict[str, Any] = {"maxTokens": limit}
    if model.temperature:
        inference["temperature"] = TEMPERATURE
    if model.stop_sequences:
        inference["stopSequences"] = [f"\n{STOP}"]
    body: dict[str, Any] = {"inferenceConfig": inference}
    if model.request_fields:
        body["additionalModelRequestFields"] = dict(model.request_fields)
    text = prompt.text
    if model.system:
        text, system = prompt.data, [{"text": prompt.instructions}]
        if model.caches_prompts:
            # A prefix below the model's minimum is not cached; marking it costs nothing:
            # https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
            system.append({"cachePoint": {"type": "default"}})  # type: ignore[dict-item]
        body["system"] = system
    return body | {"messages": [{"role": "user", "content": [{"text": text}]}]}


def read_answer(name: str, answer: Mapping[str, Any]) -> Reply:
    """Read what Converse answered, for the model of a name; raises what the port lists."""
    stop = answer["stopReason"]
    # No message if a guardrail intervened first; no content if it was filtered.
    message = answer.get("output", {}).get("message", {})
    usage = answer.get("usage", {})
    read = Reply(
        text="".join(_written(message.get("content", []))),
        truncated=stop == "max_tokens",
        seconds=answer.get("metrics", {}).get("latencyMs", 0) / 1000,
        input_tokens=usage.get("inputTokens", 0),
        output_tokens=usage.get("outputTokens", 0),
        cache_read_tokens=usage.get("cacheReadInputTokens", 0),
        cache_write_tokens=usage.get("cacheWriteInputTokens", 0),
    )
    if stop in FILTERED:
        raise ContentFiltered(name, read)
    if stop == "model_context_window_exceeded":
        raise InputTooLong(name, read)
    if stop not in (*ENDED, "max_tokens"):
        raise ReplyMalformed(name, f"it stopped for {stop!r}", read)
    return read


def _written(content: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the texts of an answer; a block of another kind, such as reasoning, is none of it."""
    return (block["text"] for block in content if "text" in block)


def bind(model: Model, *, catalogue: Catalogue, timeout_s: float) -> BedrockModel:
    """Bind a model, as providers.py expects of an adapter."""
    return BedrockModel(model, catalogue=catalogue, timeout_s=timeout_s)
