"""SageMakerModel: a model behind a SageMaker endpoint, in either schema that containers accept.

LMI (vLLM) and TGI accept OpenAI's chat messages; the older containers of Falcon and LLaMA 2 accept
`inputs` and `parameters`:
https://huggingface.co/docs/text-generation-inference/en/reference/api_reference
"""

import json
from time import monotonic
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as NoConnection

from summariser.adapters.aws import client_of_model
from summariser.adapters.model_errors import named
from summariser.domain.errors import (
    ContentFiltered,
    ModelTimedOut,
    ModelUnavailable,
    ReplyMalformed,
)
from summariser.domain.reply import Reply
from summariser.llm.models import Catalogue, Model, Schema
from summariser.llm.prompts import STOP, Prompt

TEMPERATURE = 0.2
ENDED = ("stop", "eos_token", "stop_sequence", "end_turn")
FILTERED = "content_filter"
CUT = "length"
WHOLE = (STOP, "]")  # how a complete reply ends, if the service gives no reason


class SageMakerModel:
    """Implements `TextModel`; the state machine retries, so boto3 does not."""

    def __init__(self, model: Model, *, timeout_s: float) -> None:
        self.name = model.name
        self._model = model
        self._sagemaker = client_of_model("sagemaker-runtime", timeout_s)

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt; raises what the port lists."""
        started = monotonic()
        chat = self._model.endpoint_schema is Schema.MESSAGES
        body = self._messages(prompt) if chat else self._inputs(prompt)
        try:
            response = self._sagemaker.invoke_endpoint(
                EndpointName=self._model.id,
                ContentType="application/json",
                Accept="application/json",
                Body=json.dumps(body).encode(),
            )
            raw = response["Body"].read()
        except ClientError as error:
            raise named(error, self.name, prompt.quotable) from error
        except ReadTimeoutError as error:
            raise ModelTimedOut(self.name) from error
        except (NoConnection, HTTPClientError) as error:
            raise ModelUnavailable(self.name, type(error).__name__) from error
        seconds = monotonic() - started
        try:
            answer = json.loads(raw)
            return self._read_messages(answer, seconds) if chat else self._read(answer, seconds)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            paid = Reply(
                text="", truncated=False, seconds=seconds, input_tokens=None, output_tokens=None
            )
            reason = "it is not in the endpoint's schema"
            raise ReplyMalformed(self.name, reason, paid) from error

    def _messages(self, prompt: Prompt) -> dict[str, Any]:
        messages = [{"role": "user", "content": prompt.text}]
        if self._model.system:
            messages = [
                {"role": "system", "content": prompt.instructions},
                {"role": "user", "content": prompt.data},
            ]
        body = {"messages": messages, "temperature": TEMPERATURE, "max_tokens": self._most(prompt)}
        return body | ({"stop": [f"\n{STOP}"]} if self._model.stop_sequences else {})

    def _inputs(self, prompt: Prompt) -> dict[str, Any]:
        parameters: dict[str, Any] = {
            "max_new_tokens": self._most(prompt),
            "temperature": TEMPERATURE,
            "details": True,
            "return_full_text": False,
        }
        if self._model.stop_sequences:
            parameters["stop"] = [f"\n{STOP}"]
        inputs = self._model.wrapper.replace("{prompt}", prompt.text)
        return {"inputs": inputs, "parameters": parameters}

    def _most(self, prompt: Prompt) -> int:
        return min(prompt.max_tokens, self._model.output_limit)

    def _read_messages(self, answer: dict[str, Any], seconds: float) -> Reply:
        choice = answer["choices"][0]
        usage = answer.get("usage") or {}
        return self._reply(
            choice["message"]["content"] or "",
            choice["finish_reason"],
            seconds,
            usage.get("prompt_tokens"),
            usage.get("completion_tokens"),
        )

    def _read(self, answer: Any, seconds: float) -> Reply:
        generation = answer[0] if isinstance(answer, list) else answer
        text = generation.get("generated_text", generation.get("generation"))
        details = generation.get("details") or {}
        reason = details.get("finish_reason")
        if reason is None:
            reason = "stop" if text.rstrip().endswith(WHOLE) else CUT
        return self._reply(text, reason, seconds, None, details.get("generated_tokens"))

    def _reply(
        self, text: str, reason: str, seconds: float, read: int | None, written: int | None
    ) -> Reply:
        reply = Reply(
            text=text.rstrip().removesuffix(STOP),
            truncated=reason == CUT,
            seconds=seconds,
            input_tokens=read,
            output_tokens=written,
        )
        if reason == FILTERED:
            raise ContentFiltered(self.name, reply)
        if reason not in (*ENDED, CUT):
            raise ReplyMalformed(self.name, f"it stopped for {reason!r}", reply)
        return reply


def bind(model: Model, *, catalogue: Catalogue, timeout_s: float) -> SageMakerModel:  # noqa: ARG001
    """Bind a model, as providers.py expects of an adapter."""
    return SageMakerModel(model, timeout_s=timeout_s)
