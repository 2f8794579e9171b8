"""The queues where events wait until they may start."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from summariser.adapters.delayed_retry import SQSDelayedRetry
from summariser.adapters.metrics import Metrics
from summariser.domain.event_queue import EventQueue
from summariser.domain.waiting import LONG_WAIT
from tests.adapters.account import Aws
from tests.values import NOON


class Queues:
    def __init__(self, account: Aws) -> None:
        self.sqs = account.client("sqs")
        self.urls = {
            queue: self.sqs.create_queue(QueueName=queue)["QueueUrl"] for queue in EventQueue
        }

    def defer(self, *, since: datetime, queue: EventQueue = EventQueue.LISTING) -> None:
        retry = SQSDelayedRetry(self.urls, metrics=Metrics("dev"), now=lambda: NOON)
        retry.defer("the event", replays=2, queue=queue, waiting_since=since, at_least_s=0)

    def delayed(self) -> dict[EventQueue, int]:
        name = "ApproximateNumberOfMessagesDelayed"
        return {queue: self._attribute(url, name) for queue, url in self.urls.items()}

    def received(self) -> dict[str, Any]:
        reply = self.sqs.receive_message(
            QueueUrl=self.urls[EventQueue.LISTING],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=10,
        )
        (message,) = reply["Messages"]
        return {name: it["StringValue"] for name, it in message["MessageAttributes"].items()}

    def _attribute(self, url: str, name: str) -> int:
        reply = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])
        return int(reply["Attributes"][name])


@pytest.fixture
def queues(aws_account: Aws) -> Queues:
    return Queues(aws_account)


@pytest.mark.parametrize("queue", EventQueue)
def should_keep_a_deferred_event_on_the_queue_that_it_came_from(
    queue: EventQueue, queues: Queues
) -> None:
    queues.defer(since=NOON, queue=queue)
    assert queues.delayed() == {it: int(it is queue) for it in EventQueue}


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
