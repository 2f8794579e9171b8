"""Answers of Bedrock's Converse that the simulator never gives, from a server over real HTTP."""

import json
from typing import Any

import pytest

from summariser.adapters import aws
from summariser.adapters.bedrock import bind
from summariser.domain.errors import ContentFiltered, ReplyMalformed
from summariser.domain.profiles import load_profiles
from summariser.domain.reply import Reply
from summariser.llm.models import load_models
from summariser.llm.prompts import Prompt, Task
from tests.chat_server import chat_server
from tests.models import any_lines, document_of

USAGE = {"inputTokens": 40, "outputTokens": 9, "totalTokens": 49}
CATALOGUE = load_models()


def answer_to(body: dict[str, Any]) -> Reply:
    """Ask a model that a server answers for with `body`."""
    prompt = Prompt(
        task=Task.WRITE,
        instructions="Summarise.",
        data="1 You bake bread.",
        max_tokens=100,
        document=document_of(any_lines("You bake bread.")),
        profiles=load_profiles(),
    )
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        chat_server(lambda _: (200, json.dumps(body).encode())) as server,
    ):
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.url)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
        aws.client_of_model.cache_clear()
        try:
            model = CATALOGUE.models["claude-haiku"]
            return bind(model, catalogue=CATALOGUE, timeout_s=10).answer(prompt)
        finally:
            aws.client_of_model.cache_clear()


@pytest.mark.parametrize(
    "output",
    [
        {},
        {"output": {"message": {"role": "assistant"}}},
        {"output": {"message": {"role": "assistant", "content": [{"text": "Blocked."}]}}},
    ],
    ids=["no output", "no content", "a text of its own"],
)
@pytest.mark.parametrize("stop", ["guardrail_intervened", "content_filtered"])
def should_say_that_a_guardrail_intervened_whatever_it_left(
    stop: str, output: dict[str, Any]
) -> None:
    with pytest.raises(ContentFiltered) as caught:
        answer_to({"stopReason": stop, "usage": USAGE, "metrics": {"latencyMs": 5}} | output)
    assert caught.value.paid
    assert caught.value.paid.input_tokens == 40


@pytest.mark.parametrize("output", [{}, {"message": None}])
def should_take_an_empty_output_for_an_intervention(output: dict[str, Any]) -> None:
    with pytest.raises(ContentFiltered):
        answer_to({"stopReason": "guardrail_intervened", "output": output, "usage": USAGE})


def should_call_an_answer_malformed_that_cannot_be_parsed() -> None:
    content = [{"text": "a", "image": {}}]
    with pytest.raises(ReplyMalformed):
        answer_to({"stopReason": "end_turn", "output": {"message": {"content": content}}})


def should_say_that_a_guardrail_intervened_where_nothing_was_counted() -> None:
    with pytest.raises(ContentFiltered):
        answer_to({"stopReason": "guardrail_intervened"})


def should_leave_out_what_a_model_reasons() -> None:
    content = [
        {
            "reasoningContent": {
                "reasoningText": {"text": "The listing is short.", "signature": "x"}
            }
        },
        {"text": "preview| Baker. [1]\n"},
        {"reasoningContent": {"redactedContent": "AAAA"}},
        {"text": "END"},
    ]
    reply = answer_to(
        {
            "output": {"message": {"role": "assistant", "content": content}},
            "stopReason": "end_turn",
            "usage": USAGE,
            "metrics": {"latencyMs": 5},
        }
    )
    assert reply.text == "preview| Baker. [1]\nEND"
