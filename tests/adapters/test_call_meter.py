"""The meter: sums by listing and day in a real table, and what calls teach about tokens."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from summariser.adapters.aws import client
from summariser.adapters.meter import LEARNT_AFTER, CallMeter
from summariser.domain.findings import Finding
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call
from tests.models import any_model, any_reply
from tests.values import any_draft

WRONG = Finding(code="money_unsupported", profile="seo", message="No.")
REFUSED = any_draft().model_copy(update={"findings": (WRONG, WRONG)})
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def meter(usage_table: str) -> CallMeter:
    return CallMeter(usage_table, stage="dev", now=lambda: NOON)


def call(
    model: str = "small",
    listing_id: str = "baker-1",
    estimated: int = 100,
    profiles: tuple[str, ...] = (),
) -> Call:
    text = "preview,seo| You bake. [1]\nseo| We pay 9. [2]"
    reply = any_reply(text, input_tokens=120 * estimated // 100, output_tokens=50)
    return Call(listing_id, 1, "en", any_model(model), reply, estimated, profiles)


def should_sum_up_every_call_for_a_listing_whichever_model_answered(meter: CallMeter) -> None:
    for model in ("small", "small", "large"):
        meter.record(call(model))
    meter.record(call(listing_id="other"))
    usage = meter.usage("baker-1", 1)
    assert (usage.calls, usage.input_tokens, usage.output_tokens) == (3, 360, 150)
    assert usage.cost_usd == pytest.approx(3 * (120 * 1.0 + 50 * 5.0) / 1_000_000)
    assert meter.usage("baker-1", 2).calls == 0


def should_meter_what_a_model_verifies_apart_from_what_it_writes(meter: CallMeter) -> None:
    meter.record(call(listing_id="written"))
    before = meter.spent_usd()
    meter.record(replace(call(listing_id="verified", estimated=LEARNT_AFTER), verifies=True))
    assert meter.usage("verified", 1).calls == 1
    assert meter.spent_usd() > before
    assert rows_of("listing#verified#1") == ["small (verifier)"]
    assert rows_of("day#2026-11-24") == ["small", "small (verifier)"]
    fresh = CallMeter("usage", stage="dev", now=lambda: NOON)
    assert fresh.correction("small", "en") == pytest.approx(1.2)  # one tokenizer, one correction


def rows_of(scope: str) -> list[str]:
    reply = client("dynamodb").query(
        TableName="usage",
        KeyConditionExpression="#scope = :scope",
        ExpressionAttributeNames={"#scope": "scope"},
        ExpressionAttributeValues={":scope": {"S": scope}},
    )
    return [row["model"]["S"] for row in reply["Items"]]


def should_sum_up_what_a_day_cost(meter: CallMeter) -> None:
    assert meter.spent_usd() == 0
    meter.record(call())
    meter.record(call("large", "other"))
    assert meter.spent_usd() == pytest.approx(2 * 370 / 1_000_000)


def should_learn_how_far_estimates_are_off_once_it_has_seen_enough(meter: CallMeter) -> None:
    meter.record(call(estimated=LEARNT_AFTER // 2))
    assert CallMeter("usage", stage="dev", now=lambda: NOON).correction("small", "en") == 1.0
    meter.record(call(estimated=LEARNT_AFTER))
    fresh = CallMeter("usage", stage="dev", now=lambda: NOON)
    assert fresh.correction("small", "en") == pytest.approx(1.2)
    assert fresh.correction("small", "de") == 1.0


def should_emit_metrics_by_model_and_language(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(call())
    (line,) = capsys.readouterr().out.splitlines()
    metric = json.loads(line)
    assert (metric["model"], metric["language"], metric["stage"]) == ("small", "en", "dev")
    assert metric["InputTokens"] == [120.0]
    assert metric["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "ListingSummariser"


def should_share_a_call_out_over_the_profiles_it_writes(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(call(profiles=("preview", "seo", "chat")))
    whole, *parts = map(json.loads, capsys.readouterr().out.splitlines())
    tokens = {part["profile"]: part["OutputTokens"][0] for part in parts}
    assert tokens == {"preview": 12.5, "seo": 37.5, "chat": 0.0}
    for name in ("InputTokens", "OutputTokens", "CostUsd"):
        assert sum(part[name][0] for part in parts) == pytest.approx(whole[name][0])


# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
def should_emit_valid_embedded_metrics(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(call(profiles=("preview", "seo")))
    meter.ceiling_reached()
    meter.judged(REFUSED, Verdict.HOLD)
    for blob in map(json.loads, capsys.readouterr().out.splitlines()):
        assert isinstance(blob["_aws"]["Timestamp"], int)
        (directive,) = blob["_aws"]["CloudWatchMetrics"]
        assert 0 < len(directive["Metrics"]) <= 100
        for dimensions in directive["Dimensions"]:
            assert 0 < len(dimensions) <= 30
            assert all(isinstance(blob[name], str) and blob[name] for name in dimensions)
        for metric in directive["Metrics"]:
            assert all(isinstance(value, float) for value in blob[metric["Name"]])


def should_emit_what_the_alarm_of_the_spend_ceiling_watches(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.ceiling_reached()
    metric = json.loads(capsys.readouterr().out)
    assert (metric["stage"], metric["SpendCeilingReached"]) == ("dev", [1.0])


def should_emit_what_the_alarm_of_held_summaries_watches(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.judged(REFUSED, Verdict.HOLD)
    verdict, held, findings = map(json.loads, capsys.readouterr().out.splitlines())
    assert (verdict["model"], verdict["DraftsHeld"]) == ("embedded", [1.0])
    assert held["SummariesHeld"] == [1.0]
    assert held["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stage"]]
    assert (findings["code"], findings["Findings"]) == ("money_unsupported", [2.0])


@pytest.mark.parametrize(
    "verdict", [verdict for verdict in Verdict if verdict not in (Verdict.HOLD, Verdict.VERIFY)]
)
def should_count_nothing_as_held_that_may_still_be_published(
    verdict: Verdict, meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.judged(any_draft(), verdict)
    (line,) = capsys.readouterr().out.splitlines()
    assert "Held" not in line
