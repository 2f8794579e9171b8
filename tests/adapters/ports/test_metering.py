"""What a `Meter` sums up, and how many listings a `Quota` admits."""

from datetime import UTC, datetime

import pytest

from summariser.adapters.meter import CallMeter
from summariser.adapters.metrics import Metrics
from summariser.adapters.quota import RequestQuota
from summariser.llm.metering import Call
from summariser.ports import Meter, Quota
from tests.adapters.account import Aws, create_table
from tests.models import CallList, any_model, any_reply
from tests.queues import MinuteQuota

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
COST = (120 * 1.0 + 50 * 5.0) / 1_000_000  # of a call, in USD


@pytest.fixture
def usage(account: Aws | None) -> str | None:
    """Give the table that adapters keep usage in; none where the fake is tested."""
    if account is None:
        return None
    create_table("usage", "UsageTable")
    return "usage"


@pytest.fixture
def meter(usage: str | None) -> CallMeter | CallList:
    return CallMeter(usage, metrics=Metrics("dev"), now=lambda: NOON) if usage else CallList()


def quota_of(usage: str | None, per_minute: int) -> Quota:
    if usage is None:
        return MinuteQuota(per_minute or None)
    return RequestQuota(usage, model="claude-haiku", per_minute=per_minute, now=lambda: NOON)


def call(model: str = "small", listing_id: str = "baker-1", version: int = 1) -> Call:
    reply = any_reply("duties| You bake. [1]", input_tokens=120, output_tokens=50, seconds=0.5)
    return Call(listing_id, version, "en", any_model(model), reply, estimated_tokens=100)


def should_sum_up_the_calls_of_a_version_whichever_model_answered(meter: Meter) -> None:
    for one in (call(), call(), call("large"), call(version=2), call(listing_id="baker-2")):
        meter.record(one)
    usage = meter.usage("baker-1", 1)
    assert (usage.calls, usage.input_tokens, usage.output_tokens) == (3, 360, 150)
    assert (usage.cost_usd, usage.seconds) == pytest.approx((3 * COST, 1.5))
    assert meter.usage("nobody", 1).calls == 0


def should_count_a_call_of_a_batch_once_however_often_its_answer_is_read(
    meter: CallMeter | CallList,
) -> None:
    for record in ("job/a", "job/a", "job/b", "job/a"):
        meter.record_once(call(), once=record)
    meter.record_once(call(version=2), once="job/c")
    meter.record(call())
    assert meter.usage("baker-1", 1).calls == 3
    assert meter.usage("baker-1", 1).cost_usd == pytest.approx(3 * COST)


def should_sum_up_what_all_models_cost_today(meter: Meter) -> None:
    assert meter.spent_usd() == 0
    meter.record(call())
    meter.record(call("large", "baker-2"))
    assert meter.spent_usd() == pytest.approx(2 * COST)


def should_correct_nothing_while_little_is_known(meter: Meter) -> None:
    meter.record(call())
    assert meter.correction("small", "en") == 1.0
    assert meter.correction("unknown", "xx") == 1.0


@pytest.mark.parametrize(
    ("per_minute", "share", "admitted"),
    [(4, 1.0, 4), (4, 0.5, 2), (5, 0.5, 2), (3, 0.5, 2), (1, 0.1, 1), (0, 0.5, 8)],
)
def should_admit_a_share_of_a_minutes_listings(
    per_minute: int, share: float, admitted: int, usage: str | None
) -> None:
    quota = quota_of(usage, per_minute)
    assert [quota.admits(share) for _ in range(8)] == [True] * admitted + [False] * (8 - admitted)


def should_admit_more_for_a_larger_share(usage: str | None) -> None:
    quota = quota_of(usage, 4)
    assert [quota.admits(0.5) for _ in range(3)] == [True, True, False]
    assert [quota.admits(1.0) for _ in range(3)] == [True, True, False]
