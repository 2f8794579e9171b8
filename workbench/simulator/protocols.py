"""Protocols of the two services: how they read requests, answer and refuse."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.responses import JSONResponse, Response

from summariser.llm.prompts import STOP


@dataclass(frozen=True)
class ServiceRequest:
    """A request of either service."""

    instructions: str  # the system prompt; may be empty
    text: str  # the rest of the prompt
    max_tokens: int
    stops: bool  # whether the stop sequence ends the reply
    caches: bool
    tempered: bool = False  # whether it sets a temperature

    @property
    def prompt(self) -> str:
        """The whole text that the model reads."""
        return f"{self.instructions}\n{self.text}" if self.instructions else self.text


@dataclass(frozen=True)
class Answer:
    """A reply, before it takes the form of a service."""

    text: str
    cut: bool
    read: int
    written: int
    seconds: float
    cache_read: int = 0
    cache_written: int = 0


class Service(Protocol):
    """The protocol of a service."""

    def read(self, body: Mapping[str, Any]) -> ServiceRequest:
        """Read a request; raises `LookupError` or `TypeError` if it is malformed."""

    def answer(
        self, body: Mapping[str, Any], request: ServiceRequest, answered: Answer, /
    ) -> Response:
        """Put a reply into the form of the service."""

    def refuse(self, kind: str, limit: int, read: int = 0) -> Response:
        """Refuse with one of throttled, server_error, filtered, too_long, output_limit, unknown.

        Converse has one more, temperature, for a model that takes none.

        `limit` is the window or the output limit in tokens; `read` counts a filtered prompt.
        """


class Bedrock:
    """The Converse API.

    https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
    """

    def read(self, body: Mapping[str, Any]) -> ServiceRequest:
        """Read a request."""
        system = body.get("system") or []
        inference = body["inferenceConfig"]
        return ServiceRequest(
            instructions="\n".join(block["text"] for block in system if "text" in block),
            text="\n".join(block["text"] for block in body["messages"][0]["content"]),
            max_tokens=inference["maxTokens"],
            stops=any(STOP in stop for stop in inference.get("stopSequences", [])),
            caches=any("cachePoint" in block for block in system),
            tempered="temperature" in inference,
        )

    def answer(self, _: Mapping[str, Any], request: ServiceRequest, answered: Answer) -> Response:
        """Put a reply into the form of the service."""
        return JSONResponse(converse_answer(request, answered))

    def refuse(self, kind: str, limit: int, read: int = 0) -> Response:
        """Refuse; a filtered call is counted, and charged, all the same."""
        if kind == "filtered":
            return JSONResponse(filtered_answer(read))
        status, code, message = {
            "throttled": (429, "ThrottlingException", "Too many requests, please wait."),
            "server_error": (503, "ServiceUnavailableException", "Try again later."),
            "too_long": (400, "ValidationException", "Input is too long for requested model."),
            "output_limit": (
                400,
                "ValidationException",
                f"The maximum tokens you requested exceeds the model limit of {limit}.",
            ),
            "temperature": (
                400,
                "ValidationException",
                "`temperature` is deprecated for this model.",
            ),
            "unknown": (404, "ResourceNotFoundException", "The model does not exist."),
        }[kind]
        return JSONResponse({"message": message}, status, {"x-amzn-errortype": code})


def converse_answer(request: ServiceRequest, answered: Answer) -> dict[str, Any]:
    """Put a reply into the body of Converse, which a record of a batch job has as well."""
    ended = "stop_sequence" if request.stops else "end_turn"
    text = answered.text if answered.cut or request.stops else f"{answered.text}\n{STOP}"
    return _body(text, "max_tokens" if answered.cut else ended, answered)


def filtered_answer(read: int) -> dict[str, Any]:
    """Make the body of an answer that was filtered, whose prompt is counted all the same."""
    return _body("", "content_filtered", Answer("", False, read, 0, 0.0))


def _body(text: str, stop: str, answered: Answer) -> dict[str, Any]:
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
        "stopReason": stop,
        "usage": {
            "inputTokens": answered.read,
            "outputTokens": answered.written,
            "totalTokens": answered.read + answered.written,
            "cacheReadInputTokens": answered.cache_read,
            "cacheWriteInputTokens": answered.cache_written,
        },
        "metrics": {"latencyMs": round(answered.seconds * 1000)},
    }


class SageMaker:
    """InvokeEndpoint, with a container that takes chat messages, or inputs and parameters."""

    def read(self, body: Mapping[str, Any]) -> ServiceRequest:
        """Read a request."""
        if "messages" in body:
            texts = [message["content"] for message in body["messages"]]
            stops = body.get("stop") or []
            return ServiceRequest(
                "\n".join(texts[:-1]), texts[-1], body["max_tokens"], bool(stops), False
            )
        parameters = body["parameters"]
        stops = bool(parameters.get("stop"))
        return ServiceRequest("", body["inputs"], parameters["max_new_tokens"], stops, False)

    def answer(
        self, body: Mapping[str, Any], request: ServiceRequest, answered: Answer
    ) -> Response:
        """Put a reply into the form of the container."""
        text = answered.text if answered.cut else f"{answered.text}\n{STOP}"
        if "messages" in body:
            choice = {
                "index": 0,
                "message": {"role": "assistant", "content": text},
                "finish_reason": "length" if answered.cut else "stop",
            }
            usage = {"prompt_tokens": answered.read, "completion_tokens": answered.written}
            return JSONResponse({"choices": [choice], "usage": usage})
        generation: dict[str, Any] = {"generated_text": text}
        if body["parameters"].get("details"):
            ended = "stop_sequence" if request.stops else "eos_token"
            generation["details"] = {
                "finish_reason": "length" if answered.cut else ended,
                "generated_tokens": answered.written,
            }
        return JSONResponse([generation])

    def refuse(self, kind: str, limit: int, read: int = 0) -> Response:  # noqa: ARG002
        """Refuse, as the container does behind a ModelError."""
        if kind == "unknown":
            message = {"Message": "Endpoint not found."}
            return JSONResponse(message, 400, {"x-amzn-errortype": "ValidationError"})
        status, original = {
            "throttled": (429, "Model is overloaded"),
            "server_error": (500, "CUDA error"),
            "filtered": (500, "the answer was filtered"),
            "too_long": (
                422,
                f"Input validation error: `inputs` tokens + `max_new_tokens` must be <= {limit}.",
            ),
            "output_limit": (422, f"`max_new_tokens` must be <= {limit}."),
        }[kind]
        body = {
            "Message": f"Received an error from the container ({status}).",
            "OriginalStatusCode": status,
            "OriginalMessage": json.dumps(original),
        }
        return JSONResponse(body, 424, {"x-amzn-errortype": "ModelError"})
