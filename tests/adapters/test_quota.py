"""A model's requests a minute, shared over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from summariser.adapters.quota import RationedModel, RequestQuota
from summariser.domain.errors import ModelThrottled
from tests.adapters.account import Aws
from tests.models import Answering, any_prompt, any_reply
from tests.values import NOON


def quota(
    table: str, per_minute: int, model: str = "claude-haiku", minutes: int = 0
) -> RequestQuota:
    now = NOON + timedelta(minutes=minutes)
    return RequestQuota(table, model=model, per_minute=per_minute, now=lambda: now)


def should_answer_no_more_requests_a_minute_than_all_callers_share(usage_table: str) -> None:
    model = RationedModel(
        Answering(lambda _: any_reply("duties| You bake bread. [1]")), quota(usage_table, 3)
    )

    def ask(_: int) -> bool:
        try:
            model.answer(any_prompt())
        except ModelThrottled:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, range(10))) == 3


def should_count_each_minute_and_each_model_apart(usage_table: str) -> None:
    quota(usage_table, 1).take()
    quota(usage_table, 1, minutes=1).take()
    quota(usage_table, 1, model="nova-lite").take()
    with pytest.raises(ModelThrottled):
        quota(usage_table, 1).take()


def should_admit_a_share_of_listings_and_none_once_requests_used_it_up(usage_table: str) -> None:
    assert [quota(usage_table, 4).admits(0.5) for _ in range(3)] == [True, True, False]
    assert quota(usage_table, 4).admits(1.0)
    for _ in range(4):
        quota(usage_table, 4, minutes=1).take()
    assert not quota(usage_table, 4, minutes=1).admits(1.0)


def should_admit_as_many_listings_as_their_requests_fit_into_a_share(usage_table: str) -> None:
    backfill = RequestQuota(
        usage_table, model="claude-haiku", per_minute=11, of_each=2, now=lambda: NOON
    )
    assert [backfill.admits(0.5) for _ in range(4)] == [True, True, True, False]
    for _ in range(8):
        backfill.take()
    assert backfill.admits(1.0)
    backfill.take()
    backfill.take()
    assert not backfill.admits(1.0)


def should_admit_one_listing_a_minute_where_the_share_is_less_than_it_needs(
    usage_table: str,
) -> None:
    scarce = RequestQuota(
        usage_table, model="claude-haiku", per_minute=1, of_each=2, now=lambda: NOON
    )
    assert [scarce.admits(0.5), scarce.admits(1.0)] == [True, False]


def should_remember_a_full_minute_and_ask_about_the_next(
    usage_table: str, aws_account: Aws
) -> None:
    minutes = iter([0, 0, 0, 0, 0, 1])
    remembering = RequestQuota(
        usage_table,
        model="claude-haiku",
        per_minute=2,
        now=lambda: NOON + timedelta(minutes=next(minutes)),
    )
    assert [remembering.admits(0.5), remembering.admits(0.5)] == [True, False]
    key = {"scope": {"S": "minute#2026-11-23T12:00"}, "model": {"S": "claude-haiku"}}
    aws_account.client("dynamodb").delete_item(TableName=usage_table, Key=key)
    assert not remembering.admits(0.5)
    assert [remembering.admits(1.0), remembering.admits(0.5)] == [True, False]
    assert remembering.admits(0.5)


def should_limit_nothing_where_no_quota_is_set(usage_table: str) -> None:
    free = quota(usage_table, 0)
    for _ in range(20):
        free.take()
        assert free.admits(0.5)
