"""Requests to the HTTP API, byte for byte as a test writes them."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from jsonschema import Draft202012Validator

from tests.workflow.board import Board

JSON = {"Content-Type": "application/json"}
WAIT = JSON | {"Prefer": "wait=25"}


@dataclass(frozen=True)
class Answer:
    """An answer of the API."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """The name of a problem, which every error is."""
        assert self.headers["content-type"] == "application/problem+json", self.body
        content = self.content
        assert content["status"] == self.status
        assert content["what_to_do"]
        kind: str = content["type"].removeprefix("urn:listing-summariser:problem:")
        return kind


class Client:
    """A client of a board's API, which keeps its connection open."""

    def __init__(self, board: Board) -> None:
        self.url = board.outputs["HttpApiUrl"]
        self._connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)

    def ask(
        self,
        method: str,
        path: str,
        content: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        body: bytes | None = None,
    ) -> Answer:
        """Send a request, with JSON or a body."""
        if content is not None:
            body = json.dumps(content).encode()
        self._connection.request(method, path, body, dict(headers or {}))
        reply = self._connection.getresponse()
        found = {name.lower(): value for name, value in reply.getheaders()}
        return Answer(reply.status, found, reply.read())

    def put(self, listing_id: str, content: Any, **headers: str) -> Answer:
        return self.ask("PUT", path_of(listing_id), content, WAIT | headers)


def path_of(listing_id: str, below: str = "") -> str:
    return f"/listings/{quote(listing_id, safe='')}{below}"


class Description:
    """The API's own description, by which its answers are judged."""

    def __init__(self, client: Client) -> None:
        self._document = client.ask("GET", "/openapi.json").content

    def operations(self) -> set[tuple[str, str]]:
        paths = self._document["paths"]
        return {(method.upper(), path) for path, found in paths.items() for method in found}

    def check(self, method: str, path: str, answer: Answer) -> None:
        """Hold an answer to what is described of its operation."""
        responses = self._document["paths"][path][method.lower()]["responses"]
        assert str(answer.status) in responses, (method, path, answer)
        content = responses[str(answer.status)].get("content")
        if content is None:
            assert answer.body == b""
            return
        schema = content[answer.headers["content-type"]]["schema"]
        components = {"components": self._document["components"]}
        Draft202012Validator(schema | components).validate(answer.content)
