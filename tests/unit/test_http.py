"""How a request's headers are read, and how answers are written."""

import pytest

from summariser.domain.problems import ListingUnknown, ProfileUnknown
from summariser.domain.standing import Standing
from summariser.domain.summary import Status
from summariser.runtime import http
from tests.values import NOON

STANDING = Standing(listing_id="baker-1", version=1, status=Status.RUNNING, since=NOON)


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("wait=5", 5),
        ("WAIT=5", 5),
        ('respond-async, wait="5"', 5),
        ("wait = 5; foo", 5),
        ("wait=999999", 25),
        ("wait=-1", 0),
        ("wait=soon", 0),
        ("await=5", 0),
        ("wait=٥", 0),
    ],
)
def should_wait_as_long_as_a_client_prefers(prefer: str | None, seconds: float) -> None:
    assert http.wait_s(prefer, remaining_s=29) == seconds


@pytest.mark.parametrize(("remaining", "seconds"), [(10, 8), (1, 0)])
def should_keep_time_to_answer(remaining: float, seconds: float) -> None:
    assert http.wait_s("wait=25", remaining_s=remaining) == seconds


def should_answer_with_a_tag_and_with_nothing_to_who_sends_it_back() -> None:
    first = http.answer_unless_known(STANDING, None)
    tag = str(first.headers["ETag"])
    assert (first.status_code, first.body) == (200, STANDING.model_dump_json())
    for known in (tag, f'"other", W/{tag}', "*"):
        again = http.answer_unless_known(STANDING, known)
        assert (again.status_code, again.body, again.headers["ETag"]) == (304, "", tag)
    changed = STANDING.model_copy(update={"version": 2})
    assert http.answer_unless_known(changed, tag).status_code == 200


def should_describe_problems_by_status() -> None:
    found = http.problems(ListingUnknown, ProfileUnknown)
    assert list(found) == [400, 404, 500, 503]
    assert found[404]["description"] == "The listing is unknown."
