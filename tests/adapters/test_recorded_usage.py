"""`summariser estimate --from-usage`: the workload of a stack's last week, from its usage table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from summariser.adapters.meter import CallMeter
from summariser.adapters.metrics import Metrics
from summariser.llm.metering import Call
from summariser.llm.prompts import Task
from tests.models import any_model, any_reply
from workbench.errors import UsageError
from workbench.estimate.usage import workload_of
from workbench.stack import Stack

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def stack(usage_table: str) -> Stack:
    return Stack("dev", boto3.Session(), {"UsageTableName": usage_table})


def record(usage_table: str, listing_id: str, *, at: datetime, task: Task = Task.WRITE) -> None:
    reply = any_reply("You bake.", input_tokens=1000, output_tokens=100, seconds=2.0)
    call = Call(listing_id, 1, "en", any_model(), reply, 1000)
    metrics = Metrics("dev", models=["small"])
    CallMeter(usage_table, metrics=metrics, now=lambda: at).record(replace(call, task=task))


def should_average_the_listings_of_the_last_week(usage_table: str) -> None:
    for number in range(14):
        record(usage_table, f"baker-{number}", at=NOON)
    record(usage_table, "baker-0", at=NOON, task=Task.VERIFY)  # a second call, in a row of its own
    record(usage_table, "old", at=NOON - timedelta(days=8))
    found = workload_of(stack(usage_table), prefix_tokens=450, now=NOON)
    assert found.listings_a_day == 2
    assert found.calls == pytest.approx(15 / 14)
    assert found.input_tokens == pytest.approx(1000 * 15 / 14)
    assert found.output_tokens == pytest.approx(100 * 15 / 14)
    assert found.seconds == pytest.approx(2.0)


def should_say_what_to_give_where_no_model_was_called(usage_table: str) -> None:
    record(usage_table, "old", at=NOON - timedelta(days=8))
    with pytest.raises(UsageError, match="--listings-a-day"):
        workload_of(stack(usage_table), prefix_tokens=450, now=NOON)
