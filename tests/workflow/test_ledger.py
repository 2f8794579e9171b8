"""Where listing versions stand, and the commands that look at them and change it."""

import json
import re
from collections.abc import Sequence

import pytest

from summariser.adapters.ledger_rows import standing_of
from summariser.domain.ledger import Care
from summariser.domain.summary import Status
from tests.workflow.board import Board, event, unpublished
from tests.workflow.commands import summariser_on
from tests.workflow.listings import any_listing_fields

LONG_AGO = "2026-11-24T09:30:00.000000+00:00"


def counts(board: Board) -> dict[str, int]:
    done = summariser_on(board, "status", "--json")
    assert done.returncode == 0, done.stderr
    versions: dict[str, int] = json.loads(done.stdout)["versions"]
    return versions


def should_count_versions_by_where_they_stand(board: Board) -> None:
    before = counts(board)
    board.send(event("count-1"), event("count-2", listing=any_listing_fields(description="")))
    board.send(event("count-3", version=2), unpublished("count-1"))
    board.send(event("count-3"))
    after = counts(board)
    gained = {status: after[status] - before[status] for status in after}
    assert gained == {
        "received": 0, "running": 0, "published": 2, "held": 0, "superseded": 1, "withdrawn": 1,
        "dead": 1,
    }  # fmt: skip


def should_reuse_a_summary_of_the_same_content_and_of_no_other(board: Board) -> None:
    changed = any_listing_fields()
    changed["description"] = changed["description"].replace("41,000", "42,000")
    board.send(event("reused"))
    board.send(event("reused", version=2))
    board.send(event("reused", version=3, listing=changed))
    summaries = [board.object_at(detail["summary_uri"]) for _, detail in board.announcements()]
    assert [it["reused_from"] for it in summaries] == [None, 1, None]
    assert summaries[1]["profiles"] == summaries[0]["profiles"]
    assert "42,000" in summaries[2]["profiles"]["mobile"]["text"]


def should_do_nothing_about_an_older_version_that_arrives_behind_a_newer_one(board: Board) -> None:
    board.send(event("late", version=2))
    board.send(event("late", version=1))
    assert board.status("late", 1) == "superseded"
    assert board.executions("late") == ["SUCCEEDED"]
    assert not [key for key in board.keys("late") if key.startswith("listings/late/1-")]


def should_show_the_later_event_of_one_version_whichever_comes_first(board: Board) -> None:
    later = event("same", occurred_at="2026-11-23T10:00:00Z")
    later["listing"] = any_listing_fields(title="Skipper")
    for listing_id, order in (("same-a", (0, 1)), ("same-b", (1, 0))):
        events = [event(listing_id), later | {"listing_id": listing_id}]
        for position in order:
            board.send(events[position])
        row = board.rows(listing_id)["summary"]
        assert row["profiles"]["M"]["seo"]["S"].startswith("Skipper")
        assert board.object_at(row["summary_uri"]["S"])["status"] == "published"


def should_keep_no_listing_that_its_withdrawal_repeats(board: Board) -> None:
    board.send(event("repeated"))
    board.send(event("repeated", version=2, type="listing.unpublished"))
    (key,) = board.keys("repeated")
    bucket = board.outputs["ListingBucketName"]
    body = board.engine.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    assert b"Ferry" not in body


def should_erase_what_its_board_stored_with_its_old_versions(board: Board) -> None:
    bucket, s3 = board.outputs["ListingBucketName"], board.engine.client("s3")
    for _ in range(2):
        s3.put_object(
            Bucket=bucket,
            Key="incoming/laid-down.json",
            Body=json.dumps(any_listing_fields()).encode(),
        )
    uri = f"s3://{bucket}/incoming/laid-down.json"
    board.send(event("laid-down", listing=None, listing_uri=uri))
    board.send(unpublished("laid-down"))
    reply = s3.list_object_versions(Bucket=bucket, Prefix="incoming/laid-down.json")
    assert reply.get("Versions", []) + reply.get("DeleteMarkers", []) == []


def should_erase_what_a_stopped_execution_still_wrote(board: Board) -> None:
    board.send(event("behind"))
    board.send(unpublished("behind"))
    bucket = board.outputs["ListingBucketName"]
    late = "listings/behind/drafts/late.json"
    board.engine.client("s3").put_object(Bucket=bucket, Key=late, Body=b"text")
    board.engine.client("dynamodb").update_item(
        TableName=board.outputs["LedgerTableName"],
        Key={"listing_id": {"S": "behind"}, "version": {"N": "2"}},
        UpdateExpression="SET since = :long_ago, seen_at = :long_ago",
        ExpressionAttributeValues={":long_ago": {"S": LONG_AGO}},
    )
    board.engine.invoke("SweepLedgerFunction", {})
    assert [key.rpartition("/")[2] for key in board.keys("behind")] == ["withdrawal.json"]


def should_start_an_execution_that_never_started(board: Board) -> None:
    board.send(event("never-started"))
    board.announcements()
    board.engine.client("dynamodb").update_item(
        TableName=board.outputs["LedgerTableName"],
        Key={"listing_id": {"S": "never-started"}, "version": {"N": "1"}},
        UpdateExpression=(
            "SET since = :long_ago, seen_at = :long_ago, #status = :received, "
            "execution_name = :name, standing = :standing"
        ),
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={
            ":long_ago": {"S": LONG_AGO},
            ":received": {"S": "received"},
            ":standing": {"S": standing_of("never-started", Status.RECEIVED, Care.UNFINISHED)},
            ":name": {"S": "never-started-v1-again"},
        },
    )
    board.engine.invoke("SweepLedgerFunction", {})
    board.settle()
    assert board.status("never-started") == "published"
    assert [kind for kind, _ in board.announcements()] == ["SummaryPublished"]


def trace(board: Board, listing_id: str) -> str:
    done = summariser_on(board, "trace", listing_id)
    assert done.returncode == 0, done.stderr
    return done.stdout


def should_tell_a_listings_story(board: Board) -> None:
    board.send(event("story", listing=any_listing_fields(description="")))
    board.send(event("story", version=2))
    told = trace(board, "story")
    assert re.search(r"version 1: dead.*ListingHasNoText in PrepareListing", told, re.DOTALL)
    assert re.search(r"version 2: published.*WriteSummary: \d+\.\d\d s", told, re.DOTALL)
    assert re.search(r"PrepareListing: \d+\.\d\d s; PlanSummary: embedded, next: write", told)
    assert re.search(r"WriteSummary: \d+\.\d\d s; CheckSummary: accept", told)
    assert re.search(r"AnnounceSummary: announced at \d{4}-", told)
    assert "summary by embedded at s3://" in told
    assert "visible to readers: version 2, published" in told
    assert "Ferry" not in told


def should_erase_a_listing_by_hand(board: Board) -> None:
    board.send(event("by-hand", version=7))
    board.send(event("by-hand", version=8, listing=any_listing_fields(description="")))
    done = summariser_on(board, "erase", "by-hand")
    assert done.returncode == 0, done.stderr
    board.settle()
    assert board.status("by-hand", 8) == "withdrawn"
    assert board.dead_letters() == []
    assert [key.rpartition("/")[2] for key in board.keys("by-hand")] == ["withdrawal.json"]


@pytest.mark.parametrize("command", [["trace", "nobody"], ["erase", "nobody"]])
def should_say_that_there_is_no_such_listing(command: Sequence[str], board: Board) -> None:
    done = summariser_on(board, *command)
    assert done.returncode == 2
    assert "There is no listing 'nobody'" in done.stderr


def should_audit_what_is_accounted_for_and_name_what_is_not(board: Board) -> None:
    board.send(event("audited"), unpublished("audited-gone"))
    # Dead letters of other tests were taken off the queue, and the audit says so of theirs.
    assert "audited" not in summariser_on(board, "audit", "--older-than", "0s").stdout
    table, key = board.outputs["SummaryTableName"], {"listing_id": {"S": "audited"}}
    row = key | {"record": {"S": "summary"}}
    lost = board.engine.client("dynamodb").delete_item(
        TableName=table, Key=row, ReturnValues="ALL_OLD"
    )["Attributes"]
    found = summariser_on(board, "audit", "--older-than", "0s")
    board.engine.client("dynamodb").put_item(TableName=table, Item=lost)
    assert found.returncode == 1
    assert re.search(r"audited +│ 1 +│ is published, but is missing", found.stdout)
