"""Which changes of the ledger invoke AnnounceSummary, and what becomes of those that fail."""

from typing import Any

import pytest

from summariser.adapters.ledger_rows import SHARDS, item_of, standings_of
from summariser.domain.ledger import Announcement, Care
from summariser.domain.summary import Status
from tests.contract.deployable import resources
from tests.values import NOON, any_entry
from workbench.local.event_filters import EventFilter

ANNOUNCED = Announcement(status=Status.PUBLISHED, since=NOON)


def mapping() -> dict[str, Any]:
    (found,) = (
        it
        for it in resources("AWS::Lambda::EventSourceMapping").values()
        if "StartingPosition" in it
    )
    return found


def should_follow_the_ledger_from_the_first_change_it_keeps() -> None:
    found = mapping()
    assert found["EventSourceArn"] == {"Fn::GetAtt": ["LedgerTable", "StreamArn"]}
    assert found["StartingPosition"] == "TRIM_HORIZON"
    table = resources("AWS::DynamoDB::Table")["LedgerTable"]
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


def should_let_one_bad_record_hold_its_shard_for_a_while_only() -> None:
    found = mapping()
    assert found["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert found["BisectBatchOnFunctionError"] is True
    assert 5 <= found["MaximumRetryAttempts"] <= 10
    failures = found["DestinationConfig"]["OnFailure"]["Destination"]
    assert failures == {"Fn::GetAtt": ["AnnouncementDeadLetters", "Arn"]}


def should_alarm_where_a_letter_waits() -> None:
    dimension = {
        "Name": "QueueName",
        "Value": {"Fn::GetAtt": ["AnnouncementDeadLetters", "QueueName"]},
    }
    alarms = resources("AWS::CloudWatch::Alarm").values()
    assert [it["Threshold"] for it in alarms if it.get("Dimensions") == [dimension]] == [0]


@pytest.mark.parametrize(("unannounced", "passes"), [(ANNOUNCED, True), (None, False)])
def should_invoke_the_function_only_where_something_is_to_be_announced(
    unannounced: Announcement | None, passes: bool
) -> None:
    row = any_entry(status=Status.PUBLISHED, unannounced=unannounced)
    record = {"eventName": "MODIFY", "dynamodb": {"NewImage": item_of(row)}}
    assert EventFilter(mapping()["FilterCriteria"]).matches(record) is passes


@pytest.mark.parametrize("status", Status)
def should_have_every_row_in_one_of_its_statuss_shards(status: Status) -> None:
    standings = list(standings_of(status))
    assert len(standings) % SHARDS == 0
    for unannounced in (None, ANNOUNCED):
        for erased_at in (None, NOON):
            row = any_entry(status=status, unannounced=unannounced, erased_at=erased_at)
            assert item_of(row)["standing"]["S"] in standings


def should_spread_listings_evenly_over_the_shards() -> None:
    taken = [item_of(any_entry(f"baker-{number}"))["standing"]["S"] for number in range(1000)]
    shards = list(standings_of(Status.RECEIVED, Care.UNFINISHED))
    assert all(200 < taken.count(shard) < 300 for shard in shards)
    assert sum(map(taken.count, shards)) == 1000
