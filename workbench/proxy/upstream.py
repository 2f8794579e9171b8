"""The upstream: a server of OpenAI's chat completions, and the model that it answers with.

https://platform.openai.com/docs/api-reference/chat
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError

from workbench.errors import UsageError

CONNECTS_WITHIN_S = 5.0
# A caller has given up by then: ModelTimeoutSeconds is 60 at most. Closing the connection tells
# the server to stop writing.
ANSWERS_WITHIN_S = 60.0


class UpstreamFailed(ConnectionError):
    """The upstream gave no answer at all."""

    def __init__(self, url: str, reason: HTTPError) -> None:
        refused = "connection refused" if isinstance(reason, NewConnectionError) else None
        super().__init__(f"{url} gave no answer: {refused or type(reason).__name__}")


@dataclass(frozen=True)
class Answer:
    """An answer of the upstream, as it came."""

    status: int
    body: bytes


class Upstream:
    """Calls the server at a URL, with or without `/v1` at its end."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/").removesuffix("/v1")
        self._pool = urllib3.PoolManager(
            maxsize=32,
            retries=False,  # the state machine retries
            timeout=urllib3.Timeout(connect=CONNECTS_WITHIN_S, read=ANSWERS_WITHIN_S),
        )

    def models(self) -> list[str]:
        """List the models that the server names; raises `UpstreamFailed`."""
        answer = self._request("GET", "/v1/models")
        try:
            return [str(model["id"]) for model in json.loads(answer.body)["data"]]
        except (ValueError, LookupError, TypeError):
            return []

    def complete(self, body: dict[str, Any]) -> Answer:
        """Have a chat completed; raises `UpstreamFailed`."""
        return self._request("POST", "/v1/chat/completions", body)

    def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        try:
            response = self._pool.request(method, self.url + path, json=body, redirect=False)
        except HTTPError as error:
            raise UpstreamFailed(self.url, error) from error
        return Answer(response.status, response.data)


def find_model(url: str, name: str | None) -> str:
    """Return the model to ask for: `name`, or the first that the server at `url` lists.

    Raises `UsageError` when the server cannot be reached, or lists no model and none is named.
    """
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
        raise UsageError(f"--llm {url}: write the server's address, as http://localhost:8080.")
    try:
        listed = Upstream(url).models()
    except UpstreamFailed as error:
        raise UsageError(
            f"--llm: {error}. Start a server of OpenAI's chat completions there (llama.cpp, vLLM, "
            "Ollama), or correct the address."
        ) from error
    if name is None and not listed:
        raise UsageError(f"--llm: {url}/v1/models lists no model: name one with --llm-model.")
    return name or listed[0]
