"""What is refused is never published: left out, revised, left to the next model, or held."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from summariser.llm.prompts import Task
from tests.workflow.board import TEMPLATE, Board, event, unpublished
from tests.workflow.commands import summariser_on
from tests.workflow.listings import any_listing_fields, with_long_duties
from workbench.local.engine import LocalEngine
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.log import Call, read_calls
from workbench.simulator.process import behave, environment, simulator

CHAIN = "falcon-40b,mixtral-8x7b"
UNFAIR = {
    "title": "Waiter, men only",
    "description": "<p>Only men may serve our guests at night in the harbour kitchen.</p>"
    "<p>Men only carry the crates of fish from the boats to the kitchen.</p>",
}


class Models:
    """The simulated models of a board, and what they were asked."""

    def __init__(self, url: str, log: Path) -> None:
        self._url, self._log = url, log
        self._before = 0

    def behave(self, *faults: Fault) -> None:
        self._before = len(read_calls(self._log))
        behave(self._url, behaviour(*faults))

    @property
    def calls(self) -> list[Call]:
        return read_calls(self._log)[self._before :]

    @property
    def writing(self) -> list[Call]:
        return [call for call in self.calls if call.task == Task.WRITE]

    @property
    def verifying(self) -> list[Call]:
        return [call for call in self.calls if call.task == Task.VERIFY]


def behaviour(*faults: Fault) -> Behaviour:
    return Behaviour(base_s=0.0, read_rate=None, write_rate=None, faults=dict.fromkeys(faults, 1.0))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Board, Models]]:
    log = tmp_path_factory.mktemp("calls") / "calls.jsonl"
    with (
        simulator(behaviour(), log=log) as url,
        LocalEngine(
            TEMPLATE,
            parameters={"ModelChain": CHAIN, "ModelRequestsPerMinute": "1000"},
            environment=environment(url),
        ) as engine,
    ):
        yield Board(engine), Models(url, log)


@pytest.fixture
def board(running: tuple[Board, Models]) -> Board:
    running[0].announcements()
    running[1].behave()
    return running[0]


@pytest.fixture
def models(running: tuple[Board, Models]) -> Models:
    return running[1]


def published(board: Board) -> dict[str, Any]:
    """Read the one summary that was announced as published."""
    ((kind, detail),) = board.announcements()
    assert kind == "SummaryPublished"
    return board.object_at(detail["summary_uri"])


def should_publish_what_a_model_puts_right_when_it_is_told(board: Board, models: Models) -> None:
    models.behave(Fault.CARELESS)
    board.send(event("careless", listing=with_long_duties(240)))
    summary = published(board)
    first, second = models.writing
    assert (first.told, second.model) == ("", "falcon-40b")
    assert any(sentence in second.told for sentence in sentences(first.reply))
    assert (summary["model"], summary["revised"]) == ("falcon-40b", True)
    assert summary["usage"]["calls"] == len(models.calls)
    assert summary["findings"] == []


def sentences(reply: str) -> list[str]:
    return [row.partition("|")[2].partition("[")[0].strip() for row in reply.splitlines()]


def should_publish_what_is_left_of_a_draft_without_another_call_of_its_writer(
    board: Board, models: Models
) -> None:
    models.behave(Fault.HALLUCINATED)
    board.send(event("pruned"))
    summary = published(board)
    assert [call.model for call in models.writing] == ["falcon-40b"]
    assert (summary["model"], summary["revised"]) == ("falcon-40b", False)
    assert refused(summary)
    assert not refused(summary) & shown(summary)
    for profile in ("preview", "mobile", "chat", "embedding"):
        assert "£41,000 to £46,500" in summary["profiles"][profile]["text"]


def refused(summary: dict[str, Any]) -> set[str]:
    return {finding["sentence"] for finding in summary["findings"] if finding["grade"] == "wrong"}


def shown(summary: dict[str, Any]) -> set[str]:
    return {
        sentence["text"]
        for profile in summary["profiles"].values()
        for sentence in profile["sentences"]
    }


def should_have_another_model_verify_what_is_reworded(board: Board, models: Models) -> None:
    models.behave()
    board.send(event("verified"))
    summary = published(board)
    (call,) = models.verifying
    assert call.model == "mixtral-8x7b"
    assert "1| Ferry Captain at Harbour Ferries in Mallaig. [1-3]" in call.claimed
    assert "A salary of" not in call.claimed  # it is in its line word for word
    assert summary["findings"] == []
    assert {row["model"]["S"] for row in usage_rows(board, "verified")} == {
        "falcon-40b",
        "mixtral-8x7b (verifier)",
    }
    assert summary["usage"]["calls"] == 2


def usage_rows(board: Board, listing_id: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = board.engine.client("dynamodb").query(
        TableName=board.outputs["UsageTableName"],
        KeyConditionExpression="#scope = :scope",
        ExpressionAttributeNames={"#scope": "scope"},
        ExpressionAttributeValues={":scope": {"S": f"listing#{listing_id}#1"}},
    )["Items"]
    return rows


def should_publish_nothing_that_the_verifier_refuses(board: Board, models: Models) -> None:
    models.behave(Fault.MERGED)
    board.send(event("merged", listing=any_listing_fields("de")))
    summary = published(board)
    assert {finding["code"] for finding in summary["findings"]} == {"sentence_unsupported"}
    assert refused(summary)
    assert not refused(summary) & shown(summary)
    assert (summary["model"], len(models.calls)) == ("falcon-40b", 2)


def should_publish_with_a_note_where_the_verifier_fails(board: Board, models: Models) -> None:
    models.behave()
    board.send(event("first"))
    before = published(board)
    models.behave(Fault.VERIFIER_MALFORMED)
    board.send(event("unverified"))
    summary = published(board)
    assert [finding["code"] for finding in summary["findings"]] == ["sentences_unverified"]
    assert summary["profiles"] == before["profiles"]
    assert [call.task for call in models.calls] == [Task.WRITE, Task.VERIFY, Task.VERIFY]


def should_have_the_next_model_write_and_the_embedded_one_at_last(
    board: Board, models: Models
) -> None:
    models.behave(Fault.HALLUCINATED)
    board.send(event("stubborn", listing=with_long_duties(240)))
    summary = published(board)
    assert [call.model for call in models.writing] == ["falcon-40b"] * 2 + ["mixtral-8x7b"] * 2
    assert summary["model"] == "embedded"
    assert [(failed["model"], failed["error"]) for failed in summary["skipped_models"]] == [
        ("falcon-40b", "DraftBlocked"),
        ("mixtral-8x7b", "DraftBlocked"),
    ]
    assert summary["usage"]["calls"] == len(models.calls)
    assert "240 passengers" in summary["profiles"]["mobile"]["text"]
    assert "Ferry" not in history(board, "stubborn")


def history(board: Board, listing_id: str) -> str:
    """Read all that Step Functions keeps of a listing's executions."""
    stepfunctions = board.engine.client("stepfunctions")
    machine = board.outputs["StateMachineArn"]
    found = stepfunctions.list_executions(stateMachineArn=machine)["executions"]
    pages = [
        stepfunctions.get_execution_history(executionArn=it["executionArn"], maxResults=1000)
        for it in found
        if it["name"].startswith(f"{listing_id}-v")
    ]
    return json.dumps([page["events"] for page in pages], default=str)


def should_hold_what_no_model_can_write_and_go_on_showing_the_version_before(
    board: Board,
) -> None:
    board.send(event("unfair"))
    before = published(board)
    board.send(event("unfair", version=2, listing=UNFAIR))
    ((kind, detail),) = board.announcements()
    assert (kind, detail["version"], detail["status"]) == ("SummaryHeld", 2, "held")
    assert "/held/unfair/2-" in detail["summary_uri"]
    assert board.status("unfair", 2) == "held"
    row = board.rows("unfair")["summary"]
    assert row["version"]["N"] == "1"
    assert row["profiles"]["M"]["seo"]["S"] == before["profiles"]["seo"]["text"]
    for told in (
        summariser_on(board, "held").stdout,
        summariser_on(board, "trace", "unfair").stdout,
    ):
        assert "unfair_wording" in told
        assert "guests" not in told
    whole = summariser_on(board, "held", "unfair").stdout
    assert "Only men may serve our guests" in whole
    assert "speaks of sex" in whole


def should_do_nothing_about_the_event_of_a_held_summary_that_comes_again(
    board: Board, models: Models
) -> None:
    board.send(event("again", listing=UNFAIR))
    board.announcements()
    calls = len(models.calls)
    board.send(event("again", listing=UNFAIR))
    assert board.announcements() == []
    assert len(models.calls) == calls
    assert board.executions("again") == ["SUCCEEDED"]


def should_list_no_held_summary_that_a_newer_version_took_the_place_of(board: Board) -> None:
    board.send(event("mended", listing=UNFAIR))
    assert "mended" in summariser_on(board, "held").stdout
    board.send(event("mended", version=2))
    assert board.status("mended", 2) == "published"
    assert "mended" not in summariser_on(board, "held").stdout


def should_erase_a_held_summary_with_its_listing(board: Board) -> None:
    board.send(event("taken-down", listing=UNFAIR))
    assert [key for key in board.keys("taken-down") if key.startswith("held/")]
    board.send(unpublished("taken-down"))
    assert [key.rpartition("/")[2] for key in board.keys("taken-down")] == ["withdrawal.json"]
    assert board.status("taken-down", 1) == "superseded"
    assert "taken-down" not in summariser_on(board, "held").stdout


def should_account_for_held_summaries(board: Board) -> None:
    board.send(event("accounted", listing=UNFAIR))
    board.dead_letters()
    told = summariser_on(board, "audit", "--older-than", "0s").stdout
    assert "accounted" not in told.partition("unaccounted for")[2]
    assert json.loads(summariser_on(board, "status", "--json").stdout)["versions"]["held"] >= 1


@pytest.mark.parametrize(
    ("listing_id", "duties"), [("short-reuse", [240]), ("long-reuse", range(200, 260))]
)
def should_write_again_where_a_draft_of_the_same_content_is_refused_now(
    listing_id: str, duties: Sequence[int], board: Board, models: Models
) -> None:
    fields = with_long_duties(*duties)
    board.send(event(listing_id, listing=fields))
    before = published(board)
    spoil_draft(board, listing_id)
    models.behave()
    board.send(event(listing_id, version=2, listing=fields))
    after = published(board)
    assert after["reused_from"] is None
    assert after["profiles"] == before["profiles"]
    assert models.calls
    assert not [call for call in models.calls if call.over_window or call.outcome != "answered"]


def spoil_draft(board: Board, listing_id: str) -> None:
    """Put figures into a listing's accepted draft that a stricter check would find."""
    bucket = board.outputs["ListingBucketName"]
    s3 = board.engine.client("s3")
    (key,) = {key for key in board.keys(listing_id) if "/drafts/" in key}
    draft = json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    for profile in draft["profiles"].values():
        for sentence in profile["sentences"]:
            sentence["text"] += " You earn 9,999 euros a day."
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(draft).encode())
