"""How a desk finds a stack, and what it says where it finds none."""

import json

import boto3
import pytest

from tests.functions.conftest import REGION, Aws
from workbench.errors import UsageError
from workbench.stack import DEFAULT_STACK, Stack, aws_errors_explained, find_stack

TEMPLATE = json.dumps(
    {
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "in"}}},
        "Outputs": {
            "ListingQueueUrl": {"Value": {"Ref": "Queue"}},
            "ReplayDeadLettersFunctionName": {"Value": "replays"},
        },
    }
)


def deploy(aws_account: Aws, name: str) -> None:
    aws_account.client("cloudformation").create_stack(StackName=name, TemplateBody=TEMPLATE)


def should_find_what_the_outputs_of_a_stack_name(aws_account: Aws) -> None:
    deploy(aws_account, DEFAULT_STACK)
    stack = find_stack()
    stack.client("sqs").send_message(QueueUrl=stack.listing_queue_url, MessageBody="the event")
    assert stack.name == DEFAULT_STACK
    assert stack.function_name("ReplayDeadLetters") == "replays"
    assert stack.is_local


def should_take_the_name_from_the_option_or_else_from_the_environment(
    aws_account: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(aws_account, "mine")
    deploy(aws_account, "ours")
    monkeypatch.setenv("SUMMARISER_STACK", "ours")
    assert find_stack().name == "ours"
    assert find_stack("mine").name == "mine"


def should_take_the_region_that_lambda_and_other_sdks_set(
    aws_account: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(aws_account, DEFAULT_STACK)
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_REGION", REGION)
    assert find_stack().session.region_name == REGION


def should_tell_a_stack_of_another_version_from_a_missing_one(aws_account: Aws) -> None:
    deploy(aws_account, DEFAULT_STACK)
    with pytest.raises(UsageError, match="no output StateMachineArn: deploy this version"):
        _ = find_stack().state_machine_arn
    with pytest.raises(UsageError, match=r"no stack nobody in eu-central-1: .* --stack"):
        find_stack("nobody")
    with pytest.raises(UsageError, match="no stack listing-summariser-dev in us-east-1"):
        find_stack(region="us-east-1")


@pytest.mark.parametrize(
    ("without", "instead", "told"),
    [
        (["AWS_DEFAULT_REGION"], {}, "No region is set: add --region"),
        (["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], {}, "no AWS credentials: set AWS_PROFILE"),
        (["AWS_SECRET_ACCESS_KEY"], {}, "Partial credentials"),
        ([], {"AWS_PROFILE": "nobody"}, r"\(nobody\) could not be found"),
        ([], {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "is `summariser serve` still running"),
    ],
)
def should_say_what_to_do_where_aws_cannot_be_reached(
    without: list[str],
    instead: dict[str, str],
    told: str,
    aws_account: Aws,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ["AWS_REGION", "AWS_PROFILE", *without]:
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name, value in instead.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=told):
        find_stack()


def should_tell_in_a_sentence_what_aws_refused(aws_account: Aws) -> None:
    queue = {"QueueUrl": f"{aws_account.dead_letters_url}-of-nobody"}
    with (
        pytest.raises(UsageError, match=r"NonExistentQueue.* Nothing was lost"),
        aws_errors_explained(),
    ):
        aws_account.client("sqs").receive_message(**queue)


def should_know_that_aws_is_not_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert not Stack("any", boto3.Session(region_name=REGION), {}).is_local
