"""What becomes of a request, through ports in memory: ingest works while the request waits."""

import json

import pytest

from summariser.domain.findings import cause_of
from summariser.domain.problems import (
    BodyTooLarge,
    InvalidListing,
    KeyReused,
    ListingRejected,
    ListingSuperseded,
    ListingUnknown,
    ListingWithdrawn,
    MalformedBody,
    Problem,
    ProfileUnknown,
    SummaryFailed,
    SummaryHeld,
    SummaryNotReady,
)
from summariser.domain.standing import PublishedSummary, Standing
from summariser.domain.summary import Status
from summariser.steps.answer_requests import (
    get_standing,
)
from tests.unit.answering import LISTING, OTHER, Stack
from tests.unit.events import any_posting


def should_answer_with_the_summary_once_the_one_path_has_published_it() -> None:
    stack = Stack()
    answer = stack.put()
    assert isinstance(answer, PublishedSummary)
    assert (answer.listing_id, answer.version) == ("baker-1", 1)
    assert answer.profiles["preview"].text == "You bake bread."
    (event,) = map(json.loads, stack.queue.bodies)
    assert (event["type"], event["listing"]) == ("listing.published", LISTING)


def should_take_a_job_posting() -> None:
    stack = Stack()
    answer = stack.put(any_posting(), listing_id="from-the-path")
    assert isinstance(answer, PublishedSummary)
    assert answer.listing_id == "from-the-path"


def should_tell_where_a_listing_stands_that_nobody_waits_for() -> None:
    stack = Stack()
    answer = stack.put(wait_s=0)
    assert isinstance(answer, Standing)
    assert (answer.version, answer.status) == (1, Status.RECEIVED)
    assert stack.pauses == []


def should_tell_where_a_listing_stands_when_patience_ends() -> None:
    stack = Stack(ends=None)
    answer = stack.put(wait_s=2)
    assert isinstance(answer, Standing)
    assert answer.status is Status.RUNNING
    assert stack.time_s == pytest.approx(2)


def should_read_the_ledger_some_fifty_times_in_the_longest_wait() -> None:
    stack = Stack(ends=None)
    stack.put(wait_s=25)
    assert stack.time_s == pytest.approx(25)
    assert 50 <= len(stack.pauses) <= 60
    assert stack.pauses[0] == pytest.approx(0.05)
    assert max(stack.pauses) <= 1


def should_answer_the_same_content_from_the_store_without_an_event() -> None:
    stack = Stack()
    first = stack.put()
    assert stack.put() == first
    assert stack.put(LISTING | {"version": 1}) == first
    assert len(stack.queue.bodies) == 1


def should_give_another_content_the_next_version() -> None:
    stack = Stack()
    stack.put()
    answer = stack.put(OTHER)
    assert isinstance(answer, PublishedSummary)
    assert answer.version == 2


def should_wait_for_the_event_that_is_under_way() -> None:
    stack = Stack()
    stack.put(wait_s=0)
    stack.ends = None
    stack.ingest()
    stack.put(wait_s=0)
    assert len(stack.queue.bodies) == 1


def should_send_a_dead_event_again_and_wait_for_its_next_end() -> None:
    stack = Stack(ends=Status.DEAD)
    assert isinstance(stack.problem(), ListingRejected)
    stack.ends = Status.PUBLISHED
    assert isinstance(stack.put(), PublishedSummary)
    assert len(stack.queue.bodies) == 2


@pytest.mark.parametrize(
    ("error", "kind"), [("ListingHasNoText", ListingRejected), ("EveryModelFailed", SummaryFailed)]
)
def should_say_why_an_event_is_dead(error: str, kind: type[Problem]) -> None:
    problem = Stack(ends=Status.DEAD, error=error).problem()
    assert isinstance(problem, kind)
    assert (str(problem), problem.members) == ("It is empty.", {"error": error})


def should_name_the_codes_of_a_held_summary() -> None:
    stack = Stack(ends=Status.HELD)
    problem = stack.problem()
    assert isinstance(problem, SummaryHeld)
    assert problem.members == {"codes": ["money_unsupported", "aspect_missing"]}
    assert cause_of(()) == ""
    with pytest.raises(SummaryHeld):
        stack.summary()


@pytest.mark.parametrize("version", [1, 2])
def should_refuse_what_a_newer_version_made_obsolete(version: int) -> None:
    stack = Stack()
    stack.put(LISTING | {"version": 3})
    assert isinstance(stack.problem(OTHER | {"version": version}), ListingSuperseded)
    assert len(stack.queue.bodies) == 1


def should_refuse_a_version_that_was_withdrawn_and_publish_the_next() -> None:
    stack = Stack()
    stack.put()
    assert stack.delete().status is Status.WITHDRAWN
    assert isinstance(stack.problem(LISTING | {"version": 1}), ListingWithdrawn)
    answer = stack.put()
    assert isinstance(answer, PublishedSummary)
    assert answer.version == 2


def should_withdraw_once_and_answer_so_afterwards() -> None:
    stack = Stack()
    stack.put()
    assert stack.delete(wait_s=0).status is Status.PUBLISHED
    assert stack.delete().status is Status.WITHDRAWN
    assert stack.delete().status is Status.WITHDRAWN
    with pytest.raises(ListingWithdrawn):
        stack.summary()
    assert get_standing("baker-1", ledger=stack.ledger).status is Status.WITHDRAWN


def should_know_no_listing_that_never_arrived() -> None:
    stack = Stack()
    for ask in (stack.delete, stack.summary, lambda: get_standing("x", ledger=stack.ledger)):
        with pytest.raises(ListingUnknown):
            ask()


def should_say_that_a_summary_is_not_ready_but_show_the_version_before() -> None:
    stack = Stack(ends=None)
    stack.put(wait_s=1)
    with pytest.raises(SummaryNotReady) as raised:
        stack.summary()
    assert raised.value.members["standing"]["status"] == "running"
    stack.end("baker-1", 1)
    stack.ends = Status.PUBLISHED
    stack.end("baker-1", 1)
    stack.ends = None
    stack.put(OTHER, wait_s=1)
    assert stack.summary().version == 1


def should_show_the_profiles_that_are_asked_for() -> None:
    stack = Stack()
    stack.put()
    assert stack.summary("preview").profiles.keys() == {"preview"}
    with pytest.raises(ProfileUnknown) as raised:
        stack.summary("preview", "poster")
    assert raised.value.members == {"allowed": ["preview"]}
    assert "poster" in str(raised.value)


def should_take_a_repeated_request_for_what_its_key_was_first_used_for() -> None:
    stack = Stack()
    first = stack.put(key="k1")
    stack.put(OTHER)
    repeated = stack.put(key="k1")
    assert isinstance(first, PublishedSummary)
    assert isinstance(repeated, PublishedSummary)
    assert repeated.version == 2  # what readers see now: the repetition did not publish it again
    assert len(stack.queue.bodies) == 2


def should_refuse_a_key_with_another_content() -> None:
    stack = Stack()
    stack.put(key="k1")
    assert isinstance(stack.problem(OTHER, key="k1"), KeyReused)
    assert len(stack.queue.bodies) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", MalformedBody),
        ("{", MalformedBody),
        ("[]", MalformedBody),
        ('{"a": NaN}', MalformedBody),
        ("[" * 100_000, MalformedBody),
        ('{"description": ' + "9" * 5000 + "}", MalformedBody),
        ("{}", InvalidListing),
        ('{"description": 1e999}', InvalidListing),
        ('{"description": 5}', InvalidListing),
        ('{"description": "x", "version": "1.2"}', InvalidListing),
        ('{"description": "x", "version": 9007199254740992}', InvalidListing),
        (json.dumps({"description": "x" * 1_050_000}), BodyTooLarge),
        (json.dumps({"description": "ä" * 521_000}), BodyTooLarge),
    ],
    ids=lambda value: str(value)[:20],
)
def should_refuse_a_body_that_is_no_listing(body: str, kind: type[Problem]) -> None:
    stack = Stack()
    assert isinstance(stack.problem(body), kind)
    assert stack.queue.bodies == []


def should_never_quote_a_listing_in_a_problem() -> None:
    problem = Stack().problem({"description": ["secret", 5], "company": {"x": "secret"}})
    assert "secret" not in problem.details().model_dump_json()
    assert "description" in str(problem)


def should_say_in_every_problem_what_to_do() -> None:
    details = ListingUnknown("baker-1").details().model_dump()
    assert details["type"] == "urn:listing-summariser:problem:listing-unknown"
    assert details["status"] == 404
    for kind in Problem.__subclasses__():
        assert kind.title.endswith(".")
        assert kind.what_to_do.endswith(".")
        assert 400 <= kind.status < 600
