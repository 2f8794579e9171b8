"""A stack is deleted and its storage stays, on the engine's CloudFormation."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from tests.workflow.board import TEMPLATE, Board, event
from workbench.errors import UsageError
from workbench.local.engine import LocalEngine
from workbench.operations.delete_stack import delete_stack
from workbench.stack import Stack, StackNotFound, find_stack

NAME = "listing-summariser-staging"
STORAGE = ["ListingBucket", "SummaryTable", "LedgerTable", "UsageTable"]


@pytest.fixture(scope="module")
def board() -> Iterator[Board]:
    with LocalEngine(TEMPLATE, parameters={"Stage": "staging"}, name=NAME) as engine:
        yield Board(engine)


@pytest.fixture
def stack(board: Board, monkeypatch: pytest.MonkeyPatch) -> Stack:
    for name, value in {
        "AWS_ENDPOINT_URL": board.engine.endpoint_url,
        "AWS_DEFAULT_REGION": board.engine.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    return find_stack(NAME)


def should_ask_and_delete_nothing_without_an_answer(
    stack: Stack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    delete_stack(stack, agreed=refuse, discard_events=False, out=tmp_path)
    assert asked == [f"Delete the stack {NAME}?"]
    assert "Nothing was deleted." in capsys.readouterr().out
    assert find_stack(NAME)
    assert list(tmp_path.iterdir()) == []


def should_refuse_to_delete_events_that_wait(board: Board, stack: Stack, tmp_path: Path) -> None:
    board.send("not an event")
    board.settle()
    with pytest.raises(UsageError, match="1 events wait"):
        delete_stack(stack, agreed=lambda _: True, discard_events=False, out=tmp_path)


def should_delete_the_stack_and_keep_its_storage(
    board: Board, stack: Stack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board.send(event("baker"))
    board.settle()
    delete_stack(stack, agreed=lambda _: True, discard_events=True, out=tmp_path)
    shown = capsys.readouterr().out
    with pytest.raises(StackNotFound):
        find_stack(NAME)
    s3, dynamodb = boto3.client("s3"), boto3.client("dynamodb")
    bucket = stack.listing_bucket
    assert s3.list_objects_v2(Bucket=bucket, Prefix="summaries/")["KeyCount"] == 1
    for table in (stack.summary_table, stack.output("LedgerTableName"), stack.usage_table):
        assert dynamodb.describe_table(TableName=table)["Table"]["TableStatus"] == "ACTIVE"
        assert f"aws dynamodb delete-table --table-name {table}" in shown
    template = json.loads((tmp_path / f"{NAME}.template.json").read_text())
    assert list(template["Resources"]) == STORAGE
    assert {it["DeletionPolicy"] for it in template["Resources"].values()} == {"Retain"}
    assert template["Parameters"]["Stage"]["Default"] == "staging"
    assert template["Conditions"].keys() == {"HasKey", "IsDev"}
    imported = json.loads((tmp_path / f"{NAME}.resources.json").read_text())
    assert {"BucketName": bucket} in [it["ResourceIdentifier"] for it in imported]
    # What it says removes the storage does so.
    emptied = next(line for line in shown.splitlines() if "object_versions" in line)
    _, *arguments = shlex.split(emptied)
    subprocess.run([sys.executable, *arguments], check=True, env=dict(os.environ))
    s3.delete_bucket(Bucket=bucket)
    dynamodb.update_table(TableName=stack.usage_table, DeletionProtectionEnabled=False)
    dynamodb.delete_table(TableName=stack.usage_table)
