"""What other systems hear on the bus."""

import json

from summariser.adapters.eventbridge import EventBridgeSummaryBus
from summariser.domain.summary import Status
from tests.adapters.account import Aws


def should_announce_on_the_bus_what_became_of_a_listing(aws_account: Aws) -> None:
    events, sqs = aws_account.client("events"), aws_account.client("sqs")
    arn = sqs.get_queue_attributes(
        QueueUrl=aws_account.dead_letters_url, AttributeNames=["QueueArn"]
    )
    pattern = json.dumps({"source": ["listing-summariser"]})
    events.put_rule(Name="rule", EventBusName="bus", EventPattern=pattern)
    target = {"Id": "queue", "Arn": arn["Attributes"]["QueueArn"]}
    events.put_targets(Rule="rule", EventBusName="bus", Targets=[target])
    bus = EventBridgeSummaryBus(aws_account.bus)
    for status in (Status.PUBLISHED, Status.HELD, Status.WITHDRAWN):
        bus.announce(
            listing_id="b",
            version=1,
            status=status,
            language=None,
            summary_uri=None,
            execution_name="b-v1-0a1b",
        )
    messages = sqs.receive_message(QueueUrl=aws_account.dead_letters_url, MaxNumberOfMessages=10)
    announced = [json.loads(message["Body"]) for message in messages["Messages"]]
    assert {(one["detail-type"], one["detail"]["status"]) for one in announced} == {
        ("SummaryPublished", "published"),
        ("SummaryHeld", "held"),
        ("SummaryWithdrawn", "withdrawn"),
    }
    assert {one["detail"]["correlation_id"] for one in announced} == {"b-v1-0a1b"}
