"""How dead letters wait, are read and set on their way again."""

import time
from collections.abc import Callable
from datetime import UTC, timedelta

import pytest

from summariser.adapters.idempotency import DynamoDBIdempotencyKeys
from summariser.adapters.metrics import Metrics
from summariser.adapters.sqs import ListingDeadLetters, ListingQueue, SQSDeadLetterQueue
from summariser.domain.dead_letters import DeadLetter
from summariser.domain.failure import Failure
from summariser.ports import Claim, DeadLetterQueue, DeadLetters, IdempotencyKeys, Replays
from tests.adapters.account import Aws
from tests.queues import DeadLetterList, EventList, KeyRing, LetterPile, ReplayList
from tests.values import NOON, any_dead_letter

HIDDEN_S = 30
TOO_LARGE = any_dead_letter(body="x" * 2000)

Fill = Callable[[int], DeadLetterQueue]


def sending(account: Aws) -> ListingDeadLetters:
    return ListingDeadLetters(account.dead_letters_url, metrics=Metrics("dev"))


@pytest.fixture
def filled(account: Aws | None) -> Fill:
    """Give a queue of so many letters."""

    def fill(count: int) -> DeadLetterQueue:
        letters = [any_dead_letter(number) for number in range(1, count + 1)]
        if account is None:
            return LetterPile(letters)
        for letter in letters:
            failure = Failure(letter.error, letter.cause, letter.listing_id, letter.version)
            sending(account).send(letter.body, failure)
        return SQSDeadLetterQueue(account.dead_letters_url)

    return fill


@pytest.fixture
def dead_letters(account: Aws | None) -> DeadLetters:
    return sending(account) if account else DeadLetterList()


@pytest.fixture
def replays(account: Aws | None) -> Replays:
    """Give a way to a queue that takes no event of more than 1 KiB."""
    if account is None:
        return ReplayList(refused=TOO_LARGE.message_id)
    queue = account.client("sqs").create_queue(
        QueueName="listings", Attributes={"MaximumMessageSize": "1024"}
    )
    return ListingQueue(queue["QueueUrl"])


def bodies(letters: list[DeadLetter]) -> list[str]:
    return sorted(letter.body for letter in letters)


def should_name_each_letter_that_is_sent(dead_letters: DeadLetters) -> None:
    failure = Failure("ListingHasNoText", "It is empty.", "baker-1", 1)
    assert len({dead_letters.send("the event", failure) for _ in range(3)}) == 3


def should_say_of_a_letter_which_listing_failed_and_why(filled: Fill) -> None:
    (letter,) = filled(1).receive(10, hidden_s=HIDDEN_S)
    assert (letter.body, letter.listing_id, letter.version) == ("event 1", "baker-1", 1)
    assert (letter.error, letter.cause) == ("ModelThrottled", "The model is throttled.")
    assert letter.replays == 0
    assert letter.receipt


def should_receive_each_letter_once_and_count_those_it_hides(filled: Fill) -> None:
    queue = filled(3)
    received = list(queue.receive(2, hidden_s=HIDDEN_S))
    assert len(received) == 2
    received += queue.receive(2, hidden_s=HIDDEN_S)
    assert bodies(received) == ["event 1", "event 2", "event 3"]
    assert list(queue.receive(2, hidden_s=HIDDEN_S)) == []
    assert queue.count() == 3


def should_show_letters_again_with_another_receipt(filled: Fill) -> None:
    queue = filled(2)
    first = list(queue.receive(10, hidden_s=HIDDEN_S))
    queue.show_again([letter.receipt for letter in first])
    second = list(queue.receive(10, hidden_s=HIDDEN_S))
    assert bodies(second) == bodies(first)
    assert not {letter.receipt for letter in first} & {letter.receipt for letter in second}


def should_show_a_letter_again_when_it_was_hidden_long_enough(filled: Fill) -> None:
    queue = filled(1)
    queue.receive(1, hidden_s=1)
    deadline = time.monotonic() + 30
    while not queue.receive(1, hidden_s=HIDDEN_S):
        assert time.monotonic() < deadline


def should_delete_one_letter_and_leave_the_others(filled: Fill) -> None:
    queue = filled(2)
    deleted, kept = queue.receive(10, hidden_s=HIDDEN_S)
    queue.delete(deleted.receipt)
    queue.show_again([kept.receipt])
    assert bodies(list(queue.receive(10, hidden_s=HIDDEN_S))) == [kept.body]
    assert queue.count() == 1


def should_tell_its_own_time_in_whole_seconds(filled: Fill) -> None:
    queue = filled(1)
    now = queue.now()
    assert (now.utcoffset(), now.microsecond) == (timedelta(0), 0)
    assert now.tzinfo is UTC
    assert queue.now() >= now


def should_replay_an_event_and_say_that_one_will_never_be_taken(replays: Replays) -> None:
    assert replays.replay(any_dead_letter(2)) is True
    assert replays.replay(TOO_LARGE) is False


@pytest.fixture
def keys(account: Aws | None, request: pytest.FixtureRequest) -> IdempotencyKeys:
    if account is None:
        return KeyRing()
    return DynamoDBIdempotencyKeys(request.getfixturevalue("usage_table"), now=lambda: NOON)


def should_remember_what_a_key_was_first_used_for(keys: IdempotencyKeys) -> None:
    first, second = Claim(1, "bread"), Claim(2, "cake")
    assert keys.claim("baker-1", "a", first) == first
    assert keys.claim("baker-1", "a", second) == first
    assert keys.claim("baker-1", "b", second) == second
    assert keys.claim("baker-2", "a", second) == second


def should_send_an_event_as_it_is(account: Aws | None) -> None:
    if account is None:
        events = EventList()
        events.send("the event")
        assert events.bodies == ["the event"]
        return
    sqs = account.client("sqs")
    url = sqs.create_queue(QueueName="interactive")["QueueUrl"]
    ListingQueue(url).send("the event")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert message["Body"] == "the event"
