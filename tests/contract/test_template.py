"""What CloudFormation gets, where the local engine cannot show it."""

import json
import re
from datetime import timedelta

import pytest

from summariser.adapters.eventbridge import DETAIL_TYPES, SOURCE
from summariser.adapters.keys import BACKFILLS
from summariser.domain.batch import job_name
from summariser.domain.summary import Status
from summariser.domain.waiting import LONGEST_WAIT
from summariser.llm.models import load_models
from tests.contract.deployable import ROOT, resources, template, translated
from workbench.deployment.settings import STAGES, overrides
from workbench.local.event_rules import EventRule

BACKFILL_BATCHES, INTERACTIVE_BATCHES = 2, 2
STARTS_PER_S = 8  # by one batch after the other, see docs/deploy.md
# https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, most regions
MOST_STARTS_PER_S = 150
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
FUNCTIONS_OF_AN_ACCOUNT, UNRESERVED = 1000, 100


def should_report_partial_item_failures_of_every_queue() -> None:
    mappings = {
        it["EventSourceArn"]["Fn::GetAtt"][0]: it
        for it in resources("AWS::Lambda::EventSourceMapping").values()
        if "StartingPosition" not in it
    }
    most = {name: it["ScalingConfig"]["MaximumConcurrency"] for name, it in mappings.items()}
    assert most.keys() == {"InteractiveQueue", "ListingQueue", "BackfillQueue", "VectorQueue"}
    assert most["InteractiveQueue"] == INTERACTIVE_BATCHES
    assert most["ListingQueue"] == {"Ref": "MaximumConcurrency"}
    assert most["BackfillQueue"] == BACKFILL_BATCHES
    for mapping in mappings.values():
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mappings["InteractiveQueue"]["BatchSize"] == 1


@pytest.mark.parametrize("queue", ["InteractiveQueue", "BackfillQueue"])
def should_treat_a_queue_of_events_as_the_listing_queue(queue: str) -> None:
    queues = resources("AWS::SQS::Queue")
    found, listings = (
        {name: value for name, value in queues[one].items() if name != "QueueName"}
        for one in (queue, "ListingQueue")
    )
    assert found == listings


@pytest.mark.parametrize(
    ("queue", "function"), [("ListingQueue", "IngestListings"), ("VectorQueue", "EmbedSummary")]
)
def should_keep_a_message_invisible_for_six_times_the_function_timeout(
    queue: str, function: str
) -> None:
    timeout = resources("AWS::Lambda::Function")[f"{function}Function"]["Timeout"]
    assert resources("AWS::SQS::Queue")[queue]["VisibilityTimeout"] >= 6 * timeout


def should_make_vectors_only_where_a_model_is_named() -> None:
    everything = translated()["Resources"]
    embedding = {name for name in everything if re.search("Vector|EmbedSummary", name)}
    assert len(embedding) > 10
    assert {everything[name].get("Condition") for name in embedding} == {"Embeds"}
    assert template()["Parameters"]["EmbeddingModel"]["Default"] == "none"
    assert template()["Conditions"]["Embeds"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "EmbeddingModel"}, "none"]}]
    }


def should_embed_what_is_published_and_withdrawn() -> None:
    rules = resources("AWS::Events::Rule").values()
    (rule,) = (it for it in rules if it.get("EventPattern", {}).get("source") == [SOURCE])
    assert rule["EventPattern"] == {
        "source": [SOURCE],
        "detail-type": [DETAIL_TYPES[it] for it in (Status.PUBLISHED, Status.WITHDRAWN)],
    }


def should_give_an_index_the_name_and_the_dimensions_of_its_model() -> None:
    (index,) = resources("AWS::S3Vectors::Index").values()
    assert index["IndexName"] == {"Ref": "EmbeddingModel"}
    sizes = template()["Mappings"]["EmbeddingModels"]
    models = load_models().embedding_models
    assert {name: it["Dimension"] for name, it in sizes.items() if name != "none"} == {
        name: model.dimensions for name, model in models.items()
    }
    assert template()["Parameters"]["EmbeddingModel"]["AllowedValues"] == ["none", *models]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name) for name in models)


def should_leave_room_for_the_reason_beside_the_longest_event() -> None:
    queue = resources("AWS::SQS::Queue")["ListingQueue"]
    assert queue["MaximumMessageSize"] == 1024 * 1024 - 8 * 1024


def should_let_ingest_alone_send_events_to_the_queues_that_invoke_it() -> None:
    functions = resources("AWS::Lambda::Function")
    recursive = {name for name, it in functions.items() if it.get("RecursiveLoop") == "Allow"}
    assert recursive == {"IngestListingsFunction"}


def should_keep_what_an_event_refers_to_for_longer_than_it_waits() -> None:
    (bucket,) = resources("AWS::S3::Bucket").values()
    rules = {rule["Id"]: rule for rule in bucket["LifecycleConfiguration"]["Rules"]}
    assert timedelta(days=rules["Incoming"]["ExpirationInDays"]) > LONGEST_WAIT


def should_keep_the_texts_of_a_backfill_no_longer_than_what_boards_stored() -> None:
    (bucket,) = resources("AWS::S3::Bucket").values()
    rules = {rule["Id"]: rule for rule in bucket["LifecycleConfiguration"]["Rules"]}
    for rule in ("ExpirationInDays", "NoncurrentVersionExpiration"):
        assert rules["Backfills"][rule] == rules["Incoming"][rule]
    assert rules["Backfills"]["Prefix"] == BACKFILLS


def should_reserve_what_must_not_starve_where_a_deployment_says_so() -> None:
    reserved = {
        name: it["ReservedConcurrentExecutions"]["Fn::If"]
        for name, it in resources("AWS::Lambda::Function").items()
        if "ReservedConcurrentExecutions" in it
    }
    none = {"Ref": "AWS::NoValue"}
    assert reserved == {
        "IngestListingsFunction": ["Reserves", {"Ref": "ReservedConcurrency"}, none],
        "SendDeadLetterFunction": ["Reserves", 10, none],
        "SweepLedgerFunction": ["Reserves", 1, none],
    }


@pytest.mark.parametrize("stage", STAGES)
def should_deploy_what_the_quotas_of_an_account_allow(stage: str) -> None:
    defaults = {name: it["Default"] for name, it in template()["Parameters"].items()}
    values = defaults | overrides(stage)
    batches = int(values["MaximumConcurrency"]) + BACKFILL_BATCHES + INTERACTIVE_BATCHES
    reserved = int(values["ReservedConcurrency"])
    assert reserved == 0 or reserved >= batches
    assert batches * STARTS_PER_S <= MOST_STARTS_PER_S
    in_flight = int(values["MaximumExecutions"]) + max(batches, reserved) + 10 + 1
    assert in_flight <= (FUNCTIONS_OF_AN_ACCOUNT - UNRESERVED) / 2  # the rest: long listings


def should_invoke_reconcile_batch_where_a_job_of_the_stage_has_ended() -> None:
    rules = resources("AWS::Events::Rule").values()
    (rule,) = (it for it in rules if it.get("EventPattern", {}).get("source") == ["aws.bedrock"])
    pattern = json.loads(json.dumps(rule["EventPattern"]).replace("${Stage}", "dev"))
    pattern["detail"]["batchJobName"][0]["prefix"] = "listing-dev-"
    ended = json.loads((ROOT / "events" / "reconcile_batch.json").read_text(encoding="utf-8"))
    running = ended | {"detail": ended["detail"] | {"status": "InProgress"}}
    anothers = ended | {"detail": ended["detail"] | {"batchJobName": "listing-prod-0a1b"}}
    matched = [EventRule(pattern, "any").matches(it) for it in (ended, running, anothers)]
    assert matched == [True, False, False]
    assert job_name("dev", "monday", 0).startswith("listing-dev-")


def should_look_after_batch_jobs_only_where_they_are_used() -> None:
    rules = resources("AWS::Events::Rule").values()
    states = [it["State"] for it in rules if "ScheduleExpression" in it and "State" in it]
    assert states == [{"Fn::If": ["UsesBatch", "ENABLED", "DISABLED"]}]


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


def should_run_a_standard_machine_from_each_definition_file() -> None:
    machines = resources("AWS::StepFunctions::StateMachine")
    assert {it["StateMachineType"] for it in machines.values()} == {"STANDARD"}
    assert {name: it["DefinitionS3Location"]["Key"] for name, it in machines.items()} == {
        "Backfill": "statemachine/backfill.asl.yaml",
        "SummariseListing": "statemachine/summarise_listing.asl.yaml",
    }


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
        "HttpApiUrl",
        "InteractiveQueueUrl",
        "ListingQueueUrl",
        "BackfillQueueUrl",
        "ListingDeadLettersUrl",
        "AnnouncementDeadLettersUrl",
        "VectorQueueUrl",
        "VectorDeadLettersUrl",
        "VectorIndexArn",
        "ListingBucketName",
        "SummaryTableName",
        "LedgerTableName",
        "UsageTableName",
        "SummaryBusName",
        "StateMachineArn",
        "BackfillStateMachineArn",
        "AlarmTopic",
        "DashboardName",
        "ReplayDeadLettersFunctionName",
    }
