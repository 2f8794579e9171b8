"""DynamoDB events: a table's stream is polled as Lambda polls it.

https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
A batch that fails is delivered again, from the first record that failed, and keeps back all that
is behind it. Where it may be bisected and the function itself failed, each half is delivered by
itself. After so many retries what is left goes to the destination for failures, as a message that
says which records they were. moto's streams have one shard, and one lane is enough for a laptop.
"""

import base64
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from workbench.local.concurrency import TooManyRequestsError
from workbench.local.event_filters import EventFilter
from workbench.local.pollers import InvalidBatchResponseError, failed_messages
from workbench.local.sandboxes import EngineClosedError, Sandboxes

_LOG = logging.getLogger(__name__)
_WAIT_S = 0.1  # between two looks at a shard; Lambda's is a quarter of a second
_LONGEST_WAIT_S = 1.0  # between two retries; Lambda's is longer
EXHAUSTED = "RetryAttemptsExhausted"


@dataclass(frozen=True)
class StreamEvents:
    """The DynamoDB event of a function, as its template declares it."""

    stream_arn: str
    function: str
    shard_id: str
    batch_size: int = 100
    filters: EventFilter = field(default_factory=lambda: EventFilter(None))
    reports_failures: bool = False
    bisects: bool = False
    retries: int = -1
    """-1: until the records expire, a day after they were written."""
    failures_url: str | None = None
    """The queue that hears which records were given up."""

    @property
    def source(self) -> dict[str, str]:
        """The shard, as the streams' API names it."""
        return {"StreamArn": self.stream_arn, "ShardId": self.shard_id}


class StreamPoller:
    """Delivers the records of one shard to one function, in their order, until it is closed."""

    def __init__(
        self, events: StreamEvents, streams: Any, sqs: Any, sandboxes: Sandboxes, desk: Any = None
    ) -> None:
        """Follow a stream with the poller's clients; `desk` is one whose calls have no faults."""
        self.events = events
        self._streams = streams
        self._sqs = sqs
        self._sandboxes = sandboxes
        self._done: str | None = None  # the last record that was delivered or given up
        # Lambda has found its place before the first record is read.
        self._iterator: str | None = self._new_iterator(desk) if desk is not None else None
        self._closing = threading.Event()
        self._thread = threading.Thread(
            target=self._poll, name=f"poller {events.function}", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop polling; what was not delivered stays in the stream."""
        self._closing.set()

    def join(self) -> None:
        """Wait for the last poll."""
        self._thread.join()

    def caught_up(self, streams: Any) -> bool:
        """Say, with a client of the desk, whether every record was delivered or given up."""
        iterator = self._new_iterator(streams)
        return not streams.get_records(ShardIterator=iterator, Limit=1)["Records"]

    def _poll(self) -> None:
        while not self._closing.is_set():
            try:
                if not self._deliver_next():
                    self._closing.wait(_WAIT_S)
            except EngineClosedError:
                return
            except (BotoCoreError, ClientError) as error:
                self._iterator = None  # lost with its answer
                if not self._closing.wait(_WAIT_S):
                    _LOG.warning("polling %s: %s", self.events.stream_arn, error)

    def _deliver_next(self) -> bool:
        """Deliver what stands next in the shard; False where nothing does."""
        if self._iterator is None:
            self._iterator = self._new_iterator(self._streams)
        reply = self._streams.get_records(
            ShardIterator=self._iterator, Limit=self.events.batch_size
        )
        found = [record(it, self.events.stream_arn) for it in reply["Records"]]
        if batch := [it for it in found if self.events.filters.matches(it)]:
            self._deliver(batch)
        if found and not self._closing.is_set():
            self._done = number_of(found[-1])
        self._iterator = reply["NextShardIterator"]
        return bool(found)

    def _new_iterator(self, streams: Any) -> str:
        place = (
            {"ShardIteratorType": "TRIM_HORIZON"}
            if self._done is None
            else {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._done}
        )
        return str(streams.get_shard_iterator(**self.events.source, **place)["ShardIterator"])

    def _deliver(self, batch: Sequence[dict[str, Any]]) -> None:
        """Deliver a batch until it is done with; returns early only where the engine stops."""
        attempts = 0
        while batch and not self._closing.is_set():
            failed_from = self._invoke(batch)
            if failed_from is None:
                return
            attempts = 1 if failed_from else attempts + 1
            if failed_from == 0 and self.events.bisects and len(batch) > 1 and self._broke:
                middle = (len(batch) + 1) // 2
                for half in (batch[:middle], batch[middle:]):
                    self._deliver(half)
                return
            batch = batch[failed_from:]
            if 0 <= self.events.retries < attempts:
                self._give_up(batch, attempts)
                return
            self._closing.wait(min(_LONGEST_WAIT_S, _WAIT_S * 2**attempts))

    def _invoke(self, batch: Sequence[dict[str, Any]]) -> int | None:
        """Invoke the function; returns the place of the first record that failed, if one did."""
        self._broke = False
        payload = json.dumps({"Records": batch}).encode()
        try:
            invocation = self._sandboxes.invoke(self.events.function, payload)
            failed = failed_messages(invocation, self.events.reports_failures)
        except TooManyRequestsError:
            return 0
        except InvalidBatchResponseError as error:
            _LOG.warning("%s failed on %d records: %s", self.events.function, len(batch), error)
            self._broke = True
            return 0
        places = [place for place, it in enumerate(batch) if number_of(it) in failed]
        return min(places, default=0 if failed else None)

    def _give_up(self, batch: Sequence[dict[str, Any]], attempts: int) -> None:
        if self.events.failures_url is None:
            return
        body = json.dumps(failure_message(batch, self.events, attempts))
        while not self._closing.is_set():
            try:
                self._sqs.send_message(QueueUrl=self.events.failures_url, MessageBody=body)
            except (BotoCoreError, ClientError) as error:
                _LOG.warning("records that were given up are not told of yet: %s", error)
                self._closing.wait(_WAIT_S)
            else:
                return


def stream_events(properties: Mapping[str, Any], streams: Any, sqs: Any) -> StreamEvents:
    """Read an event source mapping of a stream, with clients of the desk."""
    arn = properties["EventSourceArn"]
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    failures = properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    url = None
    if failures is not None:
        url = sqs.get_queue_url(QueueName=failures.rpartition(":")[2])["QueueUrl"]
    return StreamEvents(
        stream_arn=arn,
        function=properties["FunctionName"],
        shard_id=shard["ShardId"],
        batch_size=int(properties.get("BatchSize", 100)),
        filters=EventFilter(properties.get("FilterCriteria")),
        reports_failures="ReportBatchItemFailures" in properties.get("FunctionResponseTypes", []),
        bisects=bool(properties.get("BisectBatchOnFunctionError", False)),
        retries=int(properties.get("MaximumRetryAttempts", -1)),
        failures_url=url,
    )


def number_of(delivered: Mapping[str, Any]) -> str:
    """Return the sequence number of a record."""
    return str(delivered["dynamodb"]["SequenceNumber"])


def record(received: Mapping[str, Any], stream_arn: str) -> dict[str, Any]:
    """Return a record of the streams' API as the one that Lambda makes of it."""
    change = dict(received["dynamodb"])
    created = change.get("ApproximateCreationDateTime")
    if isinstance(created, datetime):
        change["ApproximateCreationDateTime"] = created.timestamp()
    made: dict[str, Any] = json.loads(
        json.dumps(
            {
                "eventID": received["eventID"],
                "eventName": received["eventName"],
                "eventVersion": received["eventVersion"],
                "eventSource": "aws:dynamodb",
                "awsRegion": stream_arn.split(":")[3],
                "dynamodb": change,
                "eventSourceARN": stream_arn,
            },
            default=lambda value: base64.b64encode(value).decode(),
        )
    )
    return made


def failure_message(
    batch: Sequence[Mapping[str, Any]], events: StreamEvents, attempts: int
) -> dict[str, Any]:
    """Return what Lambda tells a queue of records that it gave up: where they are, not what.

    https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
    """
    return {
        "requestContext": {
            "requestId": str(uuid4()),
            "functionArn": events.function,
            "condition": EXHAUSTED,
            "approximateInvokeCount": attempts,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": None,
        },
        "version": "1.0",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "DDBStreamBatchInfo": {
            "shardId": events.shard_id,
            "startSequenceNumber": number_of(batch[0]),
            "endSequenceNumber": number_of(batch[-1]),
            "batchSize": len(batch),
            "streamArn": events.stream_arn,
        },
    }
