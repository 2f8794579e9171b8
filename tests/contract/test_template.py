"""What CloudFormation gets, where the local engine cannot show it."""

import json

from tests.contract.deployable import resources, template, translated


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


def should_keep_every_version_of_an_object() -> None:
    (bucket,) = resources("AWS::S3::Bucket").values()
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}


def should_pay_the_table_on_demand_expire_rows_and_recover_to_a_point_in_time() -> None:
    tables = resources("AWS::DynamoDB::Table")
    assert tables.keys() == {"LedgerTable", "SummaryTable", "UsageTable"}
    for table in tables.values():
        assert table["BillingMode"] == "PAY_PER_REQUEST"
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def should_run_a_standard_machine_from_the_definition_file() -> None:
    (machine,) = resources("AWS::StepFunctions::StateMachine").values()
    assert machine["StateMachineType"] == "STANDARD"
    assert machine["DefinitionS3Location"]["Key"] == "statemachine/summarise_listing.asl.yaml"


def should_give_every_function_the_layer_and_a_role_of_its_own() -> None:
    functions = resources("AWS::Lambda::Function")
    roles = [json.dumps(function["Role"]) for function in functions.values()]
    assert len(set(roles)) == len(functions)
    assert all(function["Layers"] for function in functions.values())


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
