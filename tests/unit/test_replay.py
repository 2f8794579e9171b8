"""Which dead letters are replayed, and that none is deleted before its event is safe."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from summariser.domain.dead_letters import (
    DeadLetter,
    End,
    ReplayDeadLettersInput,
    ReplayDeadLettersOutput,
    Selection,
    replays_of,
)
from summariser.domain.errors import ServiceUnavailable
from summariser.steps.dead_letter_reader import HIDDEN_S, DeadLetterReader
from summariser.steps.replay_dead_letters import replay_dead_letters
from tests.queues import LetterPile, ReplayList
from tests.values import NOON, any_dead_letter


class Desk:
    """A queue of dead letters, and what replaying sends on."""

    def __init__(
        self, letters: Sequence[DeadLetter], *, refused: str = "", unavailable: str = ""
    ) -> None:
        self.pile = LetterPile(list(letters))
        self.replays = ReplayList(self.pile.calls, refused=refused, unavailable=unavailable)
        self.looks = itertools.count()

    def replay(self, *, stop_after: int = 10**6, **fields: Any) -> ReplayDeadLettersOutput:
        return replay_dead_letters(
            ReplayDeadLettersInput(**fields),
            dead_letters=self.pile,
            replays=self.replays,
            may_go_on=lambda: next(self.looks) < stop_after,
            pause=self.pile.wait,
        )

    @property
    def replayed(self) -> list[str]:
        return sorted(letter.message_id for letter in self.replays.replayed)

    @property
    def kept(self) -> list[str]:
        return sorted(letter.message_id for letter in self.pile.letters)


def letters(count: int) -> list[DeadLetter]:
    return [any_dead_letter(number) for number in range(1, count + 1)]


def should_delete_each_letter_right_after_its_event_was_sent() -> None:
    desk = Desk(letters(2))
    done = desk.replay()
    assert [call for call in desk.pile.calls if not call.startswith("receive")] == [
        "replay message-1",
        "delete message-1",
        "replay message-2",
        "delete message-2",
    ]
    assert (done.replayed, done.left, done.ended) == (2, 0, End.ALL_SEEN)


def should_keep_and_show_a_letter_whose_event_could_not_be_sent() -> None:
    desk = Desk(letters(3), unavailable="message-2")
    with pytest.raises(ServiceUnavailable):
        desk.replay()
    assert desk.replayed == ["message-1"]
    assert desk.kept == ["message-2", "message-3"]
    assert len(desk.pile.visible) == 2


def should_keep_a_letter_that_the_queue_refuses_and_say_so() -> None:
    desk = Desk(letters(2), refused="message-1")
    done = desk.replay()
    assert (done.replayed, done.refused, desk.kept) == (1, 1, ["message-1"])


@pytest.mark.parametrize(
    ("fields", "replayed"),
    [
        ({"reasons": ["InputTooLong"]}, ["message-2"]),
        ({"reasons": ["InputTooLong", "ReceivedTooOften"]}, ["message-2", "message-3"]),
        ({"listing_ids": ["baker-1"]}, ["message-1"]),
        ({"states": ["PrepareListing"]}, ["message-2"]),
        ({"older_than": "2h"}, ["message-2"]),
        ({"newer_than": "90m"}, ["message-1", "message-3"]),
        ({"newer_than": "3d", "older_than": "90m"}, ["message-2"]),
        ({"reasons": ["Nothing"]}, []),
    ],
)
def should_replay_what_every_filter_selects(fields: dict[str, Any], replayed: list[str]) -> None:
    old = {"error": "InputTooLong", "state": "PrepareListing", "sent_at": NOON - timedelta(days=1)}
    moved_by_sqs = {"error": "ReceivedTooOften", "state": None}
    desk = Desk([any_dead_letter(1), any_dead_letter(2, **old), any_dead_letter(3, **moved_by_sqs)])
    done = desk.replay(**fields)
    assert desk.replayed == replayed
    assert (done.replayed, done.not_selected) == (len(replayed), 3 - len(replayed))
    assert len(desk.pile.visible) == 3 - len(replayed)


def should_keep_what_was_replayed_too_often_until_it_is_forced() -> None:
    desk = Desk([any_dead_letter(1, replays=2), any_dead_letter(2, replays=3)])
    assert desk.replay().too_many_replays == 1
    assert (desk.replayed, desk.kept) == (["message-1"], ["message-2"])
    assert desk.replay(force=True).replayed == 1
    assert desk.kept == []


def should_keep_what_came_after_it_began_or_it_would_never_end() -> None:
    desk = Desk([any_dead_letter(1), any_dead_letter(2, sent_at=NOON + timedelta(seconds=2))])
    done = desk.replay(force=True)
    assert (done.replayed, done.newer, desk.kept) == (1, 1, ["message-2"])


def should_keep_an_event_that_failed_again_within_the_second_it_was_replayed_in() -> None:
    again = {"body": "event 1", "sent_at": NOON + timedelta(seconds=0.3)}
    twice = any_dead_letter(3, body="event 1")
    desk = Desk([any_dead_letter(1), any_dead_letter(2, **again), twice])
    done = desk.replay()
    assert (done.newer, done.repeated, desk.kept) == (1, 1, ["message-2"])
    assert desk.replayed == ["message-1"]


def should_replay_an_event_once_that_is_there_as_several_letters() -> None:
    copies = [any_dead_letter(number, body="event 1") for number in (1, 2, 3)]
    desk = Desk([*copies, any_dead_letter(4)])
    done = desk.replay()
    assert (done.replayed, done.repeated, desk.kept) == (2, 2, [])
    assert desk.replayed == ["message-1", "message-4"]


def should_keep_a_copy_of_an_event_that_could_not_be_sent() -> None:
    copies = [any_dead_letter(number, body="event 1") for number in (1, 2)]
    desk = Desk(copies, unavailable="message-1")
    with pytest.raises(ServiceUnavailable):
        desk.replay()
    assert desk.kept == ["message-1", "message-2"]


def should_touch_nothing_in_a_dry_run() -> None:
    desk = Desk(letters(12))
    done = desk.replay(dry_run=True)
    assert (done.replayed, done.left, done.dry_run) == (12, 12, True)
    assert desk.replayed == []
    assert len(desk.pile.visible) == 12


def should_stop_at_its_limit_and_show_the_rest_again() -> None:
    desk = Desk(letters(15))
    done = desk.replay(limit=3)
    assert (done.replayed, done.left, done.ended) == (3, 12, End.LIMIT)
    assert len(desk.pile.visible) == 12


def should_say_how_many_are_left_when_its_time_runs_short() -> None:
    desk = Desk(letters(15))
    done = desk.replay(stop_after=4)
    assert (done.replayed, done.left, done.ended) == (4, 11, End.STOPPED)
    assert len(desk.pile.visible) == 11


@pytest.mark.parametrize(("rate", "at_once"), [(0.1, 1), (0.5, 3), (50, 10)])
def should_keep_its_pace_and_hold_no_letter_longer_than_it_is_hidden(
    rate: float, at_once: int
) -> None:
    desk = Desk(letters(20))
    done = desk.replay(rate=rate)
    assert (done.replayed, desk.kept) == (20, [])
    assert len(desk.replayed) == len(set(desk.replayed))
    assert 20 / rate <= desk.pile.time_s < 20 / rate + 5
    assert f"receive {at_once}" in desk.pile.calls
    assert at_once / rate < HIDDEN_S


def should_replay_every_letter_once_though_kept_ones_come_back_meanwhile() -> None:
    kept = [any_dead_letter(number, error="ListingHasNoText") for number in range(50)]
    desk = Desk([*kept, *(any_dead_letter(number) for number in range(50, 100))])
    done = desk.replay(reasons=["ModelThrottled"], rate=1)
    assert (done.replayed, done.not_selected) == (50, 50)
    assert len(desk.kept) == len(desk.pile.visible) == 50


def should_end_reading_where_letters_come_back_faster_than_they_can_be_read() -> None:
    pile = LetterPile(letters(5000))  # 0.1 s for ten: hidden ones are back before the last
    with DeadLetterReader(pile, clock=pile.clock) as reading:
        seen = [letter.message_id for letter in reading.letters()]
    assert len(seen) == len(set(seen)) == 5000
    assert len(pile.visible) == 5000


def should_show_letters_again_when_reading_ends_early() -> None:
    pile = LetterPile(letters(5))
    with DeadLetterReader(pile) as reading:
        next(reading.letters())
        assert pile.visible == []
    assert len(pile.visible) == 5


@pytest.mark.parametrize("field", ["older_than", "newer_than"])
@pytest.mark.parametrize("duration", ["2", "h", "2 h", "-2h", "2w", "²h", "9999999d"])
def should_refuse_what_is_no_duration(field: str, duration: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Selection(**{field: duration})


def should_refuse_a_filter_that_does_not_exist() -> None:
    with pytest.raises(ValidationError, match="reason"):
        ReplayDeadLettersInput.model_validate({"reason": "ModelThrottled"})


@pytest.mark.parametrize(
    ("text", "replays"), [(None, 0), ("", 0), ("2", 2), ("-1", 0), ("²", 0), ("many", 0)]
)
def should_count_no_replays_where_the_attribute_is_no_number(
    text: str | None, replays: int
) -> None:
    assert replays_of(text) == replays
