"""A service's reason is kept for people, unless it repeats what the listing says."""

import pytest
from botocore.exceptions import ClientError

from summariser.adapters.model_errors import named
from summariser.domain.errors import InputTooLong, ModelRejectedRequest
from summariser.llm.prompts import Prompt, Task
from tests.models import any_lines, document_of

LINES = any_lines(
    "You bake bread in the bakery of Ms Oduya-Lindqvist every night.",
    "Ring 0471 5550188 before noon.",
    "夜勤のパン職人を募集しています。",
)
PROMPT = Prompt(
    task=Task.WRITE, instructions="", data="", max_tokens=10, document=document_of(LINES)
)


def error_of(message: str) -> Exception:
    error = ClientError(
        {
            "Error": {"Code": "ValidationException", "Message": message},
            "ResponseMetadata": {"HTTPStatusCode": 400},  # type: ignore[typeddict-item]
        },
        "Converse",
    )
    return named(error, "small", PROMPT.quotable)


def reason_of(message: str) -> str:
    found = error_of(message)
    assert isinstance(found, ModelRejectedRequest)
    return str(found)


@pytest.mark.parametrize(
    "message",
    [
        "Input is too long for requested model.",
        "This model's maximum context length is 2048 tokens.",
        "the request exceeds the available context size (2048 tokens), try increasing it",
    ],
)
def should_tell_a_prompt_that_is_too_long_from_other_refusals(message: str) -> None:
    assert isinstance(error_of(message), InputTooLong)


@pytest.mark.parametrize(
    "message",
    [
        "temperature is deprecated for this model",
        "The model returned the following errors: messages.0.role must be 'user'",
        "maxTokens 900 is above 512",
    ],
)
def should_keep_a_reason_that_repeats_nothing_of_the_listing(message: str) -> None:
    assert message in reason_of(message)


@pytest.mark.parametrize(
    "message",
    [
        "You bake bread in the bakery of Ms Oduya-Lindqvist every night.",
        "Not allowed: the bakery of ms oduya",
        "The term 'Oduya-Lindqvist' is blocked",
        'The input "oduya" is not allowed',
        "A telephone number was found: 5550188",
        "Blocked: パン職人",
        "x" * 300,
    ],
)
def should_keep_the_code_alone_where_a_reason_may_repeat_the_listing(message: str) -> None:
    assert reason_of(message) == "small refused the request: ValidationException."
