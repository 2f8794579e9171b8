"""The proxy as SageMaker's client meets it: boto3 in front, a chat server over HTTP behind."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.chat_server import chat_server, completion
from workbench.errors import UsageError
from workbench.proxy.process import proxy
from workbench.proxy.upstream import find_model

ENDPOINT = "listing-summariser-llama-2-7b"
PARAMETERS = {"max_new_tokens": 50, "temperature": 0.2, "stop": ["\nEND"]}
INPUTS = {"inputs": "[INST] Write about line 1. [/INST]", "parameters": PARAMETERS}


@contextmanager
def client_of(upstream: str) -> Iterator[Any]:
    with proxy(upstream, "tiny") as url:
        yield boto3.client(
            "sagemaker-runtime",
            region_name="eu-central-1",
            endpoint_url=url,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106
            config=Config(retries={"total_max_attempts": 1}),
        )


def invoke(client: Any, endpoint: str = ENDPOINT, body: object = None) -> Any:
    response = client.invoke_endpoint(
        EndpointName=endpoint,
        ContentType="application/json",
        Body=json.dumps(body or INPUTS).encode(),
    )
    return response["Body"].read()


def should_put_a_prompt_to_the_server_as_a_chat_without_the_wrapper_of_another_model() -> None:
    answer = completion("preview| Baker. [1]")
    with chat_server(lambda _: answer) as server, client_of(f"{server.url}/v1/") as client:
        (generation,) = json.loads(invoke(client))
    assert generation["generated_text"] == "preview| Baker. [1]"
    assert generation["details"] == {"finish_reason": "stop", "generated_tokens": 20}
    assert server.chats == [
        {
            "messages": [{"role": "user", "content": "Write about line 1."}],
            "max_tokens": 50,
            "temperature": 0.2,
            "stop": ["\nEND"],
            "model": "tiny",
        }
    ]


ANSWERS = {
    "throttled": ((429, b"slow down"), "ThrottlingException", None),
    "broken": ((500, b"out of memory"), "ModelError", (500, "out of memory")),
    "too long": ((400, b"context is full"), "ModelError", (400, "context is full")),
}


@pytest.mark.parametrize(("answer", "code", "original"), ANSWERS.values(), ids=ANSWERS)
def should_pass_on_an_error_as_sagemaker_does(
    answer: tuple[int, bytes], code: str, original: tuple[int, str] | None
) -> None:
    with (
        chat_server(lambda _: answer) as server,
        client_of(server.url) as client,
        pytest.raises(ClientError) as raised,
    ):
        invoke(client)
    response: Any = raised.value.response
    assert response["Error"]["Code"] == code
    if original:
        assert (response["OriginalStatusCode"], response["OriginalMessage"]) == original


def should_say_which_server_refused_the_connection() -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    with client_of(url) as client, pytest.raises(ClientError) as raised:
        invoke(client)
    response: Any = raised.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert response["OriginalMessage"] == f"{url} gave no answer: connection refused"


def should_not_know_an_endpoint_that_no_model_has_nor_a_body_in_another_schema() -> None:
    with chat_server(lambda _: completion("")) as server, client_of(server.url) as client:
        with pytest.raises(ClientError, match="Endpoint not found"):
            invoke(client, endpoint="unheard-of")
        with pytest.raises(ClientError, match="422"):
            invoke(client, body={"prompt": "Hello"})
    assert server.chats == []


def should_leave_garbage_as_it_came() -> None:
    with chat_server(lambda _: (200, b"<html>")) as server, client_of(server.url) as client:
        assert invoke(client) == b"<html>"


def should_ask_for_the_first_model_that_is_listed_unless_one_is_named() -> None:
    with chat_server(lambda _: completion("")) as server:
        assert find_model(server.url, None) == "tiny"
        assert find_model(server.url, "other") == "other"


def should_say_what_to_do_about_a_server_that_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="as http://localhost:8080"):
        find_model("localhost:8080", None)
    with pytest.raises(UsageError, match=r"connection refused\. Start a server"):
        find_model(f"http://127.0.0.1:{closed_port()}", None)
    with (
        chat_server(lambda _: completion(""), models=()) as server,
        pytest.raises(UsageError, match="name one with --llm-model"),
    ):
        find_model(server.url, None)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
