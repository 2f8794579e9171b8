"""A table's stream is delivered as Lambda delivers it, and has what was written and nothing else.

https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.contract.post_office import wait_until
from workbench.local.event_filters import EventFilter
from workbench.local.patches import patched
from workbench.local.sandbox import Invocation
from workbench.local.services import services
from workbench.local.streams import EXHAUSTED, StreamEvents, StreamPoller

Numbers = list[int]
TABLE = "parcels"


class Post:
    """A table with a stream, and the function that its records invoke."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.dynamodb, self.streams, self.sqs = (
            self.client(it) for it in ("dynamodb", "dynamodbstreams", "sqs")
        )
        key = {"AttributeName": "number", "KeyType": "HASH"}
        made = self.dynamodb.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "number", "AttributeType": "N"}],
            KeySchema=[key],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
        self.arn = made["TableDescription"]["LatestStreamArn"]
        found = self.streams.describe_stream(StreamArn=self.arn)
        (self.shard,) = found["StreamDescription"]["Shards"]
        self.lost = self.sqs.create_queue(QueueName="lost")["QueueUrl"]
        self.invoked: list[Numbers] = []
        self.answer: Callable[[Numbers], object] = lambda _: None

    def client(self, service: str) -> Any:
        session: Any = boto3.Session()
        return session.client(
            service,
            region_name="eu-central-1",
            endpoint_url=self.url,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 (opens nothing)
        )

    def invoke(self, function: str, payload: bytes, lineage: str = "") -> Invocation:
        assert (function, lineage) == ("carry", "")
        records = json.loads(payload)["Records"]
        self.numbers = {
            it["dynamodb"]["SequenceNumber"]: int(it["dynamodb"]["Keys"]["number"]["N"])
            for it in records
        }
        self.invoked.append(list(self.numbers.values()))
        answer = self.answer(self.invoked[-1])
        if isinstance(answer, Exception):
            return Invocation(b'{"errorMessage": "torn"}', "Unhandled")
        failed = answer if isinstance(answer, list) else []
        names = {number: name for name, number in self.numbers.items()}
        failures = [{"itemIdentifier": names[number]} for number in failed]
        return Invocation(json.dumps({"batchItemFailures": failures}).encode())

    def put(self, *numbers: int, **members: Any) -> None:
        for number in numbers:
            item = {"number": {"N": str(number)}, **members}
            self.dynamodb.put_item(TableName=TABLE, Item=item)

    def deliver(self, **options: Any) -> None:
        """Follow the stream until all was delivered or given up."""
        events = StreamEvents(
            stream_arn=self.arn,
            function="carry",
            shard_id=self.shard["ShardId"],
            reports_failures=True,
            failures_url=self.lost,
            **options,
        )
        sandboxes: Any = self
        poller = StreamPoller(events, self.streams, self.sqs, sandboxes)
        try:
            wait_until(lambda: poller.caught_up(self.streams))
        finally:
            poller.close()
            poller.join()

    def told(self) -> list[dict[str, Any]]:
        received = self.sqs.receive_message(QueueUrl=self.lost, MaxNumberOfMessages=10)
        return [json.loads(it["Body"]) for it in received.get("Messages", [])]


@pytest.fixture
def post() -> Iterator[Post]:
    with patched(), services(lambda _name, _payload: Invocation(b"null")) as url:
        yield Post(url)


def should_deliver_every_change_in_its_order(post: Post) -> None:
    post.put(1, 2, 3, 4, 5)
    post.deliver(batch_size=2)
    assert post.invoked == [[1, 2], [3, 4], [5]]


def should_deliver_again_from_the_first_record_that_failed(post: Post) -> None:
    post.put(1, 2, 3)
    failures = iter([[2], [], []])
    post.answer = lambda _: next(failures)
    post.deliver()
    assert post.invoked == [[1, 2, 3], [2, 3]]
    assert post.told() == []


def should_halve_a_batch_on_which_the_function_breaks(post: Post) -> None:
    post.put(1, 2, 3, 4)
    post.answer = lambda numbers: ValueError() if 3 in numbers else None
    post.deliver(bisects=True, retries=1)
    assert post.invoked == [[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]
    (told,) = post.told()
    assert told["DDBStreamBatchInfo"]["batchSize"] == 1


def should_give_up_after_so_many_retries_and_say_which_records_they_were(post: Post) -> None:
    post.put(1, 2)
    post.answer = lambda numbers: [2] if 2 in numbers else None
    post.deliver(retries=2)
    post.put(3)
    post.deliver(retries=2)
    assert post.invoked[:4] == [[1, 2], [2], [2], [1, 2, 3]]
    told = post.told()[0]
    assert told["requestContext"]["condition"] == EXHAUSTED
    batch = told["DDBStreamBatchInfo"]
    assert batch["startSequenceNumber"] == batch["endSequenceNumber"]
    assert (batch["shardId"], batch["streamArn"]) == (post.shard["ShardId"], post.arn)


def should_deliver_only_what_the_filter_lets_pass(post: Post) -> None:
    pattern = json.dumps({"dynamodb": {"NewImage": {"town": {"S": [{"exists": True}]}}}})
    post.put(1, 3)
    post.put(2, town={"S": "Ghent"})
    post.deliver(filters=EventFilter({"Filters": [{"Pattern": pattern}]}))
    assert post.invoked == [[2]]


def should_have_nothing_in_a_stream_of_a_transaction_that_was_cancelled(post: Post) -> None:
    post.put(1)
    write = {
        "TableName": TABLE,
        "Key": {"number": {"N": "1"}},
        "UpdateExpression": "SET town = :town",
        "ExpressionAttributeValues": {":town": {"S": "Ghent"}},
    }
    impossible = {
        "TableName": TABLE,
        "Item": {"number": {"N": "2"}},
        "ConditionExpression": "attribute_exists(town)",
    }
    with pytest.raises(ClientError, match="TransactionCanceled"):
        post.dynamodb.transact_write_items(TransactItems=[{"Update": write}, {"Put": impossible}])
    post.put(3)
    post.deliver()
    assert post.invoked == [[1, 3]]
