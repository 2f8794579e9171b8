"""What a call was, in OpenTelemetry's names."""

import json
from typing import Any

import pytest

from summariser.domain.errors import ContentFiltered, ModelThrottled, ReplyMalformed
from summariser.domain.reply import NOTHING
from summariser.llm.metering import Call
from summariser.llm.telemetry import telemetry_of
from tests.models import any_model, any_reply

ANSWERED = {"gen_ai.response.finish_reasons", "gen_ai.usage.input_tokens"}


def call(**changes: Any) -> Call:
    fields: dict[str, Any] = {
        "listing_id": "baker-1",
        "version": 1,
        "language": "en",
        "model": any_model(),
        "reply": any_reply("chat| You bake zqxkjvbread. [1]", input_tokens=120, output_tokens=50),
        "estimated_tokens": 100,
        "max_tokens": 300,
    }
    return Call(**fields | changes)


def should_name_a_call_as_open_telemetry_does() -> None:
    assert telemetry_of(call()) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.request.model": "any.small",
        "gen_ai.request.max_tokens": 300,
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 50,
        "error.type": None,
    }


def should_name_the_endpoint_and_the_operation_of_a_container_without_chat() -> None:
    model = any_model(provider="sagemaker", id="our-falcon", endpoint_schema="inputs")
    told = telemetry_of(call(model=model))
    assert (told["gen_ai.operation.name"], told["gen_ai.request.model"]) == (
        "text_completion",
        "our-falcon",
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reply": any_reply("chat| You", truncated=True)}, "length"),
        ({"error": ContentFiltered.__name__}, "content_filter"),
        ({"error": ReplyMalformed.__name__}, "error"),
    ],
)
def should_say_why_an_answer_ended(changes: dict[str, object], reason: str) -> None:
    assert telemetry_of(call(**changes))["gen_ai.response.finish_reasons"] == [reason]


def should_count_no_tokens_of_a_call_that_nothing_answered() -> None:
    told = telemetry_of(call(reply=NOTHING, error=ModelThrottled.__name__))
    assert told["error.type"] == "ModelThrottled"
    assert not ANSWERED & told.keys()


def should_not_repeat_what_was_answered() -> None:
    assert "zqxkjv" not in json.dumps(telemetry_of(call()))
