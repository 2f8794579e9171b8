"""The metrics that SQS and Step Functions have in CloudWatch, from what moto holds.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
"""

import threading
import time
from collections import defaultdict
from typing import Any

from moto.sqs.models import Queue, sqs_backends
from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from workbench.local.metric_math import Metric

Points = dict[Metric, list[tuple[float, float]]]

_ENDS = {
    ExecutionStatus.SUCCEEDED: "ExecutionsSucceeded",
    ExecutionStatus.FAILED: "ExecutionsFailed",
    ExecutionStatus.TIMED_OUT: "ExecutionsTimedOut",
    ExecutionStatus.ABORTED: "ExecutionsAborted",
}


class QueueSamples:
    """The state of each queue in each minute in which somebody asked; SQS notes it each minute."""

    def __init__(self) -> None:
        self._samples: dict[Metric, dict[float, float]] = defaultdict(dict)
        self._lock = threading.Lock()

    def points(self, account: str, region: str) -> Points:
        """Return the samples so far, with one of this minute."""
        now = time.time()
        minute = now // 60 * 60
        with self._lock:
            for name, queue in list(sqs_backends[account][region].queues.items()):
                for metric, value in _state(queue, now).items():
                    key = ("AWS/SQS", metric, frozenset({("QueueName", name)}))
                    self._samples[key][minute] = value
            return {metric: list(found.items()) for metric, found in self._samples.items()}


def executions(account: str, region: str) -> Points:
    """Return when executions started and how they ended."""
    points: Points = defaultdict(list)
    for machine in list(stepfunctions_parser_backends[account][region].state_machines):
        of_machine = frozenset({("StateMachineArn", machine.arn)})
        for execution in list[Any](machine.executions):  # moto's types name another class
            started = ("AWS/States", "ExecutionsStarted", of_machine)
            points[started].append((execution.start_date.timestamp(), 1.0))
            end = _ENDS.get(execution.exec_status)
            if end is not None and execution.stop_date is not None:
                ended = ("AWS/States", end, of_machine)
                points[ended].append((execution.stop_date.timestamp(), 1.0))
    return points


def _state(queue: Queue, now: float) -> dict[str, float]:
    with queue._messages_lock:
        messages = list(queue._messages)
    sent = [(message.sent_timestamp or 0) / 1000 for message in messages]
    return {
        "ApproximateNumberOfMessagesVisible": float(
            sum(message.visible and not message.delayed for message in messages)
        ),
        "ApproximateNumberOfMessagesNotVisible": float(
            sum(not message.visible for message in messages)
        ),
        "ApproximateNumberOfMessagesDelayed": float(sum(it.delayed for it in messages)),
        "ApproximateAgeOfOldestMessage": now - min(sent) if sent else 0.0,
    }
