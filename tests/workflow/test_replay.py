"""Dead letters as people meet them: listed, shown, and replayed once their cause is mended."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.conftest import Board, event
from tests.workflow.listings import any_listing_fields

COMMAND = str(Path(sys.executable).with_name("summariser"))
POISON = '{"type": "listing.exploded", "listing_id": "poison\u001b[2J"}'


def summariser(board: Board, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        env=os.environ | access(board),
        capture_output=True,
        check=False,
        text=True,
    )


def access(board: Board) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": board.engine.endpoint_url,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": board.engine.region,
        "SUMMARISER_STACK": "local",
    }


def by_reference(board: Board, listing_id: str) -> tuple[dict[str, Any], str]:
    """Make an event whose listing is not in the bucket yet, and name the missing object."""
    key = f"incoming/{listing_id}.json"
    uri = f"s3://{board.outputs['ListingBucketName']}/{key}"
    return event(listing_id, listing=None, listing_uri=uri), key


def lay_down(board: Board, key: str) -> None:
    board.engine.client("s3").put_object(
        Bucket=board.outputs["ListingBucketName"],
        Key=key,
        Body=json.dumps(any_listing_fields()).encode(),
    )


def letters(board: Board) -> list[dict[str, Any]]:
    done = summariser(board, "dead-letters", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def should_publish_a_replayed_event_once_when_its_cause_is_mended(board: Board) -> None:
    missing, key = by_reference(board, "replayed-1")
    empty = event("replayed-2", listing=any_listing_fields(description=""))
    board.send(missing, POISON, empty)

    shown = {letter["error"]: letter for letter in letters(board)}
    assert shown.keys() == {"ListingNotFound", "EventNotUnderstood", "ListingHasNoText"}
    assert shown["ListingNotFound"].keys() == {
        "message_id",
        "listing_id",
        "version",
        "error",
        "cause",
        "state",
        "execution_arn",
        "replays",
        "sent_at",
    }
    listed = summariser(board, "dead-letters").stdout
    assert "3 dead letters in local." in listed
    assert "ListingNotFound" in listed
    whole = summariser(board, "dead-letters", "show", "replayed-1")
    assert f'"listing_uri": "{missing["listing_uri"]}"' in whole.stdout
    poison = shown["EventNotUnderstood"]["message_id"]
    as_json = json.loads(summariser(board, "dead-letters", "show", poison, "--json").stdout)
    assert as_json["body"] == POISON
    assert "\x1b" not in summariser(board, "dead-letters", "show", poison).stdout

    lay_down(board, key)
    dry = summariser(board, "replay", "--reason", "ListingNotFound", "--dry-run", "--json")
    assert json.loads(dry.stdout) | {"left": 3} == json.loads(dry.stdout)
    assert len(letters(board)) == 3

    done = summariser(board, "replay", "--listing", "replayed-1", "--json")
    assert done.returncode == 0, done.stderr
    board.settle()
    assert json.loads(done.stdout) == {
        "replayed": 1,
        "not_selected": 2,
        "too_many_replays": 0,
        "repeated": 0,
        "newer": 0,
        "refused": 0,
        "left": 2,
        "ended": "all_seen",
        "dry_run": False,
    }
    assert [detail["listing_id"] for _, detail in board.announcements()] == ["replayed-1"]
    assert board.rows("replayed-1")["summary"]["status"]["S"] == "published"
    assert {letter["error"] for letter in letters(board)} == {
        "EventNotUnderstood",
        "ListingHasNoText",
    }


def should_start_the_next_attempt_of_an_execution_that_fails_again(board: Board) -> None:
    board.send(event("replayed-3", listing=any_listing_fields(description="")))
    done = summariser(board, "replay", "--listing", "replayed-3")
    board.settle()
    assert "Replayed" in done.stdout
    assert board.executions("replayed-3") == ["FAILED", "FAILED"]
    assert [letter["listing_id"] for letter in letters(board)] == ["replayed-3"]


def should_keep_what_was_replayed_too_often_until_it_is_forced(board: Board) -> None:
    board.engine.client("sqs").send_message(
        QueueUrl=board.outputs["ListingDeadLettersUrl"],
        MessageBody=json.dumps(event("replayed-5")),
        MessageAttributes={"replays": {"DataType": "String", "StringValue": "3"}},
    )
    kept = json.loads(summariser(board, "replay", "--json").stdout)
    forced = json.loads(summariser(board, "replay", "--force", "--json").stdout)
    board.settle()
    assert (kept["replayed"], kept["too_many_replays"], kept["left"]) == (0, 1, 1)
    assert (forced["replayed"], forced["left"]) == (1, 0)
    assert [detail["listing_id"] for _, detail in board.announcements()] == ["replayed-5"]


def should_replay_from_aws_with_the_same_filters(board: Board) -> None:
    missing, key = by_reference(board, "replayed-4")
    board.send(missing, POISON)
    lay_down(board, key)
    payload = {"reasons": ["ListingNotFound"], "newer_than": "1h"}
    invocation = board.engine.invoke("ReplayDeadLettersFunction", payload)
    assert invocation.function_error is None
    board.settle()
    answer = json.loads(invocation.payload)
    assert (answer["replayed"], answer["not_selected"], answer["left"]) == (1, 1, 1)
    assert [detail["listing_id"] for _, detail in board.announcements()] == ["replayed-4"]
    assert [letter["error"] for letter in letters(board)] == ["EventNotUnderstood"]


def should_refuse_a_filter_that_aws_does_not_know(board: Board) -> None:
    invocation = board.engine.invoke("ReplayDeadLettersFunction", {"reason": "ListingNotFound"})
    assert invocation.function_error
    assert b"reason" in invocation.payload


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["replay", "--redrive"], "--redrive is not available on this machine"),
        (["replay", "--older-than", "yesterday"], "'yesterday' is not an age"),
        (["dead-letters", "show", "nobody"], "There is no dead letter 'nobody' in local"),
        (["dead-letters", "--stack", "nobody", "show", "x"], "There is no stack nobody"),
    ],
)
def should_exit_with_2_and_say_what_to_do_instead(
    arguments: list[str], told: str, board: Board
) -> None:
    done = summariser(board, *arguments)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())
