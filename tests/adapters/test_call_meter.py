"""The meter: sums by listing and day in a real table, and what calls teach about tokens."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from summariser.adapters.aws import client
from summariser.adapters.meter import LEARNT_AFTER, CallMeter
from summariser.adapters.metrics import Metrics
from summariser.adapters.usage_rows import shards_of
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.reply import NOTHING
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call
from summariser.llm.prompts import Task
from tests.adapters.emitted import lines_of
from tests.models import any_model, any_reply
from tests.values import any_draft

SENTENCES = ("We pay 9,000.", "Acme pays 8,000.")
WRONG = [
    Finding(code=code, profile="seo", sentence=sentence, message="No.")
    for code, sentence in [
        (FindingCode.MONEY_UNSUPPORTED, SENTENCES[0]),
        (FindingCode.MONEY_UNSUPPORTED, SENTENCES[1]),
        (FindingCode.NAME_UNSUPPORTED, SENTENCES[1]),
    ]
]
REFUSED = any_draft().model_copy(update={"findings": tuple(WRONG)})
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def meter(usage_table: str) -> CallMeter:
    return CallMeter(usage_table, metrics=Metrics("dev", models=["small"]), now=lambda: NOON)


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
    meter.record(replace(call(listing_id="verified", estimated=LEARNT_AFTER), task=Task.VERIFY))
    assert meter.usage("verified", 1).calls == 1
    assert meter.spent_usd() > before
    assert rows_of("listing#verified#1") == ["small (verifier)"]
    days = [rows_of(shard) for shard in shards_of("day#2026-11-24")]
    assert sorted(name for names in days for name in names) == ["small", "small (verifier)"]
    fresh = CallMeter("usage", metrics=Metrics("dev"), now=lambda: NOON)
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
    assert (
        CallMeter("usage", metrics=Metrics("dev"), now=lambda: NOON).correction("small", "en")
        == 1.0
    )
    meter.record(call(estimated=LEARNT_AFTER))
    fresh = CallMeter("usage", metrics=Metrics("dev"), now=lambda: NOON)
    assert fresh.correction("small", "en") == pytest.approx(1.2)
    assert fresh.correction("small", "de") == 1.0


def should_divide_what_every_call_adds_to_among_shards(meter: CallMeter) -> None:
    listings = [f"baker-{number}" for number in range(60)]
    for listing_id in listings:
        meter.record(call(listing_id=listing_id))
    for scope in ("day#2026-11-24", "language#en"):
        assert all(rows_of(shard) for shard in shards_of(scope))
    assert meter.spent_usd() == pytest.approx(60 * 370 / 1_000_000)


def should_tell_of_a_call_who_answered_for_what(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(call())
    (line,) = lines_of(capsys.readouterr().out)
    assert (line["model"], line["stage"], line["Calls"]) == ("small", "dev", [1.0])
    assert (line["InputTokens"], line["OutputTokens"]) == ([120.0], [50.0])
    assert line["CostUsd"] == [pytest.approx(370 / 1_000_000)]
    known = {"listing_id": "baker-1", "version": 1, "language": "en", "task": "write"}
    assert line.items() >= known.items()
    assert line["gen_ai.usage.input_tokens"] == 120
    assert "error.type" not in line


def should_report_a_call_that_failed_and_add_nothing(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(replace(call(), reply=NOTHING, error="ModelThrottled"))
    (line,) = lines_of(capsys.readouterr().out)
    assert (line["CallsFailed"], line["error.type"]) == ([1.0], "ModelThrottled")
    assert "Calls" not in line
    assert (meter.usage("baker-1", 1).calls, meter.spent_usd()) == (0, 0)


def should_report_a_call_that_was_paid_for_in_vain(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(replace(call(), error="ContentFiltered"))
    (line,) = lines_of(capsys.readouterr().out)
    assert (line["Calls"], line["CallsFailed"]) == ([1.0], [1.0])
    assert meter.usage("baker-1", 1).calls == 1


def should_share_a_call_out_over_the_profiles_it_writes(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.record(call(profiles=("preview", "seo", "chat")))
    (line,) = lines_of(capsys.readouterr().out)
    assert line["shares"] == {"preview": 0.25, "seo": 0.75, "chat": 0.0}


def should_emit_what_the_alarm_of_the_spend_ceiling_watches(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.ceiling_reached()
    (line,) = lines_of(capsys.readouterr().out)
    assert (line["stage"], line["SpendCeilingReached"]) == ("dev", [1.0])


def should_count_a_blocked_draft_and_what_each_code_cost(
    meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.judged(REFUSED, Verdict.HOLD)
    draft, money, name = lines_of(capsys.readouterr().out)
    assert (draft["DraftsBlocked"], draft["verdict"], draft["blocked"]) == ([1.0], "hold", 1)
    assert draft["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stage", "model"]]
    assert (money["code"], money["findings"], money["SentencesDropped"]) == (
        "money_unsupported",
        2,
        [2.0],
    )
    assert (name["code"], name["findings"], name["SentencesDropped"]) == (
        "name_unsupported",
        1,
        [0.0],  # the sentence had gone already
    )


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict != Verdict.VERIFY])
def should_count_every_judged_draft_and_as_blocked_what_is_not_accepted(
    verdict: Verdict, meter: CallMeter, capsys: pytest.CaptureFixture[str]
) -> None:
    meter.judged(any_draft(), verdict)
    (line,) = lines_of(capsys.readouterr().out)
    assert line["DraftsBlocked"] == [0.0 if verdict is Verdict.ACCEPT else 1.0]
