"""The HTTP API in front of the whole stack: the real function, queue and state machine."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_IDS
from tests.workflow.board import Board
from tests.workflow.commands import ROOT, summariser
from tests.workflow.listings import any_listing_fields
from tests.workflow.requests import JSON, Answer, Client, Description, path_of

LISTING = any_listing_fields()
EXAMPLE = re.compile(r"^\$ ((?:curl|head|echo).*?)   # (\d{3})$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def client(running_board: Board) -> Client:
    return Client(running_board)


@pytest.fixture(scope="module")
def description(client: Client) -> Description:
    return Description(client)


def should_answer_with_the_summary_and_then_from_the_store(board: Board, client: Client) -> None:
    answer = client.put("api-1", LISTING)
    assert answer.status == 200
    assert answer.headers["preference-applied"] == "wait=25"
    assert answer.content["profiles"]["preview"]["text"]
    again = client.put("api-1", LISTING)
    assert again.content == answer.content
    assert board.executions("api-1") == ["SUCCEEDED"]
    summary = client.ask("GET", path_of("api-1", "/summary?profiles=seo"))
    assert summary.content["profiles"].keys() == {"seo"}
    tag = {"If-None-Match": summary.headers["etag"]}
    assert client.ask("GET", path_of("api-1", "/summary?profiles=seo"), headers=tag).status == 304
    assert client.ask("GET", path_of("api-1", "/summary"), headers=tag).status == 200


def should_answer_a_request_that_does_not_wait_with_where_to_ask(
    board: Board, client: Client
) -> None:
    answer = client.ask("PUT", path_of("api 2"), LISTING, JSON)
    assert (answer.status, answer.content["status"]) == (202, "received")
    assert answer.headers["retry-after"] == "2"
    assert answer.headers["location"] == "/listings/api%202"
    board.settle()
    assert client.ask("GET", answer.headers["location"]).content["status"] == "published"


def should_withdraw_a_listing(board: Board, client: Client, description: Description) -> None:
    client.put("api-3", LISTING)
    answer = client.ask("DELETE", path_of("api-3"), headers={"Prefer": "wait=25"})
    assert (answer.status, answer.body) == (204, b"")
    description.check("DELETE", "/listings/{listing_id}", answer)
    assert client.ask("GET", path_of("api-3", "/summary")).problem == "listing-withdrawn"
    assert board.rows("api-3")["summary"]["status"] == {"S": "withdrawn"}


def should_tell_why_a_listing_has_no_summary(client: Client) -> None:
    answer = client.put("api-4", LISTING | {"description": " "})
    assert (answer.status, answer.problem) == (422, "listing-rejected")
    assert client.ask("GET", path_of("api-4")).content["error"] == "ListingHasNoText"


@pytest.mark.parametrize(
    ("status", "problem", "method", "path", "headers", "body"),
    [
        (404, "route-unknown", "GET", "/nowhere", {}, b""),
        (404, "route-unknown", "PUT", "/listings/", JSON, b"{}"),
        (404, "route-unknown", "PUT", "/listings/a/b/c", JSON, b"{}"),
        (405, "method-not-allowed", "POST", "/listings/a", JSON, b"{}"),
        (405, "method-not-allowed", "PUT", "/listings/a%2Fsummary", JSON, b"{}"),
        (404, "listing-unknown", "GET", "/listings/..", {}, b""),
        (404, "listing-unknown", "GET", "/listings/%2e%2e", {}, b""),
        (400, "invalid-parameter", "PUT", "/listings/" + "x" * 500, JSON, b"{}"),
        (400, "invalid-parameter", "GET", "/listings/%20a/summary", {}, b""),
        (400, "invalid-parameter", "GET", "/listings/" + "%C3%A9" * 129, {}, b""),
        (415, "unsupported-body", "PUT", "/listings/a", {}, b"{}"),
        (415, "unsupported-body", "PUT", "/listings/a", {"Content-Type": "text/html"}, b"<p>"),
        (
            415,
            "unsupported-body",
            "PUT",
            "/listings/a",
            JSON | {"Content-Encoding": "gzip"},
            gzip.compress(b" " * 10_000_000, mtime=0),
        ),
        (400, "malformed-body", "PUT", "/listings/a", JSON, b""),
        (400, "malformed-body", "PUT", "/listings/a", JSON, b"{"),
        (400, "malformed-body", "PUT", "/listings/a", JSON, b"[" * 100_000),
        (
            400,
            "malformed-body",
            "PUT",
            "/listings/a",
            {"Content-Type": "application/ld+json"},
            b"\xff",
        ),
        (422, "invalid-listing", "PUT", "/listings/a", JSON, b"{}"),
        (413, "body-too-large", "PUT", "/listings/a", JSON, b'{"description": "%b"}'),
    ],
    ids=lambda value: str(value)[:24],
)
def should_refuse_with_a_problem(
    client: Client,
    status: int,
    problem: str,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
) -> None:
    body = body.replace(b"%b", b"x" * 1_048_576)
    answer = client.ask(method, path, headers=headers, body=body)
    assert (answer.status, answer.problem) == (status, problem)


def should_reach_no_other_listing_by_an_id(board: Board, client: Client) -> None:
    answers = {it: client.ask("PUT", path_of(it), LISTING, JSON) for it in HOSTILE_IDS}
    board.settle()
    taken = {it for it, answer in answers.items() if answer.status == 202}
    assert len(taken) >= 4
    for listing_id, answer in answers.items():
        if listing_id in taken:
            assert client.ask("GET", path_of(listing_id)).content["listing_id"] == listing_id
            assert board.status(listing_id) == "published"
        else:
            assert answer.problem in {"route-unknown", "method-not-allowed", "invalid-parameter"}


def examples() -> Iterator[tuple[str, str]]:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    yield from EXAMPLE.findall(page)


def should_answer_the_examples_of_the_page_as_it_says(client: Client) -> None:
    found = list(examples())
    assert len(found) == 9
    for command, status in found:
        done = subprocess.run(
            ["/bin/sh", "-c", command.replace("curl -s", "curl -s -o /dev/null -w '%{http_code}'")],
            cwd=ROOT,
            env={"API": client.url, "PATH": "/usr/local/bin:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr) == (status, ""), command


def should_show_a_summary_to_somebody_who_asks(client: Client, tmp_path: Path) -> None:
    page = tmp_path / "job.html"
    page.write_text(f"<h1>Baker</h1><p>{LISTING['description']}</p>", encoding="utf-8")
    shown = summariser("ask", str(page), "--url", client.url, "--id", "asked-1")
    assert shown.returncode == 0
    assert "asked-1" in shown.stdout
    assert "preview" in shown.stdout
    empty = summariser("ask", "-", "--url", client.url, given=b'{"description": " "}')
    assert empty.returncode == 1
    assert "description is empty" in empty.stderr


TEXT = st.text(max_size=140) | st.sampled_from(["api-1", "x" * 500, *HOSTILE_IDS])
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60).map(str.strip)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys((*LISTING, "version", "listing_id", "@type", "listing"), VALUE)
)
BODIES = (
    st.binary(max_size=60)
    | VALUE.map(lambda value: json.dumps(value).encode())
    | FIELDS.map(lambda fields: json.dumps(fields).encode())
    | FIELDS.map(lambda fields: json.dumps(fields | {"description": "You bake bread."}).encode())
)
HEADERS = st.fixed_dictionaries(
    {"Content-Type": st.sampled_from(["application/json", "application/ld+json", "text/plain"])},
    optional={"Idempotency-Key": ASCII, "If-None-Match": ASCII, "Prefer": ASCII},
)
REQUESTS = st.tuples(
    st.sampled_from(["GET", "GET", "PUT", "PUT", "DELETE", "POST"]),
    TEXT,
    st.sampled_from(["", "/summary", "/summary?profiles="]),
    ASCII,
    HEADERS,
    BODIES,
)


def _answer_each_as_described(client: Client, description: Description, number: int) -> None:
    @seed(17)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(REQUESTS)
    def answer(request: tuple[Any, ...]) -> None:
        method, listing_id, below, query, headers, body = request
        query = path_of(query).removeprefix("/listings/") if below.endswith("=") else ""
        path = path_of(listing_id.encode(errors="replace").decode(), below + query)
        body = body if method == "PUT" else None
        answer: Answer = client.ask(method, path, headers=headers, body=body)
        assert answer.status < 500, (request, answer)
        described = "/listings/{listing_id}" + below.partition("?")[0]
        if answer.headers.get("content-type") == "application/problem+json" and answer.problem in {
            "route-unknown",
            "method-not-allowed",
        }:
            return
        description.check(method, described, answer)

    answer()


def should_answer_generated_requests_as_described(
    board: Board, client: Client, description: Description
) -> None:
    assert board
    _answer_each_as_described(client, description, 40)


@pytest.mark.exhaustive
def should_answer_thousands_of_generated_requests_as_described(
    board: Board, client: Client, description: Description
) -> None:
    assert board
    _answer_each_as_described(client, description, 5000)


def should_describe_every_operation(description: Description) -> None:
    assert description.operations() == {
        ("PUT", "/listings/{listing_id}"),
        ("GET", "/listings/{listing_id}"),
        ("DELETE", "/listings/{listing_id}"),
        ("GET", "/listings/{listing_id}/summary"),
        ("GET", "/listings/{listing_id}/similar"),
        ("GET", "/health"),
    }
