"""Sends each letter to its own queue again, one stop further; the last stop is lost letters."""

import os
from functools import cache
from typing import Any

import boto3

LAST_STOP = 20


@cache
def _queues() -> Any:
    return boto3.client("sqs")


def handler(event: dict[str, Any], _: Any) -> None:
    """Forward the letters of a batch."""
    for record in event["Records"]:
        stop = int(record["body"]) + 1
        url = "CAROUSEL_URL" if stop < LAST_STOP else "LOST_LETTERS_URL"
        _queues().send_message(QueueUrl=os.environ[url], MessageBody=str(stop))
