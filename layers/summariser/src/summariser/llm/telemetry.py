"""Telemetry: what a call was, in the names of OpenTelemetry's conventions for generative AI.

https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
"""

from typing import Any

from summariser.domain.errors import ContentFiltered
from summariser.llm.metering import Call
from summariser.llm.models import EmbeddingModel, HostedModel, Model, Schema


def telemetry_of(call: Call) -> dict[str, Any]:
    """Describe a call; never by what was asked or answered. Tokens are given if it answered."""
    model = call.model
    told: dict[str, Any] = {
        "gen_ai.provider.name": model.runs_on.telemetry_name,
        "gen_ai.request.model": model.id,
        "error.type": call.error,
    }
    if isinstance(model, EmbeddingModel):
        told |= {
            "gen_ai.operation.name": "embeddings",
            "gen_ai.embeddings.dimension.count": model.dimensions,
        }
        return told | ({"gen_ai.usage.input_tokens": call.input_tokens} if call.reply.calls else {})
    told |= {
        "gen_ai.operation.name": _operation(model),
        "gen_ai.request.max_tokens": call.max_tokens,
    }
    if call.reply.calls:
        told |= {
            "gen_ai.response.finish_reasons": [_finish_reason(call)],
            "gen_ai.usage.input_tokens": call.input_tokens,
            "gen_ai.usage.output_tokens": call.output_tokens,
        }
    return told


def _operation(model: HostedModel) -> str:
    inputs = isinstance(model, Model) and model.endpoint_schema is Schema.INPUTS
    return "text_completion" if inputs else "chat"


def _finish_reason(call: Call) -> str:
    if call.error is not None:
        return "content_filter" if call.error == ContentFiltered.__name__ else "error"
    return "length" if call.reply.truncated else "stop"
