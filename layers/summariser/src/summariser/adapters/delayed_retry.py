"""SQSDelayedRetry: an event that may not start yet is sent to its queue again, with a delay."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime

from summariser.adapters.aws import client, transient_errors_named
from summariser.adapters.metrics import Metrics
from summariser.adapters.sqs import text_attributes
from summariser.domain.event_queue import EventQueue
from summariser.domain.waiting import LONG_WAIT, delay_s


class SQSDelayedRetry:
    """Implements `DelayedRetry` on the queues that events come from.

    A deferred message is a new one, so its receipts are counted from zero and it may wait for as
    long as a burst lasts (see `summariser.domain.waiting`).
    """

    def __init__(
        self,
        urls: Mapping[EventQueue, str],
        *,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._urls = urls
        self._metrics = metrics
        self._now = now
        self._sqs = client("sqs")

    def defer(
        self,
        body: str,
        *,
        replays: int,
        queue: EventQueue,
        waiting_since: datetime,
        at_least_s: int,
    ) -> None:
        """Send an event again, to arrive later the longer it has waited."""
        waited = self._now() - waiting_since
        drawn = random.random()  # noqa: S311 - spreads a burst
        attributes = {"replays": str(replays), "waiting_since": waiting_since.isoformat()}
        with transient_errors_named("sqs:SendMessage"):
            self._sqs.send_message(
                QueueUrl=self._urls[queue],
                MessageBody=body,
                DelaySeconds=delay_s(waited, queue=queue, at_least_s=at_least_s, drawn=drawn),
                MessageAttributes=text_attributes(attributes),
            )
        if waited > LONG_WAIT:
            self._metrics.emit({"EventsWaitingLong": 1})
