"""An id is data on the whole path: in keys, names of executions, rows and announcements."""

import re

from tests.hostile import HOSTILE_IDS
from tests.workflow.board import Board, event

FOLDER = re.compile(r"(listings|summaries)/~[0-9a-f]{32}/[^/]+")


def names_of_executions(board: Board) -> set[str]:
    found = board.engine.client("stepfunctions").list_executions(
        stateMachineArn=board.outputs["StateMachineArn"], maxResults=1000
    )["executions"]
    return {one["name"] for one in found}


def keys(board: Board) -> set[str]:
    pages = board.engine.client("s3").get_paginator("list_objects_v2")
    found = pages.paginate(Bucket=board.outputs["ListingBucketName"])
    return {one["Key"] for page in found for one in page.get("Contents", [])}


def should_publish_and_withdraw_a_listing_whatever_its_id(board: Board) -> None:
    names_before, keys_before = names_of_executions(board), keys(board)

    board.send(*(event(listing_id) for listing_id in HOSTILE_IDS))

    announced = dict.fromkeys(detail["listing_id"] for _, detail in board.announcements())
    assert set(announced) == {listing_id.strip() for listing_id in HOSTILE_IDS}
    assert board.dead_letters() == []
    names = names_of_executions(board) - names_before
    assert len(names) == len(HOSTILE_IDS)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name)
    added = keys(board) - keys_before
    assert len({key.split("/")[1] for key in added}) == len(HOSTILE_IDS)
    for key in added:
        assert FOLDER.match(key), key
        assert ".." not in key
    for listing_id in HOSTILE_IDS:
        assert board.rows(listing_id)["summary"]["status"]["S"] == "published"

    withdrawals = [
        event(listing_id, version=2, type="listing.unpublished", listing=None)
        for listing_id in HOSTILE_IDS
    ]
    board.send(*withdrawals)

    assert len(board.announcements()) == len(HOSTILE_IDS)
    left = keys(board) - keys_before
    assert {key.rpartition("/")[2] for key in left} == {"withdrawal.json"}
