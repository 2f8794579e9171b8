"""The two schemas of SageMaker's containers, as chats, and the chat's answer in the caller's."""

import json
from collections.abc import Mapping
from typing import Any

from summariser.llm.models import Model, Schema


def to_chat(body: Mapping[str, Any], model: Model) -> dict[str, Any]:
    """Turn a request in the model's schema into a chat; raises `LookupError` for another body."""
    if model.endpoint_schema is Schema.MESSAGES:
        return {**body, "messages": body["messages"]}
    parameters = body["parameters"]
    before, _, after = model.wrapper.partition("{prompt}")
    prompt = body["inputs"].removeprefix(before).removesuffix(after)  # the server has its own
    chat = {
        "messages": [{"role": "user", "content": prompt}],
        "max_tokens": parameters["max_new_tokens"],
        "temperature": parameters["temperature"],
    }
    return chat | ({"stop": parameters["stop"]} if "stop" in parameters else {})


def from_chat(answer: bytes, model: Model) -> bytes:
    """Put a chat's answer into the model's schema; what is not an answer stays as it is."""
    if model.endpoint_schema is Schema.MESSAGES:
        return answer
    try:
        content = json.loads(answer)
        choice = content["choices"][0]
        generation = {
            "generated_text": choice["message"]["content"] or "",
            "details": {
                "finish_reason": choice["finish_reason"],
                "generated_tokens": (content.get("usage") or {}).get("completion_tokens"),
            },
        }
    except (ValueError, LookupError, TypeError, AttributeError):
        return answer
    return json.dumps([generation]).encode()
