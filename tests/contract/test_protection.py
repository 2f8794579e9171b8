"""What is kept is encrypted, closed to the public, reached by TLS alone and logged for a while."""

import re
from typing import Any

import pytest

from tests.contract.deployable import resources, template
from tests.contract.policies import deployed

KEY = {"Ref": "KmsKeyArn"}
FROM_A_RULE = ("VectorQueue", "VectorDeadLetters")
WITH_AND_WITHOUT_A_KEY = pytest.mark.parametrize("key", [True, False])


def arn(name: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, "Arn"]}


def statement_against_plain_http(service: str, resource: Any) -> dict[str, Any]:
    return {
        "Sid": "EncryptedTransportOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": f"{service}:*",
        "Resource": resource,
        "Condition": {"Bool": {"aws:SecureTransport": False}},
    }


def from_the_rule(queue: str) -> dict[str, Any]:
    return {
        "Sid": "AnnouncementsOfThisStack",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn(queue),
        "Condition": {"ArnEquals": {"aws:SourceArn": arn("VectorRule")}},
    }


@pytest.mark.parametrize("queue", sorted(resources("AWS::SQS::Queue")))
def should_refuse_plain_http_and_strangers_at_a_queue(queue: str) -> None:
    policies = [
        policy["PolicyDocument"]["Statement"]
        for policy in resources("AWS::SQS::QueuePolicy").values()
        if {"Ref": queue} in policy["Queues"]
    ]
    ((against_plain_http, *others),) = policies
    assert against_plain_http == statement_against_plain_http("sqs", arn(queue))
    assert others == ([from_the_rule(queue)] if queue in FROM_A_RULE else [])


@pytest.mark.parametrize("bucket", sorted(resources("AWS::S3::Bucket")))
def should_refuse_plain_http_at_the_bucket(bucket: str) -> None:
    (statements,) = [
        policy["PolicyDocument"]["Statement"]
        for policy in resources("AWS::S3::BucketPolicy").values()
        if policy["Bucket"] == {"Ref": bucket}
    ]
    everything = [arn(bucket), {"Fn::Sub": f"${{{bucket}.Arn}}/*"}]
    assert statements == [statement_against_plain_http("s3", everything)]


@pytest.mark.parametrize("bucket", sorted(resources("AWS::S3::Bucket")))
def should_close_the_bucket_to_the_public(bucket: str) -> None:
    properties = resources("AWS::S3::Bucket")[bucket]
    assert properties["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    assert properties["OwnershipControls"] == {
        "Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]
    }


@WITH_AND_WITHOUT_A_KEY
def should_encrypt_the_bucket(key: bool) -> None:
    for bucket in deployed("AWS::S3::Bucket", key=key).values():
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        own = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}
        assert rule["ServerSideEncryptionByDefault"] == (own if key else {"SSEAlgorithm": "AES256"})


@WITH_AND_WITHOUT_A_KEY
def should_encrypt_vectors(key: bool) -> None:
    (bucket,) = deployed("AWS::S3Vectors::VectorBucket", key=key).values()
    own = {"SseType": "aws:kms", "KmsKeyArn": KEY}
    assert bucket["EncryptionConfiguration"] == (own if key else {"SseType": "AES256"})


@WITH_AND_WITHOUT_A_KEY
def should_encrypt_every_queue(key: bool) -> None:
    for queue in deployed("AWS::SQS::Queue", key=key).values():
        assert queue.get("SqsManagedSseEnabled") is not key
        assert queue.get("KmsMasterKeyId") == (KEY if key else None)


@WITH_AND_WITHOUT_A_KEY
def should_encrypt_every_table(key: bool) -> None:
    for table in deployed("AWS::DynamoDB::Table", key=key).values():
        own = {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEY}
        assert table["SSESpecification"] == (own if key else {"SSEEnabled": True})


@WITH_AND_WITHOUT_A_KEY
def should_encrypt_logs_and_announcements_with_the_key(key: bool) -> None:
    expected = KEY if key else None  # AWS encrypts both with keys of its own
    for log in deployed("AWS::Logs::LogGroup", key=key).values():
        assert log.get("KmsKeyId") == expected
    for bus in deployed("AWS::Events::EventBus", key=key).values():
        assert bus.get("KmsKeyIdentifier") == expected


def should_keep_every_log_for_as_long_as_the_parameter_says() -> None:
    logs = resources("AWS::Logs::LogGroup")
    assert logs
    for log in logs.values():
        assert log["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def should_let_every_function_log_where_logs_end() -> None:
    for function in resources("AWS::Lambda::Function").values():
        assert function["LoggingConfig"]["LogGroup"] == {"Ref": "FunctionLogs"}


def should_log_failed_executions_without_what_they_carried() -> None:
    for machine in resources("AWS::StepFunctions::StateMachine").values():
        logging = machine["LoggingConfiguration"]
        assert logging["IncludeExecutionData"] is False
        assert logging["Level"] == "ERROR"
        (destination,) = logging["Destinations"]
        assert destination["CloudWatchLogsLogGroup"]["LogGroupArn"] == arn("ExecutionLogs")


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("", True),
        ("arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-0123456789ab", True),
        ("arn:aws:kms:eu-central-1:123456789012:key/mrk-0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d", True),
        ("arn:aws:kms:eu-central-1:123456789012:alias/listings", False),  # IAM permits no alias
        ("*", False),
    ],
)
def should_take_the_arn_of_a_key_or_nothing(value: str, taken: bool) -> None:
    parameter = template()["Parameters"]["KmsKeyArn"]
    assert parameter["Default"] == ""
    assert bool(re.fullmatch(parameter["AllowedPattern"], value)) is taken


def should_keep_no_old_version_of_what_a_board_stored_beyond_a_day() -> None:
    (bucket,) = resources("AWS::S3::Bucket").values()
    rules = bucket["LifecycleConfiguration"]["Rules"]
    (incoming,) = [rule for rule in rules if rule.get("Prefix") == "incoming/"]
    assert incoming["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
