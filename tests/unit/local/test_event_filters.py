"""Which records invoke a function.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
from typing import Any

import pytest

from workbench.local.event_filters import EventFilter, UnknownFilterError


def filter_of(*patterns: Any) -> EventFilter:
    return EventFilter({"Filters": [{"Pattern": json.dumps(it)} for it in patterns]})


STANDS = {"dynamodb": {"NewImage": {"mail": {"M": {"to": {"S": [{"exists": True}]}}}}}}


def image(**members: Any) -> dict[str, Any]:
    return {"eventName": "MODIFY", "dynamodb": {"NewImage": members}}


def should_let_every_record_pass_where_there_is_no_filter() -> None:
    assert EventFilter(None).matches({})


def should_ask_whether_a_leaf_is_there() -> None:
    asked = filter_of(STANDS)
    assert asked.matches(image(mail={"M": {"to": {"S": "Ghent"}}}))
    assert not asked.matches(image(mail={"M": {}}))
    assert not asked.matches(image())
    assert not asked.matches({"eventName": "REMOVE", "dynamodb": {}})


def should_ask_whether_a_leaf_is_missing() -> None:
    asked = filter_of({"dynamodb": {"OldImage": [{"exists": False}]}})
    assert asked.matches(image())


def should_match_one_of_the_values_and_one_of_the_patterns() -> None:
    asked = filter_of({"eventName": ["INSERT", "REMOVE"]}, STANDS)
    assert asked.matches({"eventName": "INSERT"})
    assert not asked.matches({"eventName": "MODIFY"})
    assert asked.matches(image(mail={"M": {"to": {"S": "Ghent"}}}))


def should_match_what_begins_with_a_prefix() -> None:
    asked = filter_of({"name": [{"prefix": "listing-dev-"}]})
    assert asked.matches({"name": "listing-dev-0a1b"})
    assert not asked.matches({"name": "listing-prod-0a1b"})
    assert not asked.matches({})


@pytest.mark.parametrize("rule", [[{"suffix": "a"}], [{"exists": True, "numeric": [">", 1]}]])
def should_refuse_a_rule_that_it_does_not_know(rule: Any) -> None:
    with pytest.raises(UnknownFilterError):
        filter_of({"eventName": rule})
