"""What a listing says is in no log, no execution's history and no announcement, whatever happens.

Ids and URIs may be there. Every string that may not holds the word `zqxkjv`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.emitted import lines_of, series_of
from tests.workflow.board import Board, event
from tests.workflow.requests import JSON, Client
from workbench.local.engine import LocalEngine
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.process import environment, simulator

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
CANARY = "zqxkjv"  # long enough that no request id holds it by chance
MOST_SERIES = 60  # of a stage, each of which CloudWatch bills
PHONE = "7946 0987"
DESCRIPTION = """<h2>Zqxkjvduties</h2>
<p>You steer a zqxkjvferry between the islands with 12 people.</p>
<ul><li>Lead the zqxkjvcrew on board and ashore.</li>
<li>Plan the zqxkjvrepairs of four boats.</li></ul>
<h2>What we offer</h2><p>A salary of 41,000 zqxkjvpounds a year and 30 days of holiday.</p>
<p>Write to Ada Zqxkjvperson, ada.zqxkjvperson@zqxkjvferries.example,
or call +44 20 7946 0987.</p>"""
FIELDS = {
    "title": "Zqxkjvcaptain",
    "company": "Zqxkjvferries & Sons",
    "location": "Zqxkjvport",
    "salary": "41,000 zqxkjvpounds",
    "employment_type": "zqxkjvfull",
    "language": "zqxkjvlanguage",
    "url": "https://zqxkjvferries.example/jobs?phone=7946 0987",
    "published_at": "zqxkjvyesterday",
    "contact": {"name": "Ada Zqxkjvperson", "telephone": "+44 20 7946 0987"},
    "description": DESCRIPTION,
}
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "identifier": "posting",
    "title": "Zqxkjvcaptain",
    "hiringOrganization": {"name": "Zqxkjvferries", "email": "ada@zqxkjvferries.example"},
    "applicationContact": {"telephone": "+44 20 7946 0987"},
    "description": DESCRIPTION,
}
LONG = DESCRIPTION + "".join(
    f"<p>On route {number} the zqxkjvferry calls at zqxkjvharbour {number} before noon.</p>"
    for number in range(150)
)
PUBLISHED = {
    "short": event("short", listing=FIELDS),
    "long": event("long", listing=FIELDS | {"description": LONG}),
    "posting": event("posting", listing=POSTING),
}
REFUSED: list[str | dict[str, Any]] = [
    '{"listing_id": "cut", "description": "the zqxkjvferry',
    '{"listing_id": "number", "zqxkjvfield": NaN}',
    event("type", type="zqxkjvtype", listing=FIELDS),
    event("time", occurred_at="zqxkjvtime", listing=FIELDS),
    event("version", listing=FIELDS) | {"version": "zqxkjvversion"},
    event("list", listing=["zqxkjvferry"]),
    event("fields", listing=FIELDS | {"title": ["zqxkjvcaptain"], "description": {"a": "zqxkjv"}}),
    event("elsewhere", listing=None, listing_uri="zqxkjvuri"),
    event("empty", listing=FIELDS | {"description": "<p> </p>"}),
    event("words", listing=FIELDS | {"description": "Zqxkjvcaptain wanted."}),
]


@dataclass(frozen=True)
class Stack:
    """A running stack, and whether its models answer."""

    board: Board
    chain: str
    answers: bool


@pytest.fixture(
    scope="module",
    params=[("embedded", {}), ("falcon-40b", {}), ("falcon-40b", {Fault.MALFORMED: 1.0})],
    ids=["embedded", "a model", "a model that fails"],
)
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    chain, faults = request.param
    behaviour = Behaviour(base_s=0.0, read_rate=1e6, write_rate=1e6, faults=faults)
    with (
        simulator(behaviour) as url,
        LocalEngine(
            TEMPLATE, parameters={"ModelChain": chain}, environment=environment(url)
        ) as engine,
    ):
        board = Board(engine)
        board.send(*PUBLISHED.values(), *REFUSED)
        client = Client(board)
        for body in REFUSED:
            text = body if isinstance(body, str) else json.dumps(body)
            answer = client.ask("PUT", "/listings/asked", headers=JSON, body=text.encode())
            assert answer.status in {400, 422}
            assert tell_tales(answer.body.decode()) == []
        yield Stack(board, chain, answers=not faults)


def logs(board: Board) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in board.engine.logs.iterdir())


def executions(board: Board) -> list[dict[str, Any]]:
    """Describe every execution, with its history."""
    client = board.engine.client("stepfunctions")
    listed = client.list_executions(
        stateMachineArn=board.outputs["StateMachineArn"], maxResults=1000
    )
    arns = [one["executionArn"] for one in listed["executions"]]
    return [
        client.describe_execution(executionArn=arn)
        | client.get_execution_history(executionArn=arn, maxResults=1000)
        for arn in arns
    ]


def tell_tales(text: str) -> list[str]:
    """Find the places where a text says what a listing says."""
    lowered = text.casefold()
    return [
        text[max(0, at - 60) : at + 60]
        for canary in (CANARY, PHONE, PHONE.replace(" ", ""))
        for at in range(len(lowered))
        if lowered.startswith(canary, at)
    ]


def should_log_what_happened_and_nothing_that_a_listing_says(stack: Stack) -> None:
    log = logs(stack.board)
    for listing_id in PUBLISHED:
        assert f'"listing_id":"{listing_id}"' in log
    assert tell_tales(log) == []


def should_name_the_execution_in_every_line_that_one_logs(stack: Stack) -> None:
    lines = lines_of(logs(stack.board))
    of_one = [line for line in lines if line.keys() & {"step_input", "task", "verdict", "code"}]
    failed = [line for line in lines if line.get("message") == "failed"]
    names = {execution["name"] for execution in executions(stack.board)}
    assert {line["correlation_id"] for line in of_one} <= names
    assert {line["correlation_id"] for line in of_one + failed} == names
    started = {line["correlation_id"] for line in lines if line.get("message") == "starts"}
    assert started == names


def should_record_every_call_in_open_telemetrys_names(stack: Stack) -> None:
    calls = [line for line in lines_of(logs(stack.board)) if "task" in line]
    assert bool(calls) is (stack.chain != "embedded")
    for call in calls:
        assert call["gen_ai.provider.name"] == "aws.sagemaker"
        assert call["gen_ai.request.max_tokens"] > 0
        assert call["gen_ai.response.finish_reasons"] == ["stop"]
        assert call["gen_ai.usage.output_tokens"] > 0


def should_emit_few_series(stack: Stack) -> None:
    series = series_of(lines_of(logs(stack.board)))
    assert {name for name, _ in series} >= {"SummariesPublished", "PublishLatency"} or (
        not stack.answers
    )
    assert "DeadLetters" in {name for name, _ in series}
    assert len(series) <= MOST_SERIES


def should_keep_what_a_listing_says_out_of_every_execution(stack: Stack) -> None:
    found = executions(stack.board)
    assert len(found) == len(PUBLISHED) + 2, "the empty ones are started too"
    for execution in found:
        assert execution["status"] == (
            "SUCCEEDED"
            if stack.answers and execution["name"].split("-v")[0] in PUBLISHED
            else "FAILED"
        )
        assert execution["events"]
        assert tell_tales(json.dumps(execution, default=str, ensure_ascii=False)) == []


def should_announce_and_refuse_in_words_of_our_own(stack: Stack) -> None:
    announced = stack.board.announcements()
    letters = stack.board.dead_letters()
    refused = len(REFUSED) + (0 if stack.answers else len(PUBLISHED))
    assert len(announced) == (len(PUBLISHED) if stack.answers else 0)
    assert len(letters) == refused
    assert tell_tales(json.dumps([announced, [reasons for _, reasons in letters]])) == []
    assert all(tell_tales(body) for body, _ in letters), "the event itself is kept whole"


def should_not_tell_what_an_object_holds_that_cannot_be_read(stack: Stack) -> None:
    bucket = stack.board.outputs["ListingBucketName"]
    uri = f"s3://{bucket}/listings/odd/listing.json"
    body = json.dumps({"title": "Zqxkjvcaptain", "description": ["The zqxkjvferry"]})
    stack.board.engine.client("s3").put_object(
        Bucket=bucket, Key="listings/odd/listing.json", Body=body
    )
    payload = {"listing_id": "odd", "version": 1, "listing_uri": uri}
    failed = stack.board.engine.invoke("PrepareListingFunction", payload)
    assert failed.function_error
    assert "description" in failed.payload.decode()
    assert tell_tales(failed.payload.decode()) == []
    assert tell_tales(logs(stack.board)) == []
