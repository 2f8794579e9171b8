"""The queues where events wait until they may start."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from summariser.adapters.delayed_retry import SQSDelayedRetry
from summariser.adapters.metrics import Metrics
from summariser.domain.waiting import LONG_WAIT
from tests.adapters.account import Aws
from tests.values import NOON


class Queues:
    def __init__(self, account: Aws) -> None:
        self.sqs = account.client("sqs")
        names = ("listings", "backfill")
        self.urls = [self.sqs.create_queue(QueueName=name)["QueueUrl"] for name in names]

    def defer(self, *, since: datetime, backfill: bool = False) -> None:
        retry = SQSDelayedRetry(*self.urls, metrics=Metrics("dev"), now=lambda: NOON)
        retry.defer("the event", replays=2, backfill=backfill, waiting_since=since, at_least_s=0)

    def delayed(self) -> list[int]:
        return [self._attribute(url, "ApproximateNumberOfMessagesDelayed") for url in self.urls]

    def received(self) -> dict[str, Any]:
        reply = self.sqs.receive_message(
            QueueUrl=self.urls[0], MessageAttributeNames=["All"], WaitTimeSeconds=10
        )
        (message,) = reply["Messages"]
        return {name: it["StringValue"] for name, it in message["MessageAttributes"].items()}

    def _attribute(self, url: str, name: str) -> int:
        reply = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])
        return int(reply["Attributes"][name])


@pytest.fixture
def queues(aws_account: Aws) -> Queues:
    return Queues(aws_account)


@pytest.mark.parametrize("backfill", [False, True])
def should_keep_a_deferred_event_on_the_queue_that_it_came_from(
    backfill: bool, queues: Queues
) -> None:
    queues.defer(since=NOON, backfill=backfill)
    assert queues.delayed() == ([0, 1] if backfill else [1, 0])


def should_say_of_a_deferred_event_since_when_it_waits(queues: Queues) -> None:
    queues.defer(since=NOON)
    assert queues.received() == {"replays": "2", "waiting_since": NOON.isoformat()}


def should_report_an_event_that_has_waited_long(
    queues: Queues, capsys: pytest.CaptureFixture[str]
) -> None:
    queues.defer(since=NOON - LONG_WAIT)
    assert "EventsWaitingLong" not in capsys.readouterr().out
    queues.defer(since=NOON - LONG_WAIT - timedelta(seconds=1))
    assert '"EventsWaitingLong":[1.0]' in capsys.readouterr().out.replace(" ", "")
