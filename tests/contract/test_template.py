"""What CloudFormation gets, where the local engine cannot show it."""

import json
from typing import Any

import pytest

from tests.contract.deployable import resources, template, translated

FUNCTIONS = sorted(resources("AWS::Lambda::Function"))
ROLES = resources("AWS::IAM::Role")
OBJECTS = {"s3:GetObject", "s3:ListBucket", "s3:PutObject"}
ERASES = {"s3:DeleteObjectVersion", "s3:ListBucketVersions"}
LEDGER = {"dynamodb:Query", "dynamodb:UpdateItem"}


def statements(role: str) -> list[dict[str, Any]]:
    return [
        statement
        for policy in ROLES[role].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def actions(role: str) -> set[str]:
    return {action for statement in statements(role) for action in listed(statement["Action"])}


def should_report_partial_item_failures_of_both_queues() -> None:
    backfill, listings = resources("AWS::Lambda::EventSourceMapping").values()
    for mapping in (backfill, listings):
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert listings["ScalingConfig"] == {"MaximumConcurrency": {"Ref": "MaximumConcurrency"}}
    assert backfill["ScalingConfig"] == {"MaximumConcurrency": 2}


def should_treat_the_backfill_queue_as_the_listing_queue() -> None:
    queues = resources("AWS::SQS::Queue")
    backfill, listings = (
        {name: value for name, value in queues[queue].items() if name != "QueueName"}
        for queue in ("BackfillQueue", "ListingQueue")
    )
    assert backfill == listings


def should_keep_a_message_invisible_for_six_times_the_function_timeout() -> None:
    timeout = resources("AWS::Lambda::Function")["IngestListingsFunction"]["Timeout"]
    assert resources("AWS::SQS::Queue")["ListingQueue"]["VisibilityTimeout"] >= 6 * timeout


def should_leave_room_for_the_reason_beside_the_longest_event() -> None:
    queue = resources("AWS::SQS::Queue")["ListingQueue"]
    assert queue["MaximumMessageSize"] == 1024 * 1024 - 8 * 1024


def should_keep_dead_letters_for_as_long_as_sqs_can() -> None:
    queues = resources("AWS::SQS::Queue")
    redrive = queues["ListingQueue"]["RedrivePolicy"]["deadLetterTargetArn"]
    assert redrive == {"Fn::GetAtt": ["ListingDeadLetters", "Arn"]}
    assert queues["ListingDeadLetters"]["MessageRetentionPeriod"] == 14 * 24 * 3600


def should_encrypt_version_and_close_the_bucket() -> None:
    (bucket,) = resources("AWS::S3::Bucket").values()
    assert bucket["BucketEncryption"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    (policy,) = resources("AWS::S3::BucketPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": False}}


def should_pay_the_table_on_demand_expire_rows_and_recover_to_a_point_in_time() -> None:
    tables = resources("AWS::DynamoDB::Table")
    assert tables.keys() == {"LedgerTable", "SummaryTable", "UsageTable"}
    for table in tables.values():
        assert table["BillingMode"] == "PAY_PER_REQUEST"
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["SSESpecification"] == {"SSEEnabled": True}


def should_run_a_standard_machine_from_the_definition_file() -> None:
    (machine,) = resources("AWS::StepFunctions::StateMachine").values()
    assert machine["StateMachineType"] == "STANDARD"
    assert machine["DefinitionS3Location"]["Key"] == "statemachine/summarise_listing.asl.yaml"


def should_give_every_function_the_layer_and_a_role_of_its_own() -> None:
    functions = resources("AWS::Lambda::Function")
    roles = [json.dumps(function["Role"]) for function in functions.values()]
    assert len(set(roles)) == len(functions)
    assert all(function["Layers"] for function in functions.values())


@pytest.mark.parametrize("role", sorted(ROLES))
def should_grant_named_actions_on_named_resources_only(role: str) -> None:
    assert statements(role)
    for statement in statements(role):
        assert not [action for action in listed(statement["Action"]) if "*" in action]
        for resource in listed(statement["Resource"]):
            assert resource != "*"
            assert {"Ref", "Fn::GetAtt", "Fn::Sub"} & resource.keys()


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("PrepareListing", {"s3:GetObject", "s3:ListBucket", "s3:PutObject"}),
        ("PlanSummary", OBJECTS | {"dynamodb:GetItem", "dynamodb:Query"}),
        ("SummariseChunk", OBJECTS | {"dynamodb:UpdateItem"}),
        ("MergeNotes", OBJECTS),
        ("ReduceNotes", OBJECTS | {"dynamodb:UpdateItem"}),
        ("WriteSummary", OBJECTS | {"dynamodb:Query", "dynamodb:UpdateItem"}),
        (
            "StoreSummary",
            OBJECTS | ERASES | {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"},
        ),
        ("AnnounceSummary", {"events:PutEvents"}),
        (
            "WithdrawSummary",
            ERASES | LEDGER | {"dynamodb:PutItem", "states:StopExecution"},
        ),
        ("SendDeadLetter", LEDGER | {"s3:GetObject", "s3:ListBucket", "sqs:SendMessage"}),
        (
            "SweepLedger",
            ERASES
            | LEDGER
            | {
                "s3:GetObject",
                "s3:ListBucket",
                "sqs:SendMessage",
                "states:DescribeExecution",
                "states:StartExecution",
            },
        ),
        (
            "IngestListings",
            LEDGER
            | {
                "dynamodb:PutItem",
                "s3:GetObject",
                "s3:ListBucket",
                "s3:PutObject",
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
                "sqs:SendMessage",
                "states:DescribeExecution",
                "states:StartExecution",
            },
        ),
        (
            "ReplayDeadLetters",
            {
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
                "sqs:SendMessage",
            },
        ),
        ("SummariseListing", {"lambda:InvokeFunction"}),
    ],
)
def should_grant_each_role_only_what_it_uses(function: str, expected: set[str]) -> None:
    assert actions(f"{function}Role") == expected


def should_use_no_policy_of_aws_whose_resources_are_not_named() -> None:
    for properties in ROLES.values():
        assert properties.get("ManagedPolicyArns", []) in ([], [{"Ref": "WriteLogs"}])
    policy = resources("AWS::IAM::ManagedPolicy")["WriteLogs"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Resource"] == {"Fn::GetAtt": ["FunctionLogs", "Arn"]}


def should_offer_stage_model_chain_and_concurrency_as_parameters() -> None:
    assert {"Stage", "ModelChain", "MaximumConcurrency"} <= template()["Parameters"].keys()
    assert template()["Parameters"]["Stage"]["AllowedValues"] == ["dev", "staging", "prod"]


def should_tell_every_address_that_people_need() -> None:
    assert translated()["Outputs"].keys() == {
        "ListingQueueUrl",
        "BackfillQueueUrl",
        "ListingDeadLettersUrl",
        "ListingBucketName",
        "SummaryTableName",
        "LedgerTableName",
        "UsageTableName",
        "SummaryBusName",
        "StateMachineArn",
        "ReplayDeadLettersFunctionName",
    }
