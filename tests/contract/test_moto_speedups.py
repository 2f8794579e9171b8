"""What only makes moto quicker is still used by it, and changes no answer."""

import json
import time
from typing import Any

from jsonpath_ng import ext as jsonpath
from moto.core import responses
from moto.core.utils import unix_time_millis
from moto.moto_api._internal.moto_random import MotoRandom
from moto.sqs import models as sqs_models

from tests.contract.moto_answers import answered, request
from workbench.local import moto_speedups as speedups
from workbench.local.moto_requests import Moto


def called(service: str, target: str, body: dict[str, Any]) -> dict[str, Any]:
    asked = request(
        "POST", "/", json.dumps(body).encode(), service,
        headers={"X-Amz-Target": target}, content_type="application/x-amz-json-1.0",
    )  # fmt: skip
    status, _, content = answered(Moto(), asked)
    assert status == "200", content
    answer: dict[str, Any] = json.loads(content or b"{}")
    return answer


def should_list_the_actions_of_a_service_once() -> None:
    with speedups.actions_listed_once():
        names: Any = vars(responses)["method_names_from_class"]
        for _ in range(3):
            called("dynamodb", "DynamoDB_20120810.ListTables", {})
        assert (names.cache_info().misses, names.cache_info().hits) == (1, 2)


def should_parse_the_paths_of_a_rule_once() -> None:
    queue = {"QueueName": "notices"}
    called("sqs", "AmazonSQS.CreateQueue", queue)
    rule = {"Name": "all", "EventPattern": json.dumps({"source": ["post"]})}
    called("events", "AWSEvents.PutRule", rule)
    target = {"Id": "queue", "Arn": "arn:aws:sqs:us-east-1:123456789012:notices"}
    called("events", "AWSEvents.PutTargets", {"Rule": "all", "Targets": [target]})
    entry = {"Source": "post", "DetailType": "lost", "Detail": "{}"}
    with speedups.templates_parsed_once():
        parse: Any = vars(jsonpath)["parse"]
        for _ in range(3):
            called("events", "AWSEvents.PutEvents", {"Entries": [entry]})
        assert parse.cache_info().hits == 2 * parse.cache_info().misses > 0


def should_name_the_members_of_an_answer_the_same() -> None:
    table = {
        "TableName": "members",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "name", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "name", "KeyType": "HASH"}],
    }
    called("dynamodb", "DynamoDB_20120810.CreateTable", table)
    item = {"name": {"S": "a"}, "of": {"M": {"list": {"L": [{"N": "1"}, {"BOOL": True}]}}}}
    put = {"TableName": "members", "Item": item}
    called("dynamodb", "DynamoDB_20120810.PutItem", put)
    for operation in ("DescribeTable", "Scan"):
        asked = ("dynamodb", f"DynamoDB_20120810.{operation}", {"TableName": "members"})
        before = called(*asked)
        with speedups.attributes_named_once():
            assert called(*asked) == called(*asked) == before


def should_draw_identifiers_of_the_same_kind() -> None:
    with speedups.identifiers_drawn_at_once():
        drawn = MotoRandom().get_random_string(length=52)
        letters = MotoRandom().get_random_string(20, include_digits=False, lower_case=True)
    assert len(drawn) == 52
    assert drawn.isalnum()
    assert letters.isalpha()
    assert letters.islower()


def should_tell_sqs_the_same_time() -> None:
    with speedups.time_taken_quickly():
        told = vars(sqs_models)["unix_time_millis"]()
    assert abs(told - unix_time_millis()) < 60_000
    assert abs(told - time.time() * 1000) < 60_000
