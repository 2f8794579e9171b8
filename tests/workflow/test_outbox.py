"""What an execution costs in transitions, and what is announced once it has ended."""

import json
from collections import Counter

from jsonschema import Draft202012Validator

from summariser.adapters.ledger_rows import SHARDS
from summariser.adapters.sqs import text_attributes
from tests.contract.deployable import ROOT
from tests.workflow.board import Board, event, unpublished
from tests.workflow.commands import summariser_on
from tests.workflow.histories import entered
from tests.workflow.listings import any_listing_fields
from workbench.local.streams import EXHAUSTED

SCHEMA = Draft202012Validator(
    json.loads((ROOT / "docs" / "summary-event.schema.json").read_text(encoding="utf-8"))
)


def should_enter_five_states_where_nothing_is_verified(board: Board) -> None:
    board.send(event("common"))
    assert entered(board, "common") == [
        "PrepareListing",
        "NextStep",
        "WriteSummary",
        "Verdict",
        "StoreSummary",
    ]


def should_enter_six_states_where_a_draft_is_used_again(board: Board) -> None:
    board.send(event("again"))
    board.send(event("again", version=2))
    assert entered(board, "again", version=2) == [
        "PrepareListing",
        "NextStep",
        "ReuseDraft",
        "CheckSummary",
        "Verdict",
        "StoreSummary",
    ]


def should_enter_three_states_for_a_withdrawal(board: Board) -> None:
    board.send(unpublished("gone", version=1))
    assert entered(board, "gone") == ["PrepareListing", "NextStep", "WithdrawSummary"]


def should_announce_each_version_in_its_order_and_as_its_schema_says(board: Board) -> None:
    board.send(event("order"))
    board.send(event("order", version=2, listing=any_listing_fields(title="Skipper")))
    board.send(unpublished("order", version=3))
    received = [json.loads(it["Body"]) for it in board.receive(board.announcements_url)]
    for one in received:
        SCHEMA.validate(one)
    details = [one["detail"] for one in received]
    assert [it["version"] for it in details] == [1, 2, 3]
    assert [it["status"] for it in details] == ["published", "published", "withdrawn"]
    assert [bool(it["generated"]) for it in details] == [True, True, False]


def should_list_and_replay_the_letter_of_an_announcement(board: Board) -> None:
    board.send(event("given-up"))
    url = board.outputs["AnnouncementDeadLettersUrl"]
    reason = {
        "error": "ServiceUnavailable",
        "cause": "events:PutEvents",
        "listing_id": "given-up",
        "version": "1",
        "state": "AnnounceSummary",
    }
    board.engine.client("sqs").send_message(
        QueueUrl=url, MessageBody="{}", MessageAttributes=text_attributes(reason)
    )
    done = summariser_on(board, "dead-letters", "--announcements", "--json")
    assert [json.loads(line)["listing_id"] for line in done.stdout.splitlines()] == ["given-up"]
    done = summariser_on(board, "replay", "--announcements", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["replayed"] == 1
    assert board.receive(url) == []


def should_list_a_batch_that_lambda_gave_up(board: Board) -> None:
    url = board.outputs["AnnouncementDeadLettersUrl"]
    body = {
        "requestContext": {"condition": EXHAUSTED, "approximateInvokeCount": 9},
        "DDBStreamBatchInfo": {"batchSize": 3},
    }
    board.engine.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(body))
    done = summariser_on(board, "dead-letters", "--announcements", "--json")
    (letter,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (letter["error"], letter["listing_id"]) == (EXHAUSTED, None)
    assert "3 changes" in letter["cause"]
    assert summariser_on(board, "replay", "--announcements").returncode == 0
    assert board.receive(url) == []


def should_share_the_writes_of_the_index_out_among_its_shards(board: Board) -> None:
    streams = board.engine.client("dynamodbstreams")
    names = {f"shared-{number}" for number in range(24)}
    board.send(*(event(name) for name in sorted(names)))
    table = board.outputs["LedgerTableName"]
    arn = board.engine.client("dynamodb").describe_table(TableName=table)["Table"][
        "LatestStreamArn"
    ]
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    written: Counter[str] = Counter()
    before: dict[str, str] = {}
    for it in streams.get_records(ShardIterator=iterator)["Records"]:
        image = it["dynamodb"]["NewImage"]
        name, standing = image["listing_id"]["S"], image["standing"]["S"]
        if name in names:
            # A change of an index's key deletes one entry and puts another.
            written.update({standing, before.get(name, standing)})
            before[name] = standing
    assert sum(written.values()) == 7 * len(names)
    # Two of a status at most go to one shard, in place of all 48 of them.
    assert len({standing.rpartition("#")[2] for standing in written}) == SHARDS
    assert max(written.values()) < len(names)
