"""What `summariser status` counts."""

import json

import boto3
import pytest

from tests.adapters.account import Aws
from workbench.operations.status import print_status
from workbench.stack import Stack


def should_count_events_that_may_not_start_yet_as_waiting(
    aws_account: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    sqs = aws_account.client("sqs")
    url = sqs.create_queue(QueueName="listings")["QueueUrl"]
    for delay in (0, 900):
        sqs.send_message(QueueUrl=url, MessageBody="the event", DelaySeconds=delay)
    outputs = {
        "ListingQueueUrl": url,
        "BackfillQueueUrl": url,
        "InteractiveQueueUrl": url,
        "ListingDeadLettersUrl": aws_account.dead_letters_url,
        "AnnouncementDeadLettersUrl": aws_account.dead_letters_url,
        "LedgerTableName": aws_account.ledger,
    }
    print_status(Stack("dev", boto3.Session(), outputs), as_json=True)
    queues = json.loads(capsys.readouterr().out)["queues"]
    assert queues["listing queue"] == {"waiting": 2, "in_flight": 0}
