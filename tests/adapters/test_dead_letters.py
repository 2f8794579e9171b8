"""What reading and replaying dead letters leaves in SQS and asks of Step Functions."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from summariser.adapters.metrics import Metrics
from summariser.adapters.sqs import ListingDeadLetters, ListingQueue, SQSDeadLetterQueue
from summariser.adapters.stepfunctions import SummariseListing
from summariser.domain.dead_letters import RECEIVED_TOO_OFTEN, ReplayDeadLettersInput
from summariser.domain.failure import Failure
from summariser.steps.dead_letter_reader import DeadLetterReader
from summariser.steps.replay_dead_letters import replay_dead_letters
from tests.adapters.account import Aws
from tests.values import any_dead_letter, any_event_body, any_execution_input
from workbench.operations.redriving import Redrives


def sending(aws_account: Aws) -> ListingDeadLetters:
    return ListingDeadLetters(aws_account.dead_letters_url, metrics=Metrics("dev"))


def listing_queue(aws_account: Aws, **attributes: str) -> str:
    queue = aws_account.client("sqs").create_queue(QueueName="listings", Attributes=attributes)
    return str(queue["QueueUrl"])


def messages(aws_account: Aws, url: str) -> list[tuple[str, dict[str, str]]]:
    reply = aws_account.client("sqs").receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return [
        (
            one["Body"],
            {key: it["StringValue"] for key, it in one.get("MessageAttributes", {}).items()},
        )
        for one in reply.get("Messages", [])
    ]


def should_put_the_reason_beside_the_event_on_the_dead_letter_queue(aws_account: Aws) -> None:
    failure = Failure(
        "ListingHasNoText", "Too short\0 " + "x" * 5000, "baker-1", 2, "arn:execution"
    )
    sending(aws_account).send("the event", failure)
    (message,) = aws_account.client("sqs").receive_message(
        QueueUrl=aws_account.dead_letters_url, MessageAttributeNames=["All"]
    )["Messages"]
    attributes = {name: one["StringValue"] for name, one in message["MessageAttributes"].items()}
    assert message["Body"] == "the event"
    assert attributes.pop("cause").startswith("Too short\ufffd xxx")
    assert attributes == {
        "error": "ListingHasNoText",
        "listing_id": "baker-1",
        "version": "2",
        "execution_arn": "arn:execution",
        "replays": "0",
    }


def should_count_a_dead_letter_and_name_its_execution(
    aws_account: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    arn = "arn:aws:states:eu-central-1:123456789012:execution:machine:baker-1-v2-0a1b"
    sending(aws_account).send("the event", Failure("ListingHasNoText", "No.", "baker-1", 2, arn))
    line = json.loads(capsys.readouterr().out)
    assert (line["stage"], line["DeadLetters"]) == ("dev", [1.0])
    assert (line["correlation_id"], line["error.type"]) == ("baker-1-v2-0a1b", "ListingHasNoText")


def should_give_every_fact_of_a_letter_and_leave_it_visible(aws_account: Aws) -> None:
    failure = Failure("ListingHasNoText", "It is empty.", "baker-1", 2, "arn:execution")
    message_id = sending(aws_account).send("the event", failure)
    queue = SQSDeadLetterQueue(aws_account.dead_letters_url)
    with DeadLetterReader(queue) as reading:
        (letter,) = reading.letters()
        assert messages(aws_account, aws_account.dead_letters_url) == []
    assert letter.model_dump(exclude={"sent_at"}) == {
        "message_id": message_id,
        "listing_id": "baker-1",
        "version": 2,
        "error": "ListingHasNoText",
        "cause": "It is empty.",
        "state": None,
        "execution_arn": "arn:execution",
        "replays": 0,
        "body": "the event",
    }
    assert abs(letter.sent_at - datetime.now(UTC)) < timedelta(seconds=10)
    assert len(messages(aws_account, aws_account.dead_letters_url)) == 1
    assert queue.count() == 1


def should_read_more_letters_than_one_receive_brings_each_once(aws_account: Aws) -> None:
    dead_letters = sending(aws_account)
    sent = {dead_letters.send("the event", Failure("Error", "cause")) for _ in range(23)}
    with DeadLetterReader(SQSDeadLetterQueue(aws_account.dead_letters_url)) as reading:
        seen = [letter.message_id for letter in reading.letters()]
    assert (len(seen), set(seen)) == (23, sent)


def should_name_the_listing_and_the_reason_of_what_sqs_moved_by_itself(aws_account: Aws) -> None:
    sqs, url = aws_account.client("sqs"), aws_account.dead_letters_url
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    redrive = {"deadLetterTargetArn": arn["QueueArn"], "maxReceiveCount": "1"}
    source = listing_queue(aws_account, RedrivePolicy=json.dumps(redrive), VisibilityTimeout="0")
    replays = {"replays": {"DataType": "String", "StringValue": "2"}}
    body = any_event_body(version=7)
    sqs.send_message(QueueUrl=source, MessageBody=body, MessageAttributes=replays)
    for _ in range(2):
        sqs.receive_message(QueueUrl=source)
    with DeadLetterReader(SQSDeadLetterQueue(url)) as reading:
        (letter,) = reading.letters()
    assert (letter.error, letter.state, letter.replays) == (RECEIVED_TOO_OFTEN, None, 2)
    assert (letter.listing_id, letter.version) == ("baker-1", 7)


def should_send_the_event_as_it_came_and_count_its_replay(aws_account: Aws) -> None:
    dead_letters, url = (
        sending(aws_account),
        listing_queue(aws_account),
    )
    dead_letters.send("first \u00fc", Failure("Error", "cause", "baker-1", 1, "arn:execution"))
    queue = SQSDeadLetterQueue(aws_account.dead_letters_url)
    done = replay_dead_letters(
        ReplayDeadLettersInput(),
        dead_letters=queue,
        replays=ListingQueue(url),
        may_go_on=lambda: True,
    )
    assert (done.replayed, done.left, queue.count()) == (1, 0, 0)
    assert messages(aws_account, url) == [("first \u00fc", {"replays": "1"})]


def should_keep_an_event_that_the_listing_queue_takes_no_more(aws_account: Aws) -> None:
    url = listing_queue(aws_account, MaximumMessageSize="1024")
    assert ListingQueue(url).replay(any_dead_letter(body="x" * 2000)) is False
    assert messages(aws_account, url) == []


def should_not_take_a_missing_queue_for_a_refusal(aws_account: Aws) -> None:
    url = listing_queue(aws_account)
    with pytest.raises(ClientError, match="NonExistentQueue"):
        ListingQueue(f"{url}-of-nobody").replay(any_dead_letter())


class Redriven:
    """Step Functions with RedriveExecution, which moto lacks; what else is asked goes to moto."""

    def __init__(self, stepfunctions: Any) -> None:
        self.redriven: list[str] = []
        self.get_execution_history = stepfunctions.get_execution_history

    def redrive_execution(self, *, executionArn: str, clientToken: str) -> None:  # noqa: N803
        assert clientToken
        self.redriven.append(executionArn)


def failed_execution(aws_account: Aws, version: int) -> str:
    SummariseListing(aws_account.machine_arn).start("baker", any_execution_input(version=version))
    arn = aws_account.machine_arn.replace(":stateMachine:", ":execution:") + ":baker"
    client, deadline = aws_account.client("stepfunctions"), time.monotonic() + 10
    while client.describe_execution(executionArn=arn)["status"] == "RUNNING":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return arn


def should_redrive_no_execution_whose_failure_was_caught(aws_account: Aws) -> None:
    arn = failed_execution(aws_account, version=13)  # it ends in its Fail state
    stepfunctions = Redriven(aws_account.client("stepfunctions"))
    assert Redrives(stepfunctions).replay(any_dead_letter(execution_arn=arn)) is False
    assert Redrives(stepfunctions).replay(any_dead_letter(execution_arn=None)) is False
    assert Redrives(stepfunctions).replay(any_dead_letter(execution_arn=f"{arn}-none")) is False
    assert stepfunctions.redriven == []


def should_redrive_an_execution_that_ended_outside_of_its_fail_state(aws_account: Aws) -> None:
    arn = failed_execution(aws_account, version=1)
    stepfunctions = Redriven(aws_account.client("stepfunctions"))
    assert Redrives(stepfunctions).replay(any_dead_letter(execution_arn=arn)) is True
    assert stepfunctions.redriven == [arn]
