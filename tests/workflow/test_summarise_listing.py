"""The whole path: an event goes in, and a summary or a dead letter comes out."""

import json
from typing import Any

import pytest

from tests.workflow.board import Board, event
from tests.workflow.listings import any_listing_fields


@pytest.mark.parametrize(
    ("language", "salary"), [("en", "41,000"), ("de", "2.900"), ("fr", "1 950")]
)
def should_publish_a_summary_for_every_profile(language: str, salary: str, board: Board) -> None:
    listing_id = f"published-{language}"
    board.send(event(listing_id, listing=any_listing_fields(language)))
    ((kind, detail),) = board.announcements()
    summary = board.object_at(detail["summary_uri"])
    document = board.object_at(summary["document_uri"])
    assert kind == "SummaryPublished"
    assert (detail["listing_id"], detail["version"], detail["language"]) == (
        listing_id,
        1,
        language,
    )
    assert summary["profiles"].keys() == {"preview", "mobile", "chat", "seo", "embedding"}
    assert len(summary["profiles"]["seo"]["text"]) <= 155
    assert salary in summary["profiles"]["mobile"]["text"]
    numbers = {line["number"] for line in document["lines"]}
    for profile in summary["profiles"].values():
        assert profile["sentences"]
        for sentence in profile["sentences"]:
            assert set(sentence["lines"]) <= numbers
    row = board.rows(listing_id)["summary"]
    assert row["profiles"]["M"]["seo"]["S"] == summary["profiles"]["seo"]["text"]
    assert board.dead_letters() == []


@pytest.mark.parametrize(
    ("language", "notice"),
    [("en", "Summary generated automatically."), ("de", "Zusammenfassung automatisch erstellt.")],
)
def should_publish_nothing_without_the_mark_of_a_machine(
    language: str, notice: str, board: Board
) -> None:
    board.send(event(f"marked-{language}", listing=any_listing_fields(language)))
    ((_, detail),) = board.announcements()
    summary = board.object_at(detail["summary_uri"])
    row = board.rows(f"marked-{language}")["summary"]
    assert {profile["notice"] for profile in summary["profiles"].values()} == {notice}
    assert {value["S"] for value in row["notices"]["M"].values()} == {notice}
    assert row["notices"]["M"].keys() == row["profiles"]["M"].keys()
    assert summary["generated"] == {
        "by": "machine",
        "model": summary["model"],
        "prompt_version": summary["prompt_version"],
        "reviewed": False,
    }
    assert row["generated"]["M"] == {
        "by": {"S": "machine"},
        "model": {"S": summary["model"]},
        "prompt_version": {"S": summary["prompt_version"]},
        "reviewed": {"BOOL": False},
    }


def should_keep_contact_data_out_of_the_document_and_the_summary(board: Board) -> None:
    board.send(event("masked"))
    ((_, detail),) = board.announcements()
    summary = board.object_at(detail["summary_uri"])
    for kept in (summary, board.object_at(summary["document_uri"])):
        assert "captain@" not in json.dumps(kept)
        assert "7946" not in json.dumps(kept)


def should_publish_a_job_posting_in_an_eventbridge_envelope(board: Board) -> None:
    fields = any_listing_fields("de")
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": "posting-1",
        "title": fields["title"],
        "hiringOrganization": {"name": fields["company"]},
        "description": fields["description"],
    }
    envelope = {
        "version": "0",
        "detail-type": "listing.published",
        "source": "board",
        "time": "2026-11-23T09:30:00Z",
        "detail": {"version": 7, "listing": posting},
    }
    board.send(envelope)
    ((_, detail),) = board.announcements()
    assert (detail["listing_id"], detail["version"], detail["language"]) == ("posting-1", 7, "de")


def should_publish_a_listing_that_lies_in_the_bucket(board: Board) -> None:
    bucket = board.outputs["ListingBucketName"]
    sentences = "".join(
        f"<p>You take boat {number} from island {number} to the mainland.</p>"
        for number in range(20_000)
    )
    fields = any_listing_fields()
    body = json.dumps(fields | {"description": fields["description"] + sentences})
    assert len(body) > 1024 * 1024, "more than a message can hold"
    board.engine.client("s3").put_object(Bucket=bucket, Key="incoming/large.json", Body=body)
    board.send(event("large", listing=None, listing_uri=f"s3://{bucket}/incoming/large.json"))
    ((_, detail),) = board.announcements()
    assert detail["listing_id"] == "large"


def should_summarise_the_same_event_once(board: Board) -> None:
    board.send(event("twice"), event("twice"))
    board.send(event("twice"))
    assert [detail["listing_id"] for _, detail in board.announcements()] == ["twice"]
    assert board.executions("twice") == ["SUCCEEDED"]


def should_keep_the_newer_version_when_events_arrive_out_of_order(board: Board) -> None:
    board.send(event("order", version=2))
    board.send(event("order", version=1, listing=any_listing_fields(title="Deckhand")))
    assert [detail["version"] for _, detail in board.announcements()] == [2]
    rows = board.rows("order")
    assert rows["summary"]["version"]["N"] == "2"
    assert board.status("order", 1) == "superseded"


def should_withdraw_and_erase_an_unpublished_listing(board: Board) -> None:
    board.send(event("gone"))
    board.send(event("gone", version=2, type="listing.unpublished", listing=None))
    kinds = [kind for kind, _ in board.announcements()]
    assert kinds == ["SummaryPublished", "SummaryWithdrawn"]
    assert board.rows("gone")["summary"]["status"]["S"] == "withdrawn"
    assert "profiles" not in board.rows("gone")["summary"]
    assert [key.rpartition("/")[2] for key in board.keys("gone")] == ["withdrawal.json"]


def should_not_bring_back_a_listing_whose_withdrawal_came_first(board: Board) -> None:
    board.send(event("overtaken", version=2, type="listing.unpublished", listing=None))
    board.send(event("overtaken", version=1))
    assert [kind for kind, _ in board.announcements()] == ["SummaryWithdrawn"]
    assert board.rows("overtaken")["summary"]["status"]["S"] == "withdrawn"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("not json", "the body is not JSON"),
        ("[]", "the body is not a JSON object"),
        (event("bad", type="listing.exploded"), "type: Input should be"),
        (event("bad", listing={"title": "Captain"}), "listing.description: Field required"),
        (
            event("bad", listing={"description": 5}),
            "listing.description: must be a text",
        ),
        (event("bad") | {"version": "1.5"}, "version: must be a whole number"),
        (event("bad", listing=None), "give either `listing` or `listing_uri`"),
        (
            event("bad", listing=None, listing_uri="s3://elsewhere/x"),
            "`listing_uri` must start with",
        ),
    ],
    ids=str,
)
def should_send_what_is_no_event_to_the_dead_letters(
    body: str | dict[str, Any], reason: str, board: Board
) -> None:
    board.send(body)
    ((dead, attributes),) = board.dead_letters()
    assert dead == (body if isinstance(body, str) else json.dumps(body))
    assert attributes["error"] == "EventNotUnderstood"
    assert reason in attributes["cause"]
    assert "execution_arn" not in attributes


@pytest.mark.parametrize("description", ["", " \n\t ", "<div><p></p></div>", "{{job.description}}"])
def should_send_a_listing_without_text_to_the_dead_letters(description: str, board: Board) -> None:
    body = event("empty", listing=any_listing_fields(description=description))
    board.send(body)
    ((dead, attributes),) = board.dead_letters()
    assert json.loads(dead) == body
    assert attributes["error"] == "ListingHasNoText"
    assert attributes["cause"].startswith("The listing cannot be summarised: ")
    assert (attributes["listing_id"], attributes["version"]) == ("empty", "1")
    assert ":execution:" in attributes["execution_arn"]
    assert (attributes["state"], attributes["replays"]) == ("PrepareListing", "0")
    assert board.status("empty", 1) == "dead"
    assert board.announcements() == []


def should_publish_a_dead_letter_that_was_mended_and_sent_again(board: Board) -> None:
    board.send(event("mended", listing=any_listing_fields(description="")))
    board.send(event("mended"))
    assert [detail["listing_id"] for _, detail in board.announcements()] == ["mended"]


def should_try_a_dead_letter_again_when_it_is_sent_back_as_it_was(board: Board) -> None:
    board.send(event("again", listing=any_listing_fields(description="")))
    ((body, _),) = board.dead_letters()
    board.send(body)
    ((again, _),) = board.dead_letters()
    assert again == body
    assert board.executions("again") == ["FAILED", "FAILED"]


def should_lose_nothing_of_a_batch_with_good_and_bad_records(board: Board) -> None:
    good = [event(f"batch-{number}") for number in range(7)]
    board.send(*good, "broken", event("batch-bad", listing=any_listing_fields(description="")))
    assert len(board.announcements()) == 7
    assert len(board.dead_letters()) == 2


def should_hold_no_text_of_the_listing_in_the_execution_history(board: Board) -> None:
    board.send(event("private"))
    stepfunctions = board.engine.client("stepfunctions")
    (arn,) = [
        one["executionArn"]
        for one in stepfunctions.list_executions(
            stateMachineArn=board.outputs["StateMachineArn"], maxResults=1000
        )["executions"]
        if one["name"].startswith("private-v")
    ]
    history = json.dumps(stepfunctions.get_execution_history(executionArn=arn), default=str)
    assert "StoreSummary" in history
    for text in ("Ferry", "boats", "41,000"):
        assert text not in history
